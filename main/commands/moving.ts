import { isMovable } from "../../src/conflicts/ways.ts";
import type { ErrorOf } from "../../src/ipc/errors.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Values } from "../../src/sync/op.ts";
import { type AppointmentRow, findAppointment } from "../db/appointments.ts";
import { sql } from "../db/statements.ts";
import { viewOf, warningsFor } from "./appointment-views.ts";
import { current, done, type Handler, invalid } from "./handler.ts";
import { checkPlace, type Place, type PlaceError, placed, timeGroup } from "./placing.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** The appointment an edit names, as the person saw it; a hold is no appointment yet. */
export function currentAppointment(
  unit: UnitOfWork,
  edit: { id: string; version: number },
): Result<AppointmentRow, ErrorOf<"stale"> | ErrorOf<"not-found">> {
  const row = findAppointment(unit.db, edit.id);
  return current("appointment", edit.id, edit.version, row?.status === "pending" ? undefined : row, () =>
    viewOf(unit, edit.id),
  );
}

export function currentMovable(
  unit: UnitOfWork,
  edit: { id: string; version: number },
): Result<AppointmentRow, ErrorOf<"stale"> | ErrorOf<"not-found"> | ErrorOf<"status-not-allowed">> {
  const row = currentAppointment(unit, edit);
  if (!row.ok || isMovable(row.value.status)) return row;
  return err({ code: "status-not-allowed", from: row.value.status, to: row.value.status });
}

export const touch = (
  unit: UnitOfWork,
  row: { practitioner_id: string; starts_at: number; busy_until: number },
): void => unit.touchSchedule(row.practitioner_id, row.starts_at, row.busy_until);

export type Target = {
  practitionerId: string;
  roomId: string | null;
  startsAt: number;
  seconds: number;
  outsideReason: string | null;
};

/**
 * Puts an appointment somewhere else, with the buffer it has. The one way there, for a move as for a swap. `also` is
 * set with it.
 */
export function relocate(
  unit: UnitOfWork,
  row: AppointmentRow,
  target: Target,
  also: Values = {},
): Result<unknown, PlaceError> {
  const endsAt = target.startsAt + target.seconds;
  const place: Place = { ...target, endsAt, busyUntil: endsAt + row.busy_until - row.ends_at };
  const check = checkPlace(unit, place, [row.id]);
  if (!check.ok) return check;
  const write = placed(unit, place, () =>
    unit.update("appointment", row.id, row, { ...timeGroup(check.value), ...also }, { placed: 1 }),
  );
  if (!write.ok) return write;
  touch(unit, row);
  unit.touchSchedule(place.practitionerId, place.startsAt, place.busyUntil);
  return ok(undefined);
}

export const move: Handler<"appointments.move"> = (unit, input) => {
  const found = currentMovable(unit, input);
  if (!found.ok) return found;
  const row = found.value;
  const moved = relocate(unit, row, {
    practitionerId: input.practitionerId,
    roomId: input.roomId === undefined ? row.room_id : input.roomId,
    startsAt: input.startsAt,
    seconds: input.durationMinutes === undefined ? row.ends_at - row.starts_at : input.durationMinutes * 60,
    outsideReason: input.outsideReason ?? null,
  });
  if (!moved.ok) return moved;
  const appointment = viewOf(unit, row.id);
  return ok({ ...done(unit), appointment, warnings: warningsFor(unit, appointment) });
};

/** Takes rows out of their times for a moment, so that they can trade places: one statement could not (see the triggers). */
export function unplace(unit: UnitOfWork, rows: readonly AppointmentRow[]): void {
  for (const row of rows) sql(unit.db, "UPDATE appointment SET placed = 0 WHERE id = ?").run(row.id);
}

export const swap: Handler<"appointments.swap"> = (unit, input) => {
  if (input.first.id === input.second.id)
    return invalid("second.id", "an appointment trades with another one");
  const first = currentMovable(unit, input.first);
  if (!first.ok) return first;
  const second = currentMovable(unit, input.second);
  if (!second.ok) return second;

  unplace(unit, [first.value, second.value]);
  for (const [row, target] of [
    [first.value, second.value],
    [second.value, first.value],
  ] as const) {
    const moved = relocate(unit, row, {
      practitionerId: target.practitioner_id,
      roomId: target.room_id,
      startsAt: target.starts_at,
      seconds: row.ends_at - row.starts_at,
      outsideReason: input.outsideReason ?? null,
    });
    if (!moved.ok) return moved;
  }
  return ok({
    ...done(unit),
    appointments: [viewOf(unit, first.value.id), viewOf(unit, second.value.id)],
  });
};
