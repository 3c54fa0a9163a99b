import { z } from "zod";
import { conflictKinds, resolutions } from "../../../src/conflicts/conflict.ts";
import { type Entity, entities } from "../../../src/sync/entities.ts";
import { outcomes, refusalCodes } from "../../../src/sync/protocol.ts";

/**
 * What the functions of anteroom_api answer. Strict about what decides (codes, outcomes, positions); the columns of
 * a row are the tables' to check. Keys that a newer server adds are left out, because its migrations only add.
 */

const id = z.string().min(1);
const seq = z.int().min(0);
const instant = z.number();

const refusal = z.object({
  ok: z.literal(false),
  code: z.enum(refusalCodes),
  epoch: z.string().optional(),
  minClient: z.int().optional(),
  schema: z.int().optional(),
  reason: z.string().optional(),
});
const answer = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.discriminatedUnion("ok", [z.object({ ok: z.literal(true), ...shape }), refusal]);

const value = z.union([z.string(), z.number(), z.null()]);
const conflictRow = z.object({
  id,
  kind: z.enum(conflictKinds),
  entity: z.string(),
  row_id: id,
  other_id: z.string().nullable(),
  op_id: id,
  opened_by: z.string(),
  opened_at: instant,
  detail: z.looseObject({}),
  state: z.enum(["open", "resolved", "closed"]),
  resolution: z.enum(resolutions).nullable(),
  closed_op: z.string().nullable(),
  closed_by: z.string().nullable(),
  closed_at: instant.nullable(),
});
const image = z.discriminatedUnion("entity", [
  z.object({ entity: z.literal("conflict"), id, row: conflictRow }),
  z.object({
    entity: z.enum(Object.keys(entities) as [Entity, ...Entity[]]),
    id,
    row: z.record(z.string(), z.union([value, z.record(z.string(), z.string())])),
  }),
]);
const outcome = z.enum(outcomes);
const entry = z.object({
  seq,
  hash: z.string(),
  opId: id,
  deskId: id,
  content: z.string(),
  outcome,
  images: z.array(image),
});
const lease = z.object({
  holdId: id,
  deskName: z.string(),
  practitionerId: id,
  roomId: z.string().nullable(),
  startsAt: instant,
  busyUntil: instant,
  seconds: z.number(),
});
const desk = z.object({
  id,
  name: z.string(),
  schema: z.int(),
  lastSeenAt: instant,
  revoked: z.boolean(),
});

export const replies = {
  enrol: answer({ practiceId: id, practiceName: z.string(), deskId: id, secret: id, fence: id, epoch: id }),
  open_session: answer({ epoch: id, fence: id }),
  reidentify: answer({ deskId: id, secret: id, fence: id }),
  exchange: answer({
    epoch: id,
    serverTime: instant,
    schema: z.int(),
    minClient: z.int(),
    outcomes: z.array(z.object({ opId: id, outcome, reason: z.string().optional(), seq: seq.optional() })),
    from: seq,
    entries: z.array(entry),
    head: seq,
    headHash: z.string(),
    leases: z.array(lease),
    desks: z.array(desk),
  }),
  snapshot_page: answer({
    epoch: id,
    seq,
    hash: z.string(),
    images: z.array(image),
    next: z.object({ entity: z.string(), id: z.string() }).nullable(),
    total: z.int().min(0),
  }),
  open_epoch: answer({ epoch: id }),
  invite: answer({ code: id, expiresAt: instant }),
  revoke_desk: answer({}),
  check_practice: answer({
    overlaps: z.int(),
    gaps: z.int(),
    conflictsByKind: z.record(z.string(), z.int()),
  }),
  upload: answer({}),
  finish_upload: answer({}),
};

export type ServerFunction = keyof typeof replies;
export type ReplyOf<Name extends ServerFunction> = z.output<(typeof replies)[Name]>;
