import { withDetail } from "../../src/ipc/found.ts";

/** The code of what SQLite, the file system or a reader thread threw. */
export const sqliteCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** Kinds of failure by their codes, whether they come from SQLite, from the file system or from a reader thread. */
const startsWithOneOf =
  (...prefixes: string[]) =>
  (error: unknown): boolean => {
    const code = sqliteCode(error) ?? "";
    return prefixes.some((prefix) => code === prefix || code.startsWith(`${prefix}_`));
  };

/** A check found the database not to be what was written. */
export class UnsoundDatabase extends Error {
  readonly code = "SQLITE_CORRUPT";
}

/** The database's bytes are not what SQLite wrote. */
export const isDamage = startsWithOneOf("SQLITE_CORRUPT", "SQLITE_NOTADB");
export const isBusy = startsWithOneOf("SQLITE_BUSY", "SQLITE_LOCKED");
/** Worth another try in a moment. */
export const isPassing = startsWithOneOf(
  "SQLITE_BUSY",
  "SQLITE_LOCKED",
  "SQLITE_PROTOCOL",
  "SQLITE_IOERR",
  "SQLITE_CANTOPEN",
);
/** The last one: the -shm could not be made longer. */
export const isFull = startsWithOneOf("SQLITE_FULL", "ENOSPC", "EDQUOT", "SQLITE_IOERR_SHMSIZE");
export const isReadOnly = startsWithOneOf("SQLITE_READONLY");
export const isNotWritable = startsWithOneOf(
  "SQLITE_READONLY",
  "SQLITE_CANTOPEN",
  "SQLITE_PERM",
  "EACCES",
  "EPERM",
  "EROFS",
);

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A value that the schema does not take. */
export const refusedByConstraint = startsWithOneOf("SQLITE_CONSTRAINT", "SQLITE_MISMATCH");

/** Damage in words, whatever SQLite called it. */
export const unreadable = (error: unknown): UnsoundDatabase =>
  error instanceof UnsoundDatabase
    ? error
    : new UnsoundDatabase(withDetail("database-unreadable", messageOf(error)));
