import { chmodSync, copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { walOf } from "./data-folder.ts";
import { hasWalContent } from "./database-file.ts";

const FOLDER = /^anteroom-reading-(\d+)-/;

/**
 * A copy to read from: a database in WAL mode cannot be read where nothing may be written beside it. The
 * folder is readable by this user only and removed on closing; what a killed process left is removed next time.
 */
export function copyForReading(file: string): { file: string; remove(): void } {
  removeLeftOver();
  const folder = mkdtempSync(join(tmpdir(), `anteroom-reading-${process.pid}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, basename(file));
    copyWritable(file, copy);
    if (hasWalContent(file)) copyWritable(walOf(file), walOf(copy));
    return { file: copy, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function copyWritable(from: string, to: string): void {
  copyFileSync(from, to);
  chmodSync(to, 0o600);
}

function removeLeftOver(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(FOLDER.exec(name)?.[1]);
    if (!Number.isInteger(pid) || pid === process.pid || isAlive(pid)) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
