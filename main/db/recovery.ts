import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { FoundProblem } from "../../src/ipc/found.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { backupProblem, listBackups } from "./backups.ts";
import { backupFolderOf, databaseFileOf } from "./data-folder.ts";
import { renameDurably, syncFile } from "./durable-files.ts";
import { newInstallation, readInstallation, saveInstallation } from "./installation.ts";
import { setAside } from "./set-aside.ts";
import { messageOf } from "./sqlite-errors.ts";
import { whileLocked } from "./writer-lock.ts";

export type RecoveryError =
  /** No such backup in this desk's list; the name comes from the window and is never taken as a path. */
  | { code: "unknown-backup" }
  /** It fails its check: choose an older one. Nothing was changed. */
  | { code: "unsound-backup"; problem: string }
  | { code: "not-done"; problem: string };

type Recovered = { movedTo: string | null };

/**
 * Puts a copy of a verified backup in the database's place; what was there is moved aside, companions and all,
 * for a strange -wal beside a database would be taken for its own. This desk's connections and reader threads
 * must be closed; another process that has the folder open keeps it. Afterwards open again.
 */
export function restore(dataDir: string, file: string, now: number): Result<Recovered, RecoveryError> {
  return alone(dataDir, () => putInPlace(dataDir, file, now));
}

/**
 * Begins anew where there is nothing to restore: what was there is moved aside, the backups with it, so that
 * the new practice's backups never push them out. A desk without its past is a new desk and gets a new id.
 */
export function startEmpty(dataDir: string, now: number): Result<Recovered, RecoveryError> {
  return alone(dataDir, () => {
    const movedTo = setAside(dataDir, "replaced", now, [backupFolderOf(dataDir)]);
    saveInstallation(dataDir, newInstallation(now, false));
    return ok({ movedTo });
  });
}

function alone(
  dataDir: string,
  act: () => Result<Recovered, RecoveryError>,
): Result<Recovered, RecoveryError> {
  try {
    const done = whileLocked(dataDir, act);
    if (done === "in-use") return notDone("Another Anteroom has this data folder open.");
    return done === "not-writable" ? notDone("folder-not-writable" satisfies FoundProblem) : done;
  } catch (error) {
    return notDone(messageOf(error));
  }
}

const notDone = (problem: string) => err({ code: "not-done" as const, problem });

function putInPlace(dataDir: string, file: string, now: number): Result<Recovered, RecoveryError> {
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
  } finally {
    rmSync(copy, { force: true, recursive: true });
  }
}
