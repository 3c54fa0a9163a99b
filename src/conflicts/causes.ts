import { isOccupying, type Status } from "../appointments/status.ts";
import { overlaps } from "../scheduling/ranges.ts";
import { entities } from "../sync/entities.ts";
import type { RowChange } from "../sync/op.ts";
import type { Conflict } from "./conflict.ts";

/** Whether what opened a conflict is still so (main/sync/PROTOCOL.md, section 2). */

export type Booking = {
  readonly status: Status;
  readonly placed: number;
  readonly practitioner_id: string;
  readonly starts_at: number;
  readonly ends_at: number;
};
export type TimeOff = {
  readonly practitioner_id: string;
  readonly starts_at: number;
  readonly ends_at: number;
  readonly removed: number;
};

/** Only what the conflict's kind asks for is looked up. */
export type Facts = {
  /** The op that was just applied, and who set last the group that the conflict is about. */
  readonly opId: string;
  readonly setter: string | null;
  /** The appointment; of an attendee, the session. */
  readonly booking: Booking | undefined;
  readonly block: TimeOff | undefined;
  readonly seat: number | null;
};

export const holdsTime = (booking: Pick<Booking, "status" | "placed">): boolean =>
  booking.placed === 1 && isOccupying(booking.status);

/** A booking meets time off with the client's own time: the buffer after it may lie on a break. */
export const meets = (booking: Booking, block: TimeOff): boolean =>
  holdsTime(booking) &&
  block.removed === 0 &&
  booking.practitioner_id === block.practitioner_id &&
  overlaps(
    { startsAt: booking.starts_at, endsAt: booking.ends_at },
    { startsAt: block.starts_at, endsAt: block.ends_at },
  );

/** The group whose next setter answers a conflict; null for the kinds that nobody's writing answers by itself. */
export function groupAbout(conflict: Pick<Conflict, "kind" | "detail">): string | null {
  switch (conflict.kind) {
    case "reschedule-race":
      return "time";
    case "edit-after-cancel":
      return "status";
    case "field-divergence":
      return conflict.detail.group ?? null;
    default:
      return null;
  }
}

export function causeStands(conflict: Pick<Conflict, "kind" | "op_id">, facts: Facts): boolean {
  const { booking, block } = facts;
  const setSince = conflict.op_id !== facts.opId && facts.setter === facts.opId;
  switch (conflict.kind) {
    case "slot-taken":
      return booking?.placed === 0;
    case "reschedule-race":
      return booking !== undefined && isOccupying(booking.status) && !setSince;
    case "edit-after-cancel":
    case "field-divergence":
      return !setSince;
    case "seat-taken":
      return facts.seat === null && booking !== undefined && isOccupying(booking.status);
    case "booking-meets-block":
    case "external-event-over-booking":
      return booking !== undefined && block !== undefined && meets(booking, block);
  }
}

/** Whether an op puts a row somewhere, so that a meeting that a person had settled is one to settle again. */
export function isPutAnew(change: RowChange): boolean {
  if (change.kind === "insert" || change.entity === "block") return true;
  if (change.kind !== "update") return false;
  // Arriving is not being booked again: a status puts a row somewhere only if it held no time before.
  const before = change.base["status"]?.values["status"];
  return setsGroup(change, "time") || (typeof before === "string" && !isOccupying(before as Status));
}

/** Whether a change can make a booking and time off meet: it makes one of the two, or says when it is or whether. */
export function mayMeet(change: RowChange): boolean {
  if (change.entity !== "appointment" && change.entity !== "block") return false;
  if (change.kind !== "update") return change.kind === "insert";
  if (change.entity === "appointment") return setsGroup(change, "time") || setsGroup(change, "status");
  return [...entities.block.time, ...entities.block.removed].some((column) => column in change.values);
}

/** Whether a change of an appointment sets something of a group, not only looks at it. */
export const setsGroup = (change: RowChange, group: "time" | "status"): boolean =>
  change.kind === "update" &&
  change.entity === "appointment" &&
  entities.appointment[group].some((column) => column in change.values);
