import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PracticeView } from "../../src/ipc/views.ts";
import { editable } from "./columns.ts";
import type { ReadableDb } from "./connection.ts";
import { sql } from "./statements.ts";

export const practice = sqliteTable("practice", {
  id: text().primaryKey(),
  name: text().notNull(),
  zone: text().notNull(),
  ...editable,
});
export type PracticeRow = typeof practice.$inferSelect;

/** The one practice of this database, or undefined before it is set up. */
export const readPractice = (db: ReadableDb): PracticeRow | undefined =>
  sql<PracticeRow>(db, "SELECT * FROM practice").get();

/** The practice's IANA zone. Commands and queries that need it run only once a practice exists. */
export function practiceZone(db: ReadableDb): string {
  const row = readPractice(db);
  if (!row) throw new Error("no practice has been set up");
  return row.zone;
}

export const practiceView = (row: PracticeRow): PracticeView => ({
  id: row.id,
  name: row.name,
  zone: row.zone,
  version: row.version,
});
