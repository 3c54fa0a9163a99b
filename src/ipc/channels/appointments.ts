import { z } from "zod";
import { command, query } from "../channel.ts";
import * as f from "../schemas.ts";
import type { AppointmentCard, AppointmentView, AttendeeView, Done, Warning } from "../views.ts";

export type Held = {
  holdId: string;
  startsAt: number;
  endsAt: number;
  expiresAt: number;
  /** A hold can be renewed until then (20 minutes after it was placed), not longer. */
  lastsUntil: number;
  /** True when the time lies outside the practitioner's hours: booking it will ask for a reason. */
  outsideHours: boolean;
};
export type Booked = Done & { appointment: AppointmentView; warnings: Warning[] };
export type Changed = Done & { appointment: AppointmentView; warnings: Warning[] };

const place = { practitionerId: f.id, roomId: f.id.nullable().optional(), startsAt: f.instant };
const placeErrors = ["slot-taken", "outside-hours", "blocked", "not-found"] as const;
const editErrors = ["stale", "not-found"] as const;

export const appointmentChannels = {
  /** Keeps a time while staff are on the phone. A window has one hold: a new one releases the one before. */
  "appointments.hold": command<Held>()({
    priority: "booking",
    input: z.strictObject({
      ...f.request,
      ...place,
      typeId: f.id.optional(),
      durationMinutes: f.durationMinutes.optional(),
    }),
    errors: ["slot-taken", "blocked", "not-found"],
  }),
  "appointments.renew-hold": command<{ expiresAt: number }>()({
    priority: "booking",
    input: z.strictObject({ holdId: f.id }),
    errors: ["hold-expired"],
  }),
  /** Releasing what is gone already is no error. */
  "appointments.release-hold": command<Record<never, never>>()({
    priority: "booking",
    input: z.strictObject({ holdId: f.id }),
  }),
  /** `clientId` may be absent only for a group session, which then starts without attendees. */
  "appointments.book": command<Booked>()({
    priority: "booking",
    input: z.strictObject({
      ...f.request,
      ...place,
      holdId: f.id.optional(),
      clientId: f.id.optional(),
      typeId: f.id,
      durationMinutes: f.durationMinutes.optional(),
      source: f.source,
      note: f.longText.optional(),
      outsideReason: f.reason.optional(),
    }),
    errors: placeErrors,
  }),
  "appointments.move": command<Changed>()({
    priority: "booking",
    input: z.strictObject({
      ...f.edit,
      ...place,
      durationMinutes: f.durationMinutes.optional(),
      outsideReason: f.reason.optional(),
    }),
    errors: [...placeErrors, ...editErrors, "status-not-allowed"],
  }),
  /** Each takes the other's practitioner, room and start, and keeps its own duration. */
  "appointments.swap": command<Done & { appointments: [AppointmentView, AppointmentView] }>()({
    priority: "booking",
    input: z.strictObject({
      ...f.request,
      first: z.strictObject({ id: f.id, version: f.version }),
      second: z.strictObject({ id: f.id, version: f.version }),
      outsideReason: f.reason.optional(),
    }),
    errors: [...placeErrors, ...editErrors, "status-not-allowed"],
  }),
  /** What it is, not when: client, type, duration (from the same start), room, seats. */
  "appointments.change": command<Changed>()({
    priority: "staff",
    input: z.strictObject({
      ...f.edit,
      clientId: f.id.optional(),
      typeId: f.id.optional(),
      durationMinutes: f.durationMinutes.optional(),
      roomId: f.id.nullable().optional(),
      capacity: z.int().min(1).max(200).optional(),
      source: f.source.optional(),
    }),
    errors: ["slot-taken", "blocked", "session-full", ...editErrors],
  }),
  "appointments.cancel": command<Changed>()({
    priority: "staff",
    input: z.strictObject({ ...f.edit, reason: f.reason }),
    errors: [...editErrors, "status-not-allowed"],
  }),
  /** Also the way back: a cancelled or missed one set to `booked` takes its time again, if it is still free. */
  "appointments.set-status": command<Changed>()({
    priority: "staff",
    input: z.strictObject({ ...f.edit, status: f.status }),
    errors: ["slot-taken", "blocked", ...editErrors, "status-not-allowed"],
  }),
  "appointments.add-note": command<Done & { noteId: string }>()({
    priority: "staff",
    input: z.strictObject({ ...f.request, appointmentId: f.id, text: f.longText }),
    errors: ["not-found"],
  }),
  "appointments.add-attendee": command<Done & { attendee: AttendeeView }>()({
    priority: "booking",
    input: z.strictObject({ ...f.request, appointmentId: f.id, clientId: f.id }),
    errors: ["session-full", "already-attending", "not-found", "status-not-allowed"],
  }),
  "appointments.remove-attendee": command<Done>()({
    priority: "staff",
    input: z.strictObject({ ...f.request, attendeeId: f.id }),
    errors: ["not-found"],
  }),
  /** Takes back a change within ten seconds, if nobody changed the same since and its time is still free. */
  "appointments.undo": command<Done>()({
    priority: "booking",
    input: z.strictObject({ ...f.request, opId: f.id }),
    errors: ["slot-taken", "session-full", "undo-expired", "undo-overtaken", "not-found"],
  }),
  "appointments.read": query<AppointmentCard>()({
    reads: "short",
    input: z.strictObject({ id: f.id }),
    errors: ["not-found"],
  }),
};
