import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { type FoundProblem, withDetail } from "../../src/ipc/found.ts";
import type { BackupView } from "../../src/ipc/views.ts";
import { APPLICATION_ID, openReader, type ReadableDb } from "./connection.ts";
import { backupFolderOf, instantOf, stampOf } from "./data-folder.ts";
import { syncFile, syncFolder } from "./durable-files.ts";
import { messageOf, UnsoundDatabase } from "./sqlite-errors.ts";

const KEPT_BACKUPS = 10;
const DAY_SECONDS = 86_400;
/** In one step, so that no page is copied twice. */
const ALL_PAGES = 0x7fff_ffff;

type BackupFile = { file: string; madeAt: number };

/** Newest first, by name alone. Only what was verified bears such a name. */
function backupFiles(dataDir: string): BackupFile[] {
  const files: (BackupFile & { turn: number })[] = [];
  for (const file of namesIn(backupFolderOf(dataDir))) {
    const [, stamp = "", turn = "1"] = /^anteroom-(\d{8}T\d{6}Z)(?:-(\d+))?\.db$/.exec(file) ?? [];
    const madeAt = instantOf(stamp);
    if (madeAt !== null) files.push({ file, madeAt, turn: Number(turn) });
  }
  return files.toSorted((a, b) => b.madeAt - a.madeAt || b.turn - a.turn);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Newest first. One that cannot be read at all is not offered; restoring verifies again. */
export function listBackups(dataDir: string): BackupView[] {
  return backupFiles(dataDir).flatMap(({ file, madeAt }) => {
    const path = join(backupFolderOf(dataDir), file);
    try {
      const db = new Database(path, { readonly: true, fileMustExist: true });
      try {
        const appointments = db.prepare<[], number>("SELECT count(*) FROM appointment").pluck().get() ?? 0;
        return [{ file, madeAt, bytes: statSync(path).size, appointments }];
      } finally {
        db.close();
      }
    } catch {
      return [];
    }
  });
}

/** How many there are, and when the last was made. One dated after `now` comes from a clock that was set back. */
export function backupsInBrief(dataDir: string, now: number): { lastAt: number | null; count: number } {
  const files = backupFiles(dataDir);
  return { lastAt: files.find(({ madeAt }) => madeAt <= now)?.madeAt ?? null, count: files.length };
}

export const backupDue = (now: number, lastAt: number | null): boolean =>
  lastAt === null || now - lastAt >= DAY_SECONDS;

/**
 * Copies a live database, verifies the copy, and only then removes what goes beyond the newest ten. Runs on a
 * connection of its own and blocks its thread while it copies: in the housekeeping thread, or before the window
 * opens. Throws UnsoundDatabase when the source fails its own check; nothing is left behind on any failure.
 */
export async function makeBackup(source: {
  file: string;
  dataDir: string;
  now: number;
}): Promise<BackupView> {
  const folder = backupFolderOf(source.dataDir);
  mkdirSync(folder, { recursive: true });
  removeDrafts(folder);
  const name = freeName(folder, source.now);
  const draft = join(folder, `${name}.part`);
  try {
    const counts = await copySnapshot(source.file, draft);
    verifyCopy(draft, counts, source.file);
    syncFile(draft);
    renameSync(draft, join(folder, name));
    syncFolder(folder);
    removeOlder(source.dataDir, name);
    const bytes = statSync(join(folder, name)).size;
    return { file: name, madeAt: source.now, bytes, appointments: counts.get("appointment") ?? 0 };
  } finally {
    removeDrafts(folder);
  }
}

/** One read transaction spans the count and the copy, so that they must agree to the row. */
async function copySnapshot(file: string, draft: string): Promise<Map<string, number>> {
  const db = openReader(file);
  try {
    db.exec("BEGIN");
    const counts = rowCounts(db);
    await db.backup(draft, { progress: () => ALL_PAGES });
    return counts;
  } finally {
    db.close();
  }
}

function rowCounts(db: Database.Database): Map<string, number> {
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')",
    )
    .pluck()
    .all();
  return new Map(
    tables.map((name) => [name, db.prepare<[], number>(`SELECT count(*) FROM "${name}"`).pluck().get() ?? 0]),
  );
}

function verifyCopy(draft: string, counts: Map<string, number>, sourceFile: string): void {
  const copy = new Database(draft, { fileMustExist: true });
  let problem: string | null;
  try {
    // One file without companions: it can be carried away and lies well in a folder that is read-only.
    copy.pragma("journal_mode = DELETE");
    problem = integrityProblem(copy);
    const copied = problem === null ? rowCounts(copy) : counts;
    for (const [table, count] of counts) {
      if (copied.get(table) !== count) problem = `${table} has ${copied.get(table)} of ${count} rows`;
    }
  } catch (error) {
    problem = messageOf(error);
  } finally {
    copy.close();
  }
  if (problem === null) return;
  const source = openReader(sourceFile);
  try {
    const unsound = integrityProblem(source);
    if (unsound !== null) throw new UnsoundDatabase(withDetail("database-unsound", unsound));
  } finally {
    source.close();
  }
  throw new Error(`the backup is not as it should be: ${problem}`);
}

/** The first thing that SQLite's own full check finds, or null. */
function integrityProblem(db: Database.Database): string | null {
  try {
    const answer = db.prepare<[], string>("PRAGMA integrity_check(1)").pluck().get() ?? "no answer";
    return answer === "ok" ? null : answer;
  } catch (error) {
    return messageOf(error);
  }
}

/** What keeps this file from taking the database's place, by name or as SQLite says it, or null. */
export function backupProblem(file: string): string | null {
  let db: ReadableDb | undefined;
  try {
    db = openReader(file);
    if (db.pragma("application_id", { simple: true }) !== APPLICATION_ID)
      return "other-programs-backup" satisfies FoundProblem;
    return integrityProblem(db);
  } catch (error) {
    return messageOf(error);
  } finally {
    db?.close();
  }
}

function freeName(folder: string, now: number): string {
  const taken = new Set(namesIn(folder));
  const stem = `anteroom-${stampOf(now)}`;
  if (!taken.has(`${stem}.db`)) return `${stem}.db`;
  let turn = 2;
  while (taken.has(`${stem}-${turn}.db`)) turn += 1;
  return `${stem}-${turn}.db`;
}

function removeOlder(dataDir: string, justMade: string): void {
  const others = backupFiles(dataDir).filter(({ file }) => file !== justMade);
  for (const { file } of others.slice(KEPT_BACKUPS - 1))
    rmSync(join(backupFolderOf(dataDir), file), { force: true });
}

/** Left by a process that died on the way, or by a copy that failed. */
function removeDrafts(folder: string): void {
  for (const name of namesIn(folder)) {
    if (/\.db\.part(-journal|-wal|-shm)?$/.test(name)) rmSync(join(folder, name), { force: true });
  }
}
