import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { HoursExceptionView, MinuteRange, WeekPattern, WorkingHoursView } from "../../src/ipc/views.ts";
import type { WorkingTime } from "../../src/scheduling/working-time.ts";
import { removable } from "./columns.ts";
import type { ReadableDb } from "./connection.ts";
import { sql } from "./statements.ts";

export const workingHours = sqliteTable("working_hours", {
  id: text().primaryKey(),
  practitioner_id: text().notNull(),
  valid_from: text().notNull(),
  valid_until: text(),
  pattern: text().notNull(),
  ...removable,
});
export const hoursException = sqliteTable("hours_exception", {
  id: text().primaryKey(),
  practitioner_id: text().notNull(),
  day: text().notNull(),
  ranges: text().notNull(),
  ...removable,
});
export type WorkingHoursRow = typeof workingHours.$inferSelect;
export type HoursExceptionRow = typeof hoursException.$inferSelect;

/** Newest first, so that the first valid one counts. */
export const hoursOf = (db: ReadableDb, practitionerId: string): WorkingHoursRow[] =>
  sql<WorkingHoursRow>(
    db,
    "SELECT * FROM working_hours WHERE practitioner_id = ? AND removed = 0 ORDER BY valid_from DESC",
  ).all(practitionerId);

export const exceptionsOf = (
  db: ReadableDb,
  practitionerId: string,
  from = "",
  until = "9999",
): HoursExceptionRow[] =>
  sql<HoursExceptionRow>(
    db,
    "SELECT * FROM hours_exception WHERE practitioner_id = ? AND day >= ? AND day < ? AND removed = 0 ORDER BY day",
  ).all(practitionerId, from, until);

const parsePattern = (row: WorkingHoursRow): WeekPattern => JSON.parse(row.pattern) as WeekPattern;
const parseRanges = (row: HoursExceptionRow): MinuteRange[] => JSON.parse(row.ranges) as MinuteRange[];

/** When a practitioner works; exceptions only of the local days `[from, until]`, the rest is left unread. */
export function workingTimeOf(
  db: ReadableDb,
  practitioner: { id: string; leaves_on: string | null },
  zone: string,
  from?: string,
  until?: string,
): WorkingTime {
  const exceptions = exceptionsOf(db, practitioner.id, from, until === undefined ? undefined : `${until}~`);
  return {
    zone,
    leavesOn: practitioner.leaves_on,
    hours: hoursOf(db, practitioner.id).map((row) => ({
      validFrom: row.valid_from,
      validUntil: row.valid_until,
      pattern: parsePattern(row),
    })),
    exceptions: new Map(exceptions.map((row) => [row.day, parseRanges(row)])),
  };
}

export const hoursView = (row: WorkingHoursRow): WorkingHoursView => ({
  id: row.id,
  practitionerId: row.practitioner_id,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  pattern: parsePattern(row),
  version: row.version,
});

export const exceptionView = (row: HoursExceptionRow): HoursExceptionView => ({
  id: row.id,
  practitionerId: row.practitioner_id,
  day: row.day,
  ranges: parseRanges(row),
  version: row.version,
});
