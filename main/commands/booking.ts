import { ok } from "../../src/result.ts";
import type { Values } from "../../src/sync/op.ts";
import { type AppointmentTypeRow, findType } from "../db/appointment-types.ts";
import { findAppointment } from "../db/appointments.ts";
import { findClient } from "../db/clients.ts";
import { findRoom } from "../db/rooms.ts";
import { sql } from "../db/statements.ts";
import { newId } from "../ids.ts";
import { viewOf, warningsFor } from "./appointment-views.ts";
import { done, type Handler, invalid, notFound, unlessRemoved } from "./handler.ts";
import { addNoteRow } from "./notes.ts";
import { checkPlace, type Place, placed, timeGroup } from "./placing.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

const placeFor = (
  input: { practitionerId: string; roomId?: string | null | undefined; durationMinutes?: number | undefined },
  type: AppointmentTypeRow,
  startsAt: number,
  outsideReason: string | null,
): Place => {
  const endsAt = startsAt + (input.durationMinutes ?? type.duration_minutes) * 60;
  return {
    practitionerId: input.practitionerId,
    roomId: input.roomId ?? null,
    startsAt,
    endsAt,
    busyUntil: endsAt + type.buffer_minutes * 60,
    outsideReason,
  };
};

export const rowFor = (unit: UnitOfWork, place: Place, rest: Values): Values => ({
  ...timeGroup(place),
  status: "booked",
  cancel_reason: null,
  booked_by: unit.caller.actor,
  booked_at: unit.now,
  series_id: null,
  ...rest,
});

/** What is retired stays on the appointments that have it, but nothing new is booked with it. */
export function retired(unit: UnitOfWork, type: AppointmentTypeRow, roomId: string | null | undefined) {
  if (type.retired === 1) return invalid("typeId", "this appointment type is retired");
  if (roomId && findRoom(unit.db, roomId)?.retired === 1) return invalid("roomId", "this room is retired");
  return undefined;
}

/** A hold that is still there becomes the booking, in one write: there is no moment at which the time is free. */
function confirmHold(unit: UnitOfWork, holdId: string, values: Values): void {
  const row: Values = { ...values, hold_expires_at: null, held_by: null, set_by: `{"*":"${unit.opId}"}` };
  sql(
    unit.db,
    `UPDATE appointment SET ${Object.keys(row)
      .map((column) => `${column} = ?`)
      .join(", ")}, version = version + 1 WHERE id = ?`,
  ).run(...Object.values(row), holdId);
  unit.recordInsert("appointment", holdId, values);
}

export const book: Handler<"appointments.book"> = (unit, input) => {
  const type = unlessRemoved(findType(unit.db, input.typeId));
  if (!type) return notFound("appointment type", input.typeId);
  const client =
    input.clientId === undefined ? undefined : unlessRemoved(findClient(unit.db, input.clientId));
  if (input.clientId !== undefined && !client) return notFound("client", input.clientId);
  if (!client && type.capacity === null) return invalid("clientId", "an appointment needs a client");
  const past = retired(unit, type, input.roomId);
  if (past) return past;

  const held = input.holdId === undefined ? undefined : findAppointment(unit.db, input.holdId);
  const own = held?.status === "pending" && held.held_by === unit.caller.window ? held : undefined;
  const wanted = placeFor(input, type, input.startsAt, input.outsideReason ?? null);
  const check = checkPlace(unit, wanted, own ? [own.id] : []);
  if (!check.ok) return check;
  const place = check.value;

  const id = own?.id ?? newId();
  const individual = type.capacity === null;
  const values = rowFor(unit, place, {
    client_id: individual ? (input.clientId ?? null) : null,
    type_id: type.id,
    source: input.source,
  });
  const write = placed(unit, place, () =>
    own ? confirmHold(unit, id, values) : unit.insert("appointment", id, values),
  );
  if (!write.ok) return write;
  if (own) unit.touchSchedule(own.practitioner_id, own.starts_at, own.busy_until);
  unit.touchSchedule(place.practitionerId, place.startsAt, place.busyUntil);
  if (type.capacity !== null) {
    unit.insert("group_session", id, { capacity: type.capacity });
    if (input.clientId !== undefined) {
      unit.insert(
        "attendee",
        newId(),
        { appointment_id: id, client_id: input.clientId, seat: 1 },
        { capacity: type.capacity },
      );
    }
  }
  if (input.note !== undefined) addNoteRow(unit, id, input.note);
  const appointment = viewOf(unit, id);
  return ok({ ...done(unit), appointment, warnings: warningsFor(unit, appointment) });
};
