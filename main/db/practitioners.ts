import { asc, eq } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PractitionerView } from "../../src/ipc/views.ts";
import { removable } from "./columns.ts";
import type { ReadableDb } from "./connection.ts";
import { prepareOnce, sql } from "./statements.ts";

export const practitioner = sqliteTable("practitioner", {
  id: text().primaryKey(),
  name: text().notNull(),
  short_name: text(),
  position: integer().notNull().default(0),
  leaves_on: text(),
  ...removable,
});
export type PractitionerRow = typeof practitioner.$inferSelect;

export const findPractitioner = (db: ReadableDb, id: string): PractitionerRow | undefined =>
  sql<PractitionerRow>(db, "SELECT * FROM practitioner WHERE id = ?").get(id);

export const listPractitioners = (db: ReadableDb): PractitionerRow[] =>
  prepareOnce(db, "practitioner.list", (orm) =>
    orm
      .select()
      .from(practitioner)
      .where(eq(practitioner.removed, 0))
      .orderBy(asc(practitioner.position), asc(practitioner.name))
      .prepare(),
  ).all();

export const practitionerView = (row: PractitionerRow): PractitionerView => ({
  id: row.id,
  name: row.name,
  shortName: row.short_name,
  position: row.position,
  leavesOn: row.leaves_on,
  version: row.version,
});
