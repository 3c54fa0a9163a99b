import type { RefusalCount } from "../../src/health/refusals.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./statements.ts";

export function addRefusals(db: WritableDb, counts: readonly RefusalCount[]): void {
  const add = sql(
    db,
    `INSERT INTO refusal_count (hour, practitioner_id, code, count) VALUES (?, ?, ?, ?)
     ON CONFLICT (hour, practitioner_id, code) DO UPDATE SET count = count + excluded.count`,
  );
  for (const { hour, practitionerId, code, count } of counts) add.run(hour, practitionerId, code, count);
}

/** Of the hours in `[from, until)`, by hour. */
export const refusalsBetween = (db: ReadableDb, from: number, until: number): RefusalCount[] =>
  sql<RefusalCount>(
    db,
    `SELECT hour, practitioner_id AS practitionerId, code, count FROM refusal_count
     WHERE hour >= ? AND hour < ? ORDER BY hour`,
  ).all(from, until);

/** The first hour that is counted; null before anything was. */
export const firstRefusalHour = (db: ReadableDb): number | null =>
  sql<number | null>(db, "SELECT min(hour) FROM refusal_count").pluck().get() as number | null;

export const forgetRefusals = (db: WritableDb, before: number): void => {
  sql(db, "DELETE FROM refusal_count WHERE hour < ?").run(before);
};
