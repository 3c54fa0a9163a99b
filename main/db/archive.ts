import { existsSync, mkdirSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { backupFolderOf, databaseFileOf, filesOfDatabase } from "./data-folder.ts";
import { syncFolder } from "./durable-files.ts";
import { newInstallation, saveInstallation } from "./installation.ts";
import { whileLocked } from "./writer-lock.ts";

/**
 * Puts the closed database and its backups aside, in a folder that says what it is, and leaves the data folder as it
 * was before the first start. Nothing is deleted. Throws when another process has the folder open.
 */
export function archiveDatabase(dataDir: string, joined: string, now: number): string {
  const moved = whileLocked(dataDir, () => {
    const folder = newFolder(dataDir, `Before joining ${named(joined)}, ${dayOf(now)}`);
    // First, so that an interruption is a database that is missing here, never one that is taken for a first start.
    saveInstallation(dataDir, newInstallation(now, true));
    const files = [...filesOfDatabase(databaseFileOf(dataDir)), backupFolderOf(dataDir)];
    for (const path of files.filter((file) => existsSync(file)))
      renameSync(path, join(folder, basename(path)));
    syncFolder(folder);
    syncFolder(dataDir);
    saveInstallation(dataDir, newInstallation(now, false));
    return folder;
  });
  if (moved === "in-use" || moved === "not-writable") throw new Error(`the data folder is ${moved}`);
  return moved;
}

/** Without what some system does not allow in a name. */
const named = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N} .-]/gu, "")
    .trim()
    .slice(0, 60) || "a practice";

const dayOf = (instant: number): string => new Date(instant * 1_000).toISOString().slice(0, 10);

function newFolder(dataDir: string, name: string): string {
  let folder = join(dataDir, name);
  for (let turn = 2; existsSync(folder); turn += 1) folder = join(dataDir, `${name} (${turn})`);
  mkdirSync(folder);
  return folder;
}
