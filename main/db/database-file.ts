import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { walOf } from "./data-folder.ts";
import { messageOf } from "./sqlite-errors.ts";

/** What lies at the database's place, learnt without opening it: a newer version's file must not change by a byte. */
export type FoundFile =
  | { kind: "absent" }
  /** A database in which nothing was ever kept. */
  | { kind: "blank" }
  | { kind: "damaged"; problem: string }
  | { kind: "database"; version: number; applicationId: number };

const HEADER_BYTES = 100;
const WAL_HEADER_BYTES = 32;
const damaged = (problem: string): FoundFile => ({ kind: "damaged", problem });

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
    return damaged("The database file does not begin as a database does.");
  }
  const pageSize = header.readUInt16BE(16) === 1 ? 65536 : header.readUInt16BE(16);
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0 || size < pageSize) {
    return damaged("The beginning of the database file is damaged.");
  }
  return hasWalContent(file) ? throughWal(file, size, pageSize) : fromHeader(header, size, pageSize);
}

function fromHeader(header: Buffer, size: number, pageSize: number): FoundFile {
  const pages = header.readUInt32BE(28);
  // The page count holds only if the same change wrote it.
  const pagesHold = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (pagesHold && size < pages * pageSize) {
    return damaged(`The database file is incomplete: ${size} of its ${pages * pageSize} bytes are there.`);
  }
  return found(header.readUInt32BE(60), header.readUInt32BE(68), pages);
}

/** The newest header may stand in the -wal: SQLite reads it from a copy of the first page and the -wal. */
function throughWal(file: string, size: number, pageSize: number): FoundFile {
  const folder = mkdtempSync(join(tmpdir(), "anteroom-header-"));
  const stub = join(folder, "header.db");
  try {
    writeFileSync(stub, firstBytes(file, pageSize), { mode: 0o600 });
    truncateSync(stub, size);
    copyFileSync(walOf(file), walOf(stub));
    const db = new Database(stub, { readonly: true });
    try {
      const pragma = (name: string) => db.pragma(name, { simple: true }) as number;
      return found(pragma("user_version"), pragma("application_id"), pragma("page_count"));
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof Database.SqliteError) {
      return damaged(`The beginning of the database file is damaged (${messageOf(error)}).`);
    }
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const found = (version: number, applicationId: number, pages: number): FoundFile =>
  version === 0 && applicationId === 0 && pages <= 1
    ? { kind: "blank" }
    : { kind: "database", version, applicationId };

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
