import type { ErrorOf } from "../../../src/ipc/errors.ts";
import type { ConflictView } from "../../../src/ipc/sharing-views.ts";

/** A lost time as the refusal it would have been, had the other booking been known here. */
export function takenBy({ other, detail, nearest }: ConflictView): ErrorOf<"slot-taken"> | null {
  const by = other?.appointment;
  if (!other || !by) return null;
  const { id: appointmentId, practitionerId, clientName, startsAt, endsAt, busyUntil, status } = by;
  return {
    code: "slot-taken",
    resource: detail.resource ?? "practitioner",
    taken: {
      appointmentId,
      practitionerId,
      practitionerName: other.practitionerName ?? "",
      roomName: other.roomName,
      clientName,
      startsAt,
      endsAt,
      busyUntil,
      status,
      bookedBy: by.bookedBy,
      bookedAt: by.bookedAt,
      here: false,
    },
    nearest,
  };
}
