import { decidePlace } from "../../src/appointments/decide-place.ts";
import { holdHasEnded } from "../../src/appointments/hold.ts";
import type { ErrorOf } from "../../src/ipc/errors.ts";
import type { FreeTime, TakenBy } from "../../src/ipc/views.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { workingRanges } from "../../src/scheduling/working-time.ts";
import type { Values } from "../../src/sync/op.ts";
import { dayOf, type Range } from "../../src/time/zoned-day.ts";
import { type AppointmentRow, occupying } from "../db/appointments.ts";
import { blocksMeeting, blockView } from "../db/blocks.ts";
import { findClient } from "../db/clients.ts";
import { workingTimeOf } from "../db/hours.ts";
import { findPractitioner } from "../db/practitioners.ts";
import { databaseRefusal } from "../db/refusals.ts";
import { type RemoteHoldRow, remoteHoldsMeeting } from "../db/remote-holds.ts";
import { findRoom } from "../db/rooms.ts";
import { totalChanges } from "../db/statements.ts";
import { nearestFreeTimes } from "../queries/free-time.ts";
import { unlessRemoved } from "./handler.ts";
import { dropHold } from "./hold-rows.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

export type Place = {
  readonly practitionerId: string;
  readonly roomId: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly busyUntil: number;
  readonly outsideReason: string | null;
};
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

  const day = dayOf(unit.zone, place.startsAt);
  const work = workingTimeOf(unit.db, practitioner, unit.zone, day, dayOf(unit.zone, place.endsAt));
  const blocks = blocksMeeting(unit.db, place.practitionerId, place.startsAt, place.endsAt).map(blockView);
  const verdict = decidePlace(place, blocks, work);
  const who = { practitionerId: practitioner.id, practitionerName: practitioner.name };
  switch (verdict.verdict) {
    case "free":
      // A reason that was not needed says something untrue about the booking.
      return ok(verdict.outsideHours ? place : { ...place, outsideReason: null });
    case "blocked":
      return err({ code: "blocked", ...who, block: verdict.block, nearest: nearest(unit, place) });
    case "outside-hours":
      return err({
        code: "outside-hours",
        ...who,
        day,
        hours: workingRanges(work, day),
        nearest: nearest(unit, place),
      });
  }
}

/** Only whether other appointments or the room stand in the way: all that undo and revival need. */
export function checkTaken(
  unit: UnitOfWork,
  place: Place,
  except: readonly string[],
): Result<undefined, SlotTaken> {
  for (const resource of ["practitioner", "room"] as const) {
    const id = resource === "practitioner" ? place.practitionerId : place.roomId;
    if (id === null) continue;
    for (const row of occupying(unit.db, resource, id, place.startsAt, place.busyUntil)) {
      if (except.includes(row.id)) continue;
      const yields =
        row.hold_expires_at !== null &&
        (holdHasEnded(row.hold_expires_at, unit.now) || row.held_by === unit.caller.window);
      if (!yields) return err(slotTaken(unit, resource, takenBy(unit, row), place));
      dropHold(unit, row);
    }
  }
  return unit.shared ? checkHeldElsewhere(unit, place) : ok(undefined);
}

/** What another desk is just booking is taken like a hold of this one. */
function checkHeldElsewhere(unit: UnitOfWork, place: Place): Result<undefined, SlotTaken> {
  for (const hold of remoteHoldsMeeting(unit.db, place.startsAt, place.busyUntil, unit.now)) {
    const ofPractitioner = hold.practitioner_id === place.practitionerId;
    const ofRoom = hold.room_id !== null && hold.room_id === place.roomId;
    if (ofPractitioner || ofRoom)
      return err(slotTaken(unit, ofPractitioner ? "practitioner" : "room", heldBy(unit, hold), place));
  }
  return ok(undefined);
}

/** Whether time off lies in `range`: what a longer or a revived appointment takes anew. */
export function checkBlocks(
  unit: UnitOfWork,
  place: Place,
  range: Range,
): Result<undefined, ErrorOf<"blocked">> {
  const block = blocksMeeting(unit.db, place.practitionerId, range.startsAt, range.endsAt)[0];
  if (!block) return ok(undefined);
  const { practitionerId } = place;
  const practitionerName = findPractitioner(unit.db, practitionerId)?.name ?? "";
  const about = { practitionerId, practitionerName, block: blockView(block) };
  return err({ code: "blocked", ...about, nearest: nearest(unit, place) });
}

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

function nearest(unit: UnitOfWork, place: Place): FreeTime[] {
  const length = { seconds: place.endsAt - place.startsAt, bufferSeconds: place.busyUntil - place.endsAt };
  return nearestFreeTimes(unit.db, { ...place, length }, unit.zone, unit.now);
}

let lastExplained: { db: unknown; key: string; writes: number; nearest: FreeTime[] } | undefined;

/** The last explanation stays good while nothing was written: thousands who lose the same time get it at once. */
function nearestOnce(unit: UnitOfWork, place: Place): FreeTime[] {
  // What this command has written is taken back with its refusal: true for its own answer only.
  if (unit.hasWritten) return nearest(unit, place);
  const writes = totalChanges(unit.db);
  const key = JSON.stringify([place, unit.now]);
  if (lastExplained?.db !== unit.db || lastExplained.key !== key || lastExplained.writes !== writes) {
    lastExplained = { db: unit.db, key, writes, nearest: nearest(unit, place) };
  }
  return lastExplained.nearest;
}

function slotTaken(
  unit: UnitOfWork,
  resource: "practitioner" | "room",
  taken: TakenBy,
  place: Place,
): SlotTaken {
  return { code: "slot-taken", resource, taken, nearest: nearestOnce(unit, place) };
}

const nameOfPractitioner = (unit: UnitOfWork, id: string): string =>
  findPractitioner(unit.db, id)?.name ?? "";
const nameOfRoom = (unit: UnitOfWork, id: string | null): string | null =>
  id === null ? null : (findRoom(unit.db, id)?.name ?? null);

function heldBy(unit: UnitOfWork, hold: RemoteHoldRow): TakenBy {
  return {
    appointmentId: hold.hold_id,
    practitionerId: hold.practitioner_id,
    practitionerName: nameOfPractitioner(unit, hold.practitioner_id),
    roomName: nameOfRoom(unit, hold.room_id),
    clientName: null,
    startsAt: hold.starts_at,
    endsAt: hold.busy_until,
    busyUntil: hold.busy_until,
    status: "pending",
    bookedBy: hold.desk_name,
    bookedAt: unit.now,
    here: false,
  };
}

function takenBy(unit: UnitOfWork, row: AppointmentRow): TakenBy {
  return {
    appointmentId: row.id,
    practitionerId: row.practitioner_id,
    practitionerName: nameOfPractitioner(unit, row.practitioner_id),
    roomName: nameOfRoom(unit, row.room_id),
    clientName: row.client_id === null ? null : (findClient(unit.db, row.client_id)?.name ?? null),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    busyUntil: row.busy_until,
    status: row.status,
    bookedBy: row.booked_by,
    bookedAt: row.booked_at,
    here: row.held_by === unit.caller.window,
  };
}
