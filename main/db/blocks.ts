import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { BlockSource, BlockView } from "../../src/ipc/views.ts";
import { removable } from "./columns.ts";
import type { ReadableDb } from "./connection.ts";
import { sql } from "./statements.ts";

export const blockSeries = sqliteTable("block_series", {
  id: text().primaryKey(),
  practitioner_id: text().notNull(),
  rrule: text().notNull(),
  zone: text().notNull(),
  first_start: text().notNull(),
  duration_minutes: integer().notNull(),
  reason: text().notNull(),
  ends_before: text(),
  ...removable,
});
export const block = sqliteTable("block", {
  id: text().primaryKey(),
  practitioner_id: text().notNull(),
  starts_at: integer().notNull(),
  ends_at: integer().notNull(),
  reason: text().notNull(),
  source: text().$type<BlockSource>().notNull(),
  series_id: text(),
  ...removable,
});
export type BlockSeriesRow = typeof blockSeries.$inferSelect;
export type BlockRow = typeof block.$inferSelect;

/** The blocks of one practitioner that meet `[startsAt, endsAt)`, in order. */
export const blocksMeeting = (
  db: ReadableDb,
  practitionerId: string,
  startsAt: number,
  endsAt: number,
): BlockRow[] =>
  sql<BlockRow>(
    db,
    `SELECT * FROM block WHERE practitioner_id = ? AND ends_at > ? AND starts_at < ? AND removed = 0
     ORDER BY starts_at`,
  ).all(practitionerId, startsAt, endsAt);

/** Of many practitioners, in one query. */
export const blocksOf = (
  db: ReadableDb,
  practitionerIds: readonly string[],
  startsAt: number,
  endsAt: number,
): BlockRow[] =>
  sql<BlockRow>(
    db,
    `SELECT block.* FROM json_each(?) AS p JOIN block ON block.practitioner_id = p.value
     WHERE ends_at > ? AND starts_at < ? AND removed = 0 ORDER BY block.practitioner_id, starts_at`,
  ).all(JSON.stringify(practitionerIds), startsAt, endsAt);

export const findBlock = (db: ReadableDb, id: string): BlockRow | undefined =>
  sql<BlockRow>(db, "SELECT * FROM block WHERE id = ?").get(id);

export const findSeries = (db: ReadableDb, id: string): BlockSeriesRow | undefined =>
  sql<BlockSeriesRow>(db, "SELECT * FROM block_series WHERE id = ?").get(id);

/** The occurrences of a series that still stand from an instant on. */
export const occurrencesOf = (db: ReadableDb, seriesId: string, from: number): BlockRow[] =>
  sql<BlockRow>(
    db,
    "SELECT * FROM block WHERE series_id = ? AND starts_at >= ? AND removed = 0 ORDER BY starts_at",
  ).all(seriesId, from);

export const openSeries = (db: ReadableDb): BlockSeriesRow[] =>
  sql<BlockSeriesRow>(db, "SELECT * FROM block_series WHERE removed = 0 AND ends_before IS NULL").all();

export const blockView = (row: BlockRow): BlockView => ({
  id: row.id,
  practitionerId: row.practitioner_id,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  reason: row.reason,
  source: row.source,
  seriesId: row.series_id,
  version: row.version,
});
