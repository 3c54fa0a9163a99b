import { isOccupying, type Status } from "../appointments/status.ts";
import type { Conflict, Resolution } from "./conflict.ts";

/** The appointment that a conflict is about, and the other one that has the time. */
export type Side = { readonly status: Status; readonly placed: boolean };

/** What happened cannot be moved, and what is cancelled has no time to move. */
export const isMovable = (status: Status): boolean =>
  status === "booked" || status === "arrived" || status === "checked-in";

/** Which ways of settling an open conflict make sense now; none of one that is settled. */
export function waysOf(
  conflict: Pick<Conflict, "kind" | "state" | "detail">,
  sides: { loser: Side | undefined; other: Side | undefined; seatFree: boolean },
): Resolution[] {
  if (conflict.state !== "open") return [];
  const { loser, other } = sides;
  const swappable = other?.placed === true && isMovable(other.status);
  switch (conflict.kind) {
    case "slot-taken":
      if (!loser || !isOccupying(loser.status)) return [];
      return [
        "moved",
        ...(swappable && isMovable(loser.status) ? (["swapped"] as const) : []),
        ...(loser.status === "booked" ? (["waitlisted"] as const) : []),
        "cancelled",
      ];
    case "reschedule-race":
    case "booking-meets-block":
    case "external-event-over-booking":
      if (!loser || !isMovable(loser.status)) return ["kept"];
      return [
        "moved",
        ...(swappable ? (["swapped"] as const) : []),
        "kept",
        ...(loser.status === "booked" ? (["waitlisted"] as const) : []),
        "cancelled",
      ];
    case "edit-after-cancel":
      return isRevival(conflict, loser) ? ["wanted", "moved", "current"] : ["wanted", "current"];
    case "seat-taken":
      return sides.seatFree ? ["wanted", "current"] : ["current"];
    case "field-divergence":
      return ["wanted", "current"];
  }
}

/** Whether the losing side wanted an appointment to take place that the other side had called off. */
export const isRevival = (
  conflict: Pick<Conflict, "kind" | "detail">,
  loser: Pick<Side, "status"> | undefined,
): boolean =>
  conflict.kind === "edit-after-cancel" &&
  loser !== undefined &&
  !isOccupying(loser.status) &&
  !isCallingOff(conflict.detail.wanted?.["status"]);

const isCallingOff = (status: unknown): boolean =>
  typeof status === "string" && !isOccupying(status as Status);
