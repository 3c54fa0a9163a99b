import { err, ok } from "../../src/result.ts";
import { type AttendeeRow, attendeesOf, findAppointment, findDetail } from "../db/appointments.ts";
import { findClient } from "../db/clients.ts";
import type { WritableDb } from "../db/connection.ts";
import { databaseRefusal } from "../db/refusals.ts";
import { sql } from "../db/statements.ts";
import { newId } from "../ids.ts";
import { done, type Handler, notFound, unlessRemoved } from "./handler.ts";
import { touch } from "./moving.ts";

/** The wanted seat or else the lowest free one; undefined when the session is full. */
export function freeSeat(
  db: WritableDb,
  appointmentId: string,
  capacity: number,
  wanted = 1,
): number | undefined {
  const taken = new Set(attendeesOf(db, [appointmentId]).map((attendee) => attendee.seat));
  if (wanted <= capacity && !taken.has(wanted)) return wanted;
  for (let seat = 1; seat <= capacity; seat++) if (!taken.has(seat)) return seat;
  return undefined;
}

export const addAttendee: Handler<"appointments.add-attendee"> = (unit, input) => {
  const session = findDetail(unit.db, input.appointmentId);
  if (!session || session.capacity === null) return notFound("group session", input.appointmentId);
  if (!["booked", "arrived", "checked-in"].includes(session.status)) {
    return err({ code: "status-not-allowed", from: session.status, to: session.status });
  }
  const client = unlessRemoved(findClient(unit.db, input.clientId));
  if (!client) return notFound("client", input.clientId);
  const seated = attendeesOf(unit.db, [session.id]);
  if (seated.some((attendee) => attendee.client_id === client.id)) {
    return err({ code: "already-attending", appointmentId: session.id, clientId: client.id });
  }
  const seat = freeSeat(unit.db, session.id, session.capacity);
  const full = err({ code: "session-full" as const, appointmentId: session.id, capacity: session.capacity });
  if (seat === undefined) return full;
  const id = newId();
  try {
    unit.insert(
      "attendee",
      id,
      { appointment_id: session.id, client_id: client.id, seat },
      { capacity: session.capacity },
    );
  } catch (error) {
    const refusal = databaseRefusal(error);
    if (refusal === "session-full" || refusal === "seat-taken") return full;
    throw error;
  }
  touch(unit, session);
  return ok({ ...done(unit), attendee: { id, clientId: client.id, clientName: client.name, seat } });
};

export const removeAttendee: Handler<"appointments.remove-attendee"> = (unit, input) => {
  const row = sql<AttendeeRow>(unit.db, "SELECT * FROM attendee WHERE id = ?").get(input.attendeeId);
  if (!row || row.seat === null) return notFound("attendee", input.attendeeId);
  unit.update("attendee", row.id, row, { seat: null });
  const session = findAppointment(unit.db, row.appointment_id);
  if (session) touch(unit, session);
  return ok(done(unit));
};
