import { asc, eq } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { AppointmentTypeView } from "../../src/ipc/views.ts";
import { removable } from "./columns.ts";
import type { ReadableDb } from "./connection.ts";
import { prepareOnce, sql } from "./statements.ts";

export const appointmentType = sqliteTable("appointment_type", {
  id: text().primaryKey(),
  name: text().notNull(),
  duration_minutes: integer().notNull(),
  buffer_minutes: integer().notNull().default(0),
  colour: integer().notNull().default(0),
  capacity: integer(),
  position: integer().notNull().default(0),
  retired: integer().notNull().default(0),
  ...removable,
});
export type AppointmentTypeRow = typeof appointmentType.$inferSelect;

export const findType = (db: ReadableDb, id: string): AppointmentTypeRow | undefined =>
  sql<AppointmentTypeRow>(db, "SELECT * FROM appointment_type WHERE id = ?").get(id);

export const listTypes = (db: ReadableDb): AppointmentTypeRow[] =>
  prepareOnce(db, "type.list", (orm) =>
    orm
      .select()
      .from(appointmentType)
      .where(eq(appointmentType.removed, 0))
      .orderBy(asc(appointmentType.position), asc(appointmentType.name))
      .prepare(),
  ).all();

export const typeView = (row: AppointmentTypeRow): AppointmentTypeView => ({
  id: row.id,
  name: row.name,
  durationMinutes: row.duration_minutes,
  bufferMinutes: row.buffer_minutes,
  colour: row.colour,
  capacity: row.capacity,
  position: row.position,
  retired: row.retired === 1,
  version: row.version,
});
