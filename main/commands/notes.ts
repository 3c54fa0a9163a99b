import { ok } from "../../src/result.ts";
import { findAppointment } from "../db/appointments.ts";
import { newId } from "../ids.ts";
import { done, type Handler, notFound } from "./handler.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** Notes are only ever added: what was written about a client stays as it was written. */
export function addNoteRow(unit: UnitOfWork, appointmentId: string, text: string): string {
  const id = newId();
  unit.insert("note", id, {
    appointment_id: appointmentId,
    text,
    written_by: unit.caller.actor,
    written_at: unit.now,
    removed: 0,
  });
  return id;
}

export const addNote: Handler<"appointments.add-note"> = (unit, input) => {
  const row = findAppointment(unit.db, input.appointmentId);
  if (!row || row.status === "pending") return notFound("appointment", input.appointmentId);
  const noteId = addNoteRow(unit, row.id, input.text);
  unit.touchSchedule(row.practitioner_id, row.starts_at, row.busy_until);
  return ok({ ...done(unit), noteId });
};
