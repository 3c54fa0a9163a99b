import type { AppointmentRow } from "../db/appointments.ts";
import type { WritableDb } from "../db/connection.ts";
import { sql } from "../db/statements.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** Holds are local: rows that come and go without an op. Only these are ever deleted. */

export function dropHold(unit: UnitOfWork, hold: AppointmentRow): void {
  sql(unit.db, "DELETE FROM appointment WHERE id = ? AND status = 'pending'").run(hold.id);
  unit.touchSchedule(hold.practitioner_id, hold.starts_at, hold.busy_until);
}

export const holdsOfWindow = (db: WritableDb, window: string): AppointmentRow[] =>
  sql<AppointmentRow>(db, "SELECT * FROM appointment WHERE held_by = ?").all(window);

export const allHolds = (db: WritableDb): AppointmentRow[] =>
  sql<AppointmentRow>(db, "SELECT * FROM appointment WHERE held_by IS NOT NULL").all();
