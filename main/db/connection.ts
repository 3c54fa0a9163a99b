import Database from "better-sqlite3";

/** "Antr": marks the file as Anteroom's, so that another program's database is never migrated by mistake. */
export const APPLICATION_ID = 0x416e_7472;
/** Older versions can corrupt a WAL database when a checkpoint is interrupted by a reset. */
const OLDEST_SQLITE = [3, 51, 3] as const;
/** Waits of the main process are the queue's business: it retries without blocking the window. */
const BUSY_TIMEOUT_MS = 50;

declare const readable: unique symbol;
declare const writable: unique symbol;
/** A connection that may be read. The brands keep a query from being handed the one that writes by accident. */
export type ReadableDb = Database.Database & { readonly [readable]: true };
/** The one connection that writes; only the command queue holds it. */
export type WritableDb = ReadableDb & { readonly [writable]: true };

function assertVersion(db: Database.Database): void {
  const version = db.prepare<[], string>("SELECT sqlite_version()").pluck().get() ?? "0";
  const parts = version.split(".").map(Number);
  for (const [index, least] of OLDEST_SQLITE.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return;
    if (part < least) throw new Error(`SQLite ${version} is too old, ${OLDEST_SQLITE.join(".")} is needed`);
  }
}

function assertPragma(db: Database.Database, name: string, expected: unknown): void {
  const found = db.pragma(name, { simple: true });
  if (found !== expected) throw new Error(`${name} is ${String(found)}, not ${String(expected)}`);
}

/** Opens the connection that writes. Throws SqliteError as SQLite reports it; `open.ts` turns that into words. */
export function openWriter(file: string, options: { mustExist: boolean }): WritableDb {
  const db = new Database(file, { fileMustExist: options.mustExist, timeout: BUSY_TIMEOUT_MS });
  try {
    assertVersion(db);
    db.pragma("journal_mode = WAL");
    // better-sqlite3 sets NORMAL for WAL, which may lose the last commits when the power goes.
    db.pragma("synchronous = FULL");
    db.pragma("foreign_keys = ON");
    db.pragma("recursive_triggers = ON");
    // A checkpoint inside a commit would make one booking in a thousand slow; housekeeping does it when idle.
    db.pragma("wal_autocheckpoint = 0");
    db.pragma("cache_size = -32000");
    db.pragma("temp_store = MEMORY");
    assertPragma(db, "journal_mode", "wal");
    assertPragma(db, "synchronous", 2);
    assertPragma(db, "foreign_keys", 1);
    assertPragma(db, "recursive_triggers", 1);
    assertPragma(db, "wal_autocheckpoint", 0);
  } catch (error) {
    db.close();
    throw error;
  }
  return db as WritableDb;
}

/** Opens a connection that can only read, whatever is asked of it. */
export function openReader(file: string): ReadableDb {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  db.pragma("query_only = ON");
  db.pragma("cache_size = -16000");
  return db as unknown as ReadableDb;
}
