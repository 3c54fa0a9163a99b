import { closeSync, openSync, readSync, statSync } from "node:fs";
import { type Found, withDetail } from "../../src/ipc/found.ts";
import { walOf } from "./data-folder.ts";
import { firstPageInWal } from "./wal-header.ts";

/** What lies at the database's place, learnt without opening it: a newer version's file must not change by a byte. */
export type FoundFile =
  | { kind: "absent" }
  /** A database in which nothing was ever kept. */
  | { kind: "blank" }
  | { kind: "damaged"; problem: Found }
  | { kind: "database"; version: number; applicationId: number };

const HEADER_BYTES = 100;
const WAL_HEADER_BYTES = 32;
const damaged = (problem: Found): FoundFile => ({ kind: "damaged", problem });

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

export const hasWalContent = (file: string): boolean => sizeOf(walOf(file)) > WAL_HEADER_BYTES;

/**
 * Looks at the file's header and size. To be called while no connection of this process has it open: on POSIX,
 * closing any handle of a file drops the process's locks on it. Throws what the file system throws.
 */
export function lookAtDatabaseFile(file: string): FoundFile {
  const size = sizeOf(file);
  if (size === 0) return { kind: "absent" };
  const header = firstBytes(file, HEADER_BYTES);
  if (header.toString("latin1", 0, 16) !== "SQLite format 3\0") {
    return damaged("no-database");
  }
  const pageSize = header.readUInt16BE(16) === 1 ? 65536 : header.readUInt16BE(16);
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0 || size < pageSize) {
    return damaged("database-beginning-damaged");
  }
  // While a -wal stands beside it, the file may lack pages that are there, and its header may be the older one.
  if (hasWalContent(file)) {
    const newest = firstPageInWal(walOf(file));
    return newest === null ? whatIs(header) : whatIs(newest.page, newest.pages);
  }
  const pages = header.readUInt32BE(28);
  // The page count holds only if the same change wrote it.
  const pagesHold = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (pagesHold && size < pages * pageSize) {
    return damaged(withDetail("database-incomplete", `${size} of ${pages * pageSize}`));
  }
  return whatIs(header);
}

function whatIs(header: Buffer, pages: number = header.readUInt32BE(28)): FoundFile {
  const version = header.readUInt32BE(60);
  const applicationId = header.readUInt32BE(68);
  return version === 0 && applicationId === 0 && pages <= 1
    ? { kind: "blank" }
    : { kind: "database", version, applicationId };
}

function firstBytes(file: string, count: number): Buffer {
  const bytes = Buffer.alloc(count);
  const handle = openSync(file, "r");
  try {
    readSync(handle, bytes, 0, count, 0);
  } finally {
    closeSync(handle);
  }
  return bytes;
}
