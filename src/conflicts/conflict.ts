import type { Values } from "../sync/op.ts";

/** A recorded disagreement with both sides kept, open until a person resolves it or its cause is gone. */
export const conflictKinds = [
  "slot-taken",
  "seat-taken",
  "reschedule-race",
  "booking-meets-block",
  "external-event-over-booking",
  "field-divergence",
  "edit-after-cancel",
] as const;
export type ConflictKind = (typeof conflictKinds)[number];

export type ConflictState = "open" | "resolved" | "closed";

/** How a person settled it. `wanted` and `current` are the two sides of what was written differently. */
export const resolutions = [
  "moved",
  "swapped",
  "kept",
  "cancelled",
  "waitlisted",
  "wanted",
  "current",
] as const;
export type Resolution = (typeof resolutions)[number];

export type ConflictDetail = {
  /** What the losing op wanted, and what stands instead: columns and values. */
  readonly wanted?: Values;
  readonly current?: Values;
  readonly group?: string;
  readonly resource?: "practitioner" | "room";
};

/** As it is stored and as it travels in images. `entity` and `row_id` name the losing row, `other_id` the other side. */
export type Conflict = {
  readonly id: string;
  readonly kind: ConflictKind;
  readonly entity: string;
  readonly row_id: string;
  readonly other_id: string | null;
  readonly op_id: string;
  readonly opened_by: string;
  readonly opened_at: number;
  readonly detail: ConflictDetail;
  readonly state: ConflictState;
  readonly resolution: Resolution | null;
  readonly closed_op: string | null;
  readonly closed_by: string | null;
  readonly closed_at: number | null;
};

/** The same id wherever it is made: on the server and on each desk that replays the op. */
export const conflictId = (kind: ConflictKind, opId: string, rowId: string, group?: string): string =>
  group === undefined ? `${kind}:${opId}:${rowId}` : `${kind}:${opId}:${rowId}:${group}`;

/** One conflict for each booking and block, however often they meet. */
export const meetingId = (appointmentId: string, blockId: string): string =>
  `meets:${appointmentId}:${blockId}`;
