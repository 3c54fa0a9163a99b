import { sqliteCode } from "../db/refusals.ts";

/** What an error means for the queue; `command` is a fault of one command's own, the others are the storage's. */
export type Fault = "transient" | "full" | "read-only" | "damaged" | "command";

const families: readonly [prefix: string, fault: Fault][] = [
  ["SQLITE_BUSY", "transient"],
  ["SQLITE_LOCKED", "transient"],
  ["SQLITE_PROTOCOL", "transient"],
  // The -shm could not be made longer: that is a full disk too.
  ["SQLITE_IOERR_SHMSIZE", "full"],
  ["SQLITE_IOERR", "transient"],
  ["SQLITE_CANTOPEN", "transient"],
  ["SQLITE_FULL", "full"],
  ["SQLITE_READONLY", "read-only"],
  ["SQLITE_CORRUPT", "damaged"],
  ["SQLITE_NOTADB", "damaged"],
];

export function faultOf(error: unknown): Fault {
  const code = sqliteCode(error);
  return families.find(([prefix]) => code?.startsWith(prefix))?.[1] ?? "command";
}
