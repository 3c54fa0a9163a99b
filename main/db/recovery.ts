import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "../../src/result.ts";
import { backupProblem, listBackups } from "./backups.ts";
import { backupFolderOf, databaseFileOf } from "./data-folder.ts";
import { renameDurably, syncFile } from "./durable-files.ts";
import { newInstallation, readInstallation, saveInstallation } from "./installation.ts";
import { setAside } from "./set-aside.ts";
import { messageOf } from "./sqlite-errors.ts";

export type RecoveryError =
  /** No such backup in this desk's list; the name comes from the window and is never taken as a path. */
  | { code: "unknown-backup" }
  /** It fails its check: choose an older one. Nothing was changed. */
  | { code: "unsound-backup"; problem: string }
  | { code: "not-done"; problem: string };

type Recovered = { movedTo: string | null };

/**
 * Puts a copy of a verified backup in the database's place; what was there is moved aside, companions and all,
 * for a strange -wal beside a database would be taken for its own. The desk's connections and reader threads
 * must be closed, and the desk itself kept, for its lock; afterwards close it and open again.
 */
export function restore(dataDir: string, file: string, now: number): Result<Recovered, RecoveryError> {
  if (!listBackups(dataDir).some((backup) => backup.file === file)) return err({ code: "unknown-backup" });
  const copy = join(dataDir, "restoring.db.part");
  try {
    copyFileSync(join(backupFolderOf(dataDir), file), copy);
    const problem = backupProblem(copy);
    if (problem !== null) return err({ code: "unsound-backup", problem });
    syncFile(copy);
    const movedTo = setAside(dataDir, "replaced", now);
    renameDurably(copy, databaseFileOf(dataDir));
    const installation = readInstallation(dataDir) ?? newInstallation(now, true);
    saveInstallation(dataDir, { ...installation, databaseCreated: true, damage: null });
    return ok({ movedTo });
  } catch (error) {
    return err({ code: "not-done", problem: messageOf(error) });
  } finally {
    rmSync(copy, { force: true, recursive: true });
  }
}

/**
 * Begins anew where there is nothing to restore: what was there is moved aside, the backups with it, so that
 * the new practice's backups never push them out. A desk without its past is a new desk and gets a new id.
 */
export function startEmpty(dataDir: string, now: number): Result<Recovered, RecoveryError> {
  try {
    const movedTo = setAside(dataDir, "replaced", now, [backupFolderOf(dataDir)]);
    saveInstallation(dataDir, newInstallation(now, false));
    return ok({ movedTo });
  } catch (error) {
    return err({ code: "not-done", problem: messageOf(error) });
  }
}
