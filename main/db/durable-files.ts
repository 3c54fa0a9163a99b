import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Returns when the file's bytes are on the disk. Never for a database that is open: closing drops its locks. */
export function syncFile(file: string): void {
  const handle = openSync(file, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes new names and renames last. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

/** Replaces a file whole: after a power cut it is the old one or the new one. */
export function writeDurably(file: string, text: string): void {
  const draft = `${file}.part`;
  writeFileSync(draft, text);
  syncFile(draft);
  renameDurably(draft, file);
}
