import { existsSync, mkdirSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { databaseFileOf, filesOfDatabase, stampOf } from "./data-folder.ts";
import { syncFolder } from "./durable-files.ts";

/**
 * Moves the database's files (and `others`) into a folder of their own, as they are; nothing is ever deleted.
 * They must be closed. Answers the folder, or null if there was nothing to move.
 */
export function setAside(
  dataDir: string,
  why: "damaged" | "replaced",
  now: number,
  others: readonly string[] = [],
): string | null {
  const there = [...filesOfDatabase(databaseFileOf(dataDir)), ...others].filter((path) => existsSync(path));
  if (there.length === 0) return null;
  const folder = newFolder(join(dataDir, `${why}-${stampOf(now)}`));
  // The database first: should this be cut short, what stays behind is no database that could be opened.
  for (const path of there) renameSync(path, join(folder, basename(path)));
  syncFolder(folder);
  syncFolder(dataDir);
  return folder;
}

function newFolder(wanted: string): string {
  let folder = wanted;
  for (let turn = 2; existsSync(folder); turn += 1) folder = `${wanted}-${turn}`;
  mkdirSync(folder);
  return folder;
}
