import type { ReadableDb } from "./connection.ts";
import { isDamage, sqliteCode, unreadable } from "./sqlite-errors.ts";

/**
 * The cheap check of every start: the schema, the beginning of every table, the newest bookings and acts. The
 * whole file is checked afterwards, in the housekeeping thread. Throws UnsoundDatabase.
 */
export function firstReads(db: ReadableDb): void {
  try {
    const tables = db
      .prepare<[], string>(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')",
      )
      .pluck()
      .all();
    for (const table of tables) db.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get();
    db.prepare("SELECT * FROM practice").all();
    db.prepare("SELECT * FROM appointment ORDER BY rowid DESC LIMIT 1").get();
    db.prepare("SELECT * FROM audit ORDER BY seq DESC LIMIT 1").get();
  } catch (error) {
    // SQLITE_ERROR: a table that should be there is not. A disk that fails to answer is another matter.
    if (isDamage(error) || sqliteCode(error) === "SQLITE_ERROR") throw unreadable(error);
    throw error;
  }
}

/** Whether somebody has said whose practice this is. */
export const hasPractice = (db: ReadableDb): boolean =>
  db.prepare<[], number>("SELECT EXISTS (SELECT 1 FROM practice)").pluck().get() === 1;
