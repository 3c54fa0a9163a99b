import type { BackupView } from "../../src/ipc/views.ts";
import { makeBackup } from "../db/backups.ts";
import type { ReadableDb } from "../db/connection.ts";
import { countOverlaps } from "../db/self-check.ts";
import { isDamage, messageOf } from "../db/sqlite-errors.ts";
import type { LongQueries, ReaderContext } from "./long-query.ts";

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
