import type { ErrorOf } from "../../src/ipc/errors.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Values } from "../../src/sync/op.ts";
import type { Range } from "../../src/time/zoned-day.ts";
import { findPractitioner } from "../db/practitioners.ts";
import { databaseRefusal } from "../db/refusals.ts";
import { findRoom } from "../db/rooms.ts";
import { totalChanges } from "../db/statements.ts";
import { checkHours, checkTimeOff, findTaken, nearestTo, type Place } from "../queries/place-check.ts";
import { unlessRemoved } from "./handler.ts";
import { dropHold } from "./hold-rows.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

export type { Place };

/** A place as the row has it: the columns that are set together, or not at all. */
export const timeGroup = (place: Place): Values => ({
  practitioner_id: place.practitionerId,
  room_id: place.roomId,
  starts_at: place.startsAt,
  ends_at: place.endsAt,
  busy_until: place.busyUntil,
  outside_reason: place.outsideReason,
});

type SlotTaken = ErrorOf<"slot-taken">;
export type PlaceError = SlotTaken | ErrorOf<"outside-hours"> | ErrorOf<"blocked"> | ErrorOf<"not-found">;

/**
 * Explains whether an appointment may go to a place, before anything is written: losers of a race write nothing.
 * Expired holds that stand in the way are released, and so is the asking window's own hold. Answers the place as it
 * should be written.
 */
export function checkPlace(
  unit: UnitOfWork,
  place: Place,
  except: readonly string[],
): Result<Place, PlaceError> {
  const practitioner = unlessRemoved(findPractitioner(unit.db, place.practitionerId));
  if (!practitioner) return err({ code: "not-found", entity: "practitioner", id: place.practitionerId });
  if (place.roomId !== null && !unlessRemoved(findRoom(unit.db, place.roomId))) {
    return err({ code: "not-found", entity: "room", id: place.roomId });
  }
  const taken = checkTaken(unit, place, except);
  if (!taken.ok) return taken;
  return checkHours(unit, place, practitioner, () => nearestTo(unit, place));
}

/** Only whether other appointments or the room stand in the way: all that undo and revival need. */
export function checkTaken(
  unit: UnitOfWork,
  place: Place,
  except: readonly string[],
): Result<undefined, SlotTaken> {
  const { taken, yielding } = findTaken(unit, place, except);
  for (const hold of yielding) dropHold(unit, hold);
  if (!taken) return ok(undefined);
  return err({
    code: "slot-taken",
    resource: taken.resource,
    taken: taken.by,
    nearest: nearestOnce(unit, place),
  });
}

/** Whether time off lies in `range`: what a longer or a revived appointment takes anew. */
export const checkBlocks = (
  unit: UnitOfWork,
  place: Place,
  range: Range,
): Result<undefined, ErrorOf<"blocked">> => checkTimeOff(unit, place, range, () => nearestTo(unit, place));

/** Runs a write that places an appointment. Should the database refuse what the check let through, it explains that too. */
export function placed<T>(unit: UnitOfWork, place: Place, write: () => T): Result<T, SlotTaken> {
  try {
    return ok(write());
  } catch (error) {
    const refusal = databaseRefusal(error);
    if (refusal !== "slot-taken" && refusal !== "room-taken") throw error;
    const taken = checkTaken(unit, place, []);
    if (!taken.ok) return taken;
    throw error;
  }
}

let lastExplained: { db: unknown; key: string; writes: number; nearest: FreeTime[] } | undefined;

/** The last explanation stays good while nothing was written: thousands who lose the same time get it at once. */
function nearestOnce(unit: UnitOfWork, place: Place): FreeTime[] {
  // What this command has written is taken back with its refusal: true for its own answer only.
  if (unit.hasWritten) return nearestTo(unit, place);
  const writes = totalChanges(unit.db);
  const key = JSON.stringify([place, unit.now]);
  if (lastExplained?.db !== unit.db || lastExplained.key !== key || lastExplained.writes !== writes) {
    lastExplained = { db: unit.db, key, writes, nearest: nearestTo(unit, place) };
  }
  return lastExplained.nearest;
}
