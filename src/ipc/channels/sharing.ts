import { z } from "zod";
import { appCall, command, query } from "../channel.ts";
import * as f from "../schemas.ts";
import type { ConflictView, SharingView } from "../sharing-views.ts";
import type { AppointmentView, Done } from "../views.ts";

const nothing = z.strictObject({});
const serverErrors = ["server-problem"] as const;
const conflictId = z.string().min(1).max(300);
/** Certificates in PEM form. */
const pem = z.string().max(200_000);
const settling = { ...f.request, conflictId };

export const sharingChannels = {
  "sharing.read": appCall<SharingView>()({ input: nothing }),
  /** Whether the server can be used, in words: the one of this URL, or the one this desk shares with. */
  "sharing.test": appCall<{ version: string; tls: boolean; latencyMs: number }>()({
    input: z.strictObject({ url: z.string().max(500).optional(), ca: pem.optional() }),
    errors: serverErrors,
  }),
  /** The owner's URL (`postgres://...`): applies the shared migrations, makes the practice, sends up this desk's data. */
  "sharing.prepare": appCall<SharingView>()({
    input: z.strictObject({ url: z.string().min(1).max(500), ca: pem.optional() }),
    needs: "practice",
    errors: serverErrors,
  }),
  /** One text to paste on another desk: good once, for an hour. */
  "sharing.invite": appCall<{ text: string; expiresAt: number }>()({
    input: nothing,
    needs: "practice",
    errors: serverErrors,
  }),
  /** `local`: bookings made here before are pushed as ops, or kept aside in the folder that is answered. */
  "sharing.join": appCall<{ archivedIn: string | null; sharing: SharingView }>()({
    input: z.strictObject({ invitation: z.string().min(1).max(20_000), local: z.enum(["push", "archive"]) }),
    needs: "database",
    errors: serverErrors,
  }),
  /** The desk keeps its copy and works alone from then on; also one to which its first copy is still on its way. */
  "sharing.leave": appCall<SharingView>()({ input: nothing, needs: "database" }),
  "sharing.exchange-now": appCall<SharingView>()({ input: nothing, needs: "practice" }),
  "sharing.revoke-desk": appCall<SharingView>()({
    input: z.strictObject({ deskId: f.id }),
    needs: "practice",
    errors: serverErrors,
  }),
  /** After the server was restored: send what it lacks again, or go on alone until somebody has looked. */
  "sharing.answer-missing": appCall<SharingView>()({
    input: z.strictObject({ send: z.boolean() }),
    needs: "practice",
  }),
  /**
   * Takes back an op that the server refuses for good, with those made on top of it: their rows are what the server has,
   * and what they said stays in the history. Answers how many were taken back.
   */
  "sharing.drop-op": appCall<{ dropped: number; sharing: SharingView }>()({
    input: z.strictObject({ opId: f.id }),
    needs: "practice",
    errors: ["not-found"],
  }),
  /** Development only: cuts this desk's line, for trying races. */
  "sharing.cut-line": appCall<SharingView>()({
    input: z.strictObject({ cut: z.boolean() }),
    errors: ["not-allowed"],
  }),

  /** Open ones first by the time they concern; or those that are settled, newest first. */
  "conflicts.list": query<{ conflicts: ConflictView[]; open: number }>()({
    // Free times are looked for beside each.
    reads: "long",
    input: z.strictObject({
      settled: z.boolean().optional(),
      /** Only those of this appointment. */
      appointmentId: f.id.optional(),
      /** Only bookings that lie under this block; of one that repeats, under any of its series. */
      underBlockId: f.id.optional(),
      limit: z.int().min(1).max(200).optional(),
    }),
  }),
  "conflicts.resolve": command<Done & { appointments: AppointmentView[] }>()({
    priority: "booking",
    input: z.union([
      z.strictObject({
        ...settling,
        how: z.literal("moved"),
        practitionerId: f.id,
        roomId: f.id.nullable().optional(),
        startsAt: f.instant,
        outsideReason: f.reason.optional(),
      }),
      /** The loser gets the time, the winner another one: both in one act. */
      z.strictObject({
        ...settling,
        how: z.literal("swapped"),
        otherPractitionerId: f.id,
        otherStartsAt: f.instant,
      }),
      z.strictObject({ ...settling, how: z.literal("cancelled"), reason: f.reason }),
      z.strictObject({ ...settling, how: z.enum(["kept", "waitlisted", "wanted", "current"]) }),
    ]),
    errors: [
      "conflict-closed",
      "slot-taken",
      "outside-hours",
      "blocked",
      "session-full",
      "not-found",
      "status-not-allowed",
    ],
  }),
};
