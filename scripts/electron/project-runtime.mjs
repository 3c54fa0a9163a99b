import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { projectCacheDir, projectDir } from "../lib/paths.mjs";
import { evaluationFiles, evaluationVersion } from "./evaluation-runtime.mjs";

/**
 * Gives this checkout a runtime folder of its own and returns the executable.
 * The evaluation runtime has no default app that would take a project folder as its argument; it starts
 * `resources/app` beside the executable, and that differs from checkout to checkout. The files are hard
 * links into the shared cache (copies across file systems), so the folder costs nothing.
 */
export function linkProjectRuntime(cachedDir) {
  const folder = join(projectCacheDir, `electron-${evaluationVersion}`);
  for (const name of evaluationFiles) linkFile(join(cachedDir, name), join(folder, name));
  linkApp(join(folder, "resources", "app"));
  return join(folder, "electron");
}

function linkFile(from, to) {
  if (isSameFile(from, to)) return;
  mkdirSync(dirname(to), { recursive: true });
  const temporary = `${to}.${process.pid}`;
  rmSync(temporary, { force: true });
  try {
    linkSync(from, temporary);
  } catch {
    copyFileSync(from, temporary);
    const { atime, mtime } = lstatSync(from);
    utimesSync(temporary, atime, mtime);
  }
  // Renaming over an existing name is atomic: a window that is just starting sees the old file or the new.
  renameSync(temporary, to);
}

function isSameFile(from, to) {
  const here = lstatSync(to, { throwIfNoEntry: false });
  if (!here?.isFile()) return false;
  const cached = lstatSync(from);
  if (here.dev === cached.dev) return here.ino === cached.ino;
  return here.size === cached.size && Math.abs(here.mtimeMs - cached.mtimeMs) < 1;
}

function linkApp(link) {
  try {
    if (readlinkSync(link) === projectDir) return;
  } catch {
    // No link yet.
  }
  mkdirSync(dirname(link), { recursive: true });
  const temporary = `${link}.${process.pid}`;
  symlinkSync(projectDir, temporary, "dir");
  renameSync(temporary, link);
}
