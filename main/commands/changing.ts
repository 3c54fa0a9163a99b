import { isOccupying, mayBecome } from "../../src/appointments/status.ts";
import type { ErrorOf } from "../../src/ipc/errors.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Values } from "../../src/sync/op.ts";
import { findType } from "../db/appointment-types.ts";
import { type AppointmentRow, findDetail } from "../db/appointments.ts";
import { findClient } from "../db/clients.ts";
import { databaseRefusal } from "../db/refusals.ts";
import { findRoom } from "../db/rooms.ts";
import { sql } from "../db/statements.ts";
import { viewOf, warningsFor } from "./appointment-views.ts";
import { done, type Handler, invalid, notFound, unlessRemoved } from "./handler.ts";
import { currentAppointment, touch } from "./moving.ts";
import { checkBlocks, checkTaken, type Place, placed } from "./placing.ts";
import type { EditableRow, UnitOfWork } from "./unit-of-work.ts";

export const placeOf = (row: AppointmentRow): Place => ({
  practitionerId: row.practitioner_id,
  roomId: row.room_id,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  busyUntil: row.busy_until,
  outsideReason: row.outside_reason,
});

export const change: Handler<"appointments.change"> = (unit, input) => {
  const found = currentAppointment(unit, input);
  if (!found.ok) return found;
  const row = found.value;
  const group = findDetail(unit.db, row.id)?.capacity ?? null;
  const type = input.typeId === undefined ? undefined : unlessRemoved(findType(unit.db, input.typeId));
  if (input.typeId !== undefined && !type) return notFound("appointment type", input.typeId);
  if (type && (type.capacity === null) !== (group === null)) {
    return invalid("typeId", "a group session stays one, and an appointment for one client too");
  }
  if (input.clientId !== undefined && group !== null)
    return invalid("clientId", "a group session has attendees");
  if (input.clientId !== undefined && !unlessRemoved(findClient(unit.db, input.clientId)))
    return notFound("client", input.clientId);
  if (input.roomId && !unlessRemoved(findRoom(unit.db, input.roomId))) return notFound("room", input.roomId);
  if (input.capacity !== undefined && group === null)
    return invalid("capacity", "only a group session has seats");

  const minutes = input.durationMinutes ?? type?.duration_minutes ?? (row.ends_at - row.starts_at) / 60;
  const endsAt = row.starts_at + minutes * 60;
  const buffer = type ? type.buffer_minutes * 60 : row.busy_until - row.ends_at;
  const patch: Values = {
    room_id: input.roomId === undefined ? row.room_id : input.roomId,
    ends_at: endsAt,
    busy_until: endsAt + buffer,
  };
  if (input.typeId !== undefined) patch["type_id"] = input.typeId;
  if (input.clientId !== undefined) patch["client_id"] = input.clientId;
  if (input.source !== undefined) patch["source"] = input.source;

  const place: Place = {
    ...placeOf(row),
    roomId: patch["room_id"] as string | null,
    endsAt,
    busyUntil: endsAt + buffer,
  };
  // The session's seats are edited under the appointment's version, so a change of theirs raises it.
  const local = input.capacity === undefined || input.capacity === group ? {} : { placed: row.placed };
  const write = placeChanged(unit, row, place, (also = {}) =>
    unit.update("appointment", row.id, row, patch, { ...local, ...also }),
  );
  if (!write.ok) return write;
  if (input.capacity !== undefined && input.capacity !== group) {
    const refused = setCapacity(unit, row.id, input.capacity);
    if (refused) return err({ code: "session-full", appointmentId: row.id, capacity: input.capacity });
  }
  touch(unit, row);
  unit.touchSchedule(place.practitionerId, place.startsAt, place.busyUntil);
  const appointment = viewOf(unit, row.id);
  // Only another client or a longer time can newly collide with the client's other appointments.
  const collides = input.clientId !== undefined || endsAt > row.ends_at;
  return ok({ ...done(unit), appointment, warnings: collides ? warningsFor(unit, appointment) : [] });
};

/** Rows that hold no time may be changed freely; the others only where their new range is free. */
function placeChanged(
  unit: UnitOfWork,
  row: AppointmentRow,
  place: Place,
  write: (local?: Values) => boolean,
): Result<boolean, ErrorOf<"slot-taken"> | ErrorOf<"blocked">> {
  if (!isOccupying(row.status)) return ok(write());
  if (row.placed === 0) return changeUnplaced(unit, row, place, write);
  const check = checkTaken(unit, place, [row.id]);
  if (!check.ok) return check;
  // Time off that it lies on already was agreed to; only what is added must be free of it.
  const added = { startsAt: row.ends_at, endsAt: place.endsAt };
  const free = checkBlocks(unit, place, added);
  return free.ok ? placed(unit, place, write) : free;
}

/** One that has lost its time to another gets the time that it needs now, if that is free; else it goes on waiting. */
function changeUnplaced(
  unit: UnitOfWork,
  row: AppointmentRow,
  place: Place,
  write: (local?: Values) => boolean,
): Result<boolean, ErrorOf<"slot-taken">> {
  const before = placeOf(row);
  if (
    place.roomId === before.roomId &&
    place.busyUntil === before.busyUntil &&
    place.endsAt === before.endsAt
  )
    return ok(write());
  const check = checkTaken(unit, place, [row.id]);
  if (check.ok) return placed(unit, place, () => write({ placed: 1 }));
  const { resource, taken } = check.error;
  // A hold may be gone in a minute.
  if (taken.status === "pending") return check;
  const written = write({ placed: 0 });
  unit.loseSlot(row.id, { id: taken.appointmentId, resource });
  return ok(written);
}

/** True when the database refuses: somebody sits on a seat above the new capacity. */
function setCapacity(unit: UnitOfWork, appointmentId: string, capacity: number): boolean {
  const row = sql<EditableRow>(unit.db, "SELECT * FROM group_session WHERE appointment_id = ?").get(
    appointmentId,
  );
  if (!row) throw new Error(`no group session ${appointmentId}`);
  try {
    unit.update("group_session", appointmentId, row, { capacity });
    return false;
  } catch (error) {
    if (databaseRefusal(error) === "session-full") return true;
    throw error;
  }
}

export const cancel: Handler<"appointments.cancel"> = (unit, input) => {
  const found = currentAppointment(unit, input);
  if (!found.ok) return found;
  const row = found.value;
  const cancelled = cancelRow(unit, row, input.reason);
  return cancelled.ok ? ok({ ...done(unit), appointment: viewOf(unit, row.id), warnings: [] }) : cancelled;
};

export function cancelRow(
  unit: UnitOfWork,
  row: AppointmentRow,
  reason: string,
): Result<undefined, ErrorOf<"status-not-allowed">> {
  if (!["booked", "arrived", "checked-in", "waitlist"].includes(row.status)) {
    return err({ code: "status-not-allowed", from: row.status, to: "cancelled" });
  }
  unit.update("appointment", row.id, row, { status: "cancelled", cancel_reason: reason });
  touch(unit, row);
  return ok(undefined);
}

export const setStatus: Handler<"appointments.set-status"> = (unit, input) => {
  const found = currentAppointment(unit, input);
  if (!found.ok) return found;
  const row = found.value;
  if (!mayBecome(row.status, input.status)) {
    return err({ code: "status-not-allowed", from: row.status, to: input.status });
  }
  const patch = { status: input.status, cancel_reason: null };
  // Only a time that is taken again can newly meet time off, or the client's other appointments.
  const revived = row.status === "cancelled" || row.status === "noshow" || row.status === "waitlist";
  if (input.status === "noshow") unit.update("appointment", row.id, row, patch);
  else {
    const place = placeOf(row);
    const check = checkTaken(unit, place, [row.id]);
    if (!check.ok) return check;
    // Somebody who stands at the desk is there, whatever was planned meanwhile.
    const promised = revived && input.status === "booked";
    const free = promised ? checkBlocks(unit, place, place) : ok(undefined);
    if (!free.ok) return free;
    const write = placed(unit, place, () => unit.update("appointment", row.id, row, patch, { placed: 1 }));
    if (!write.ok) return write;
  }
  touch(unit, row);
  const appointment = viewOf(unit, row.id);
  return ok({ ...done(unit), appointment, warnings: revived ? warningsFor(unit, appointment) : [] });
};
