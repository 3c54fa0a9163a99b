import { HOLD_LONGEST_SECONDS, HOLD_SECONDS, holdHasEnded } from "../../src/appointments/hold.ts";
import { err, ok } from "../../src/result.ts";
import { findType } from "../db/appointment-types.ts";
import { findAppointment } from "../db/appointments.ts";
import { sql } from "../db/statements.ts";
import { newId } from "../ids.ts";
import { type Handler, notFound, unlessRemoved } from "./handler.ts";
import { allHolds, dropHold, holdsOfWindow } from "./hold-rows.ts";
import { checkPlace, placed } from "./placing.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

const DEFAULT_MINUTES = 30;

export const hold: Handler<"appointments.hold"> = (unit, input) => {
  const type = input.typeId === undefined ? undefined : unlessRemoved(findType(unit.db, input.typeId));
  if (input.typeId !== undefined && !type) return notFound("appointment type", input.typeId);
  const minutes = input.durationMinutes ?? type?.duration_minutes ?? DEFAULT_MINUTES;
  const endsAt = input.startsAt + minutes * 60;
  const place = {
    practitionerId: input.practitionerId,
    roomId: input.roomId ?? null,
    startsAt: input.startsAt,
    endsAt,
    busyUntil: endsAt + (type?.buffer_minutes ?? 0) * 60,
    outsideReason: null,
  };
  const check = checkPlace(unit, place, []);
  // A time outside hours may be held: the form then asks for the reason.
  if (!check.ok && check.error.code !== "outside-hours") return err(check.error);
  for (const earlier of holdsOfWindow(unit.db, unit.caller.window)) dropHold(unit, earlier);

  const holdId = newId();
  const expiresAt = unit.now + HOLD_SECONDS;
  const insert = placed(unit, place, () =>
    sql(
      unit.db,
      `INSERT INTO appointment (id, practitioner_id, room_id, type_id, status, starts_at, ends_at, busy_until, source,
         hold_expires_at, held_by, booked_by, booked_at)
       VALUES (?, ?, ?, ?, 'pending', ?, ?, ?, 'phone', ?, ?, ?, ?)`,
    ).run(
      holdId,
      place.practitionerId,
      place.roomId,
      input.typeId ?? null,
      place.startsAt,
      endsAt,
      place.busyUntil,
      expiresAt,
      unit.caller.window,
      unit.caller.actor,
      unit.now,
    ),
  );
  if (!insert.ok) return insert;
  unit.touchSchedule(place.practitionerId, place.startsAt, place.busyUntil);
  const outsideHours = !check.ok;
  return ok({
    holdId,
    startsAt: place.startsAt,
    endsAt,
    expiresAt,
    lastsUntil: unit.now + HOLD_LONGEST_SECONDS,
    outsideHours,
  });
};

export const renewHold: Handler<"appointments.renew-hold"> = (unit, { holdId }) => {
  const row = findAppointment(unit.db, holdId);
  const expired = err({ code: "hold-expired" as const, holdId });
  if (row?.held_by !== unit.caller.window || (row.hold_expires_at ?? 0) <= unit.now) return expired;
  const expiresAt = Math.min(unit.now + HOLD_SECONDS, row.booked_at + HOLD_LONGEST_SECONDS);
  if (expiresAt <= unit.now) return expired;
  sql(unit.db, "UPDATE appointment SET hold_expires_at = ? WHERE id = ?").run(expiresAt, holdId);
  return ok({ expiresAt });
};

export const releaseHold: Handler<"appointments.release-hold"> = (unit, { holdId }) => {
  const row = findAppointment(unit.db, holdId);
  if (row?.held_by === unit.caller.window) dropHold(unit, row);
  return ok({});
};

/** When a window closes or crashes. */
export function releaseHoldsOfWindow(unit: UnitOfWork, window: string): void {
  for (const row of holdsOfWindow(unit.db, window)) dropHold(unit, row);
}

export function releaseExpiredHolds(unit: UnitOfWork): void {
  for (const row of allHolds(unit.db)) {
    if (holdHasEnded(row.hold_expires_at ?? 0, unit.now)) dropHold(unit, row);
  }
}

/** When the app starts, no window of an earlier start can hold anything. */
export function releaseAllHolds(unit: UnitOfWork): void {
  for (const row of allHolds(unit.db)) dropHold(unit, row);
}
