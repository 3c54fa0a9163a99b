import { join, resolve } from "node:path";
import Database from "better-sqlite3";
import { isBusy, isNotWritable } from "./sqlite-errors.ts";

/** Held for as long as this process may write to the data folder; the kernel releases it when the process dies. */
export type WriterLock = { release(): void };

const heldHere = new Set<string>();

/**
 * An open exclusive transaction on an empty SQLite file beside the database: the one lock that works the same
 * on every system. Never read `desk.lock` by other means: closing it would drop the lock.
 */
export function takeWriterLock(dataDir: string): WriterLock | "in-use" | "not-writable" {
  let db: Database.Database | undefined;
  try {
    db = new Database(join(dataDir, "desk.lock"), { timeout: 0 });
    db.pragma("locking_mode = EXCLUSIVE");
    db.pragma("journal_mode = MEMORY");
    db.exec("BEGIN EXCLUSIVE");
    writeNothing(db);
    const held = db;
    heldHere.add(resolve(dataDir));
    return {
      release: () => {
        if (!held.open) return;
        heldHere.delete(resolve(dataDir));
        held.close();
      },
    };
  } catch (error) {
    db?.close();
    if (isBusy(error)) return "in-use";
    if (isNotWritable(error)) return "not-writable";
    throw error;
  }
}

/** Does something to a closed database while no other process can open it: with the lock held, or taken for it. */
export function whileLocked<Done>(dataDir: string, act: () => Done): Done | "in-use" | "not-writable" {
  if (heldHere.has(resolve(dataDir))) return act();
  const lock = takeWriterLock(dataDir);
  if (typeof lock === "string") return lock;
  try {
    return act();
  } finally {
    lock.release();
  }
}

/**
 * Throws SQLITE_READONLY if the file can only be read, which neither opening nor BEGIN IMMEDIATE or EXCLUSIVE
 * does (they then begin a transaction that reads). To be called in a transaction; it changes nothing.
 */
export function writeNothing(db: Database.Database): void {
  const version = db.pragma("user_version", { simple: true }) as number;
  db.pragma(`user_version = ${version}`);
}
