import type { BackupView } from "../../src/ipc/views.ts";
import { makeBackup } from "../db/backups.ts";
import type { ReadableDb } from "../db/connection.ts";
import { countOverlaps } from "../db/self-check.ts";
import { isDamage, messageOf } from "../db/sqlite-errors.ts";
import { type Asking, type QueryName, queryHandlers } from "../queries/index.ts";

/** Where a reader thread reads. */
export type ReaderContext = { readonly file: string; readonly dataDir: string };

/**
 * A question that may take over 5 ms. It sees one moment of the database, whatever is booked meanwhile; what
 * goes in and comes out is copied between threads, so both are plain data.
 */
export type LongQuery<Input, Output> = (
  db: ReadableDb,
  input: Input,
  context: ReaderContext,
) => Output | Promise<Output>;
export type LongQueries = Record<string, LongQuery<never, unknown>>;

type Ask = { name: QueryName; input: unknown; asking: Asking };

const queries = queryHandlers(() => {
  throw new Error("health is the main thread's to answer");
});

/** Somebody waits for these: they have a thread of their own. */
export const interactiveQueries = {
  /** Those of the contract's queries that it calls long. */
  answer: (db: ReadableDb, { name, input, asking }: Ask) => queries[name](db, input as never, asking),
} satisfies LongQueries;

/** These may keep a thread busy for seconds. */
export const housekeepingQueries = {
  /** What SQLite finds wrong with the whole file; nothing if it is sound. */
  checkWhole: (db: ReadableDb): string[] => {
    try {
      const found = db.prepare<[], string>("PRAGMA quick_check(5)").pluck().all();
      return found.filter((line) => line !== "ok");
    } catch (error) {
      if (isDamage(error)) return [messageOf(error)];
      throw error;
    }
  },
  countOverlaps: (db: ReadableDb): number => countOverlaps(db),
  makeBackup: (
    _db: ReadableDb,
    { now }: { now: number },
    { file, dataDir }: ReaderContext,
  ): Promise<BackupView> => makeBackup({ file, dataDir, now }),
} satisfies LongQueries;

export const longQueries = { ...interactiveQueries, ...housekeepingQueries };
