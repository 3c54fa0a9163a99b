import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packagePath, projectDir } from "./paths.mjs";

/**
 * Compares node_modules with the lockfile: "complete", "incomplete" (an optional package of this platform
 * is missing) or "wrong". By versions, not by file times: git and npm both touch files without changing
 * them, and a needless `npm ci` deletes node_modules under whatever is running.
 */
export function inspectPackages() {
  const installed = readLockfile(packagePath(".package-lock.json"));
  if (!installed) return "wrong";
  const wanted = readLockfile(join(projectDir, "package-lock.json")) ?? {};
  let state = "complete";
  for (const [path, entry] of Object.entries(wanted)) {
    if (entry.link || !path.includes("node_modules/")) continue;
    const found = installed[path];
    if (found?.version === entry.version && existsSync(join(projectDir, path))) continue;
    if (found || !(entry.optional || entry.devOptional)) return "wrong";
    if (isForThisPlatform(entry)) state = "incomplete";
  }
  return state;
}

function readLockfile(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** An optional package that names no system is needed only by another one, which may rightly be absent. */
function isForThisPlatform({ os, cpu, libc }) {
  return (
    os !== undefined && allows(os, process.platform) && allows(cpu, process.arch) && allows(libc, libcHere())
  );
}

/** npm's lists name what is allowed, or with an exclamation mark what is not. */
function allows(list, value) {
  if (list === undefined || value === undefined) return true;
  const names = [list].flat();
  if (names.includes(`!${value}`)) return false;
  return names.includes(value) || names.every((name) => name.startsWith("!"));
}

function libcHere() {
  if (process.platform !== "linux") return undefined;
  return process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl";
}
