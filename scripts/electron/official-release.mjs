import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { packagePath, projectCacheDir } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { say, secondsSince } from "../lib/say.mjs";

const REACH_TIMEOUT_MS = 5_000;
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;
// A network that swallowed one try swallows the next: don't make every start wait for it.
const REMEMBER_FAILURE_MS = 60 * 60_000;
const failureMark = join(projectCacheDir, "electron-download-failed");

export function officialVersion() {
  return JSON.parse(readFileSync(packagePath("electron", "package.json"), "utf8")).version;
}

/**
 * The path of the official binary in node_modules, or undefined.
 * Looks at the files, because importing `electron` would start its download.
 */
export function findInstalledElectron() {
  try {
    const executable = readFileSync(packagePath("electron", "path.txt"), "utf8");
    const version = readFileSync(packagePath("electron", "dist", "version"), "utf8")
      .trim()
      .replace(/^v/, "");
    const path = packagePath("electron", "dist", executable);
    return version === officialVersion() && existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Downloads the official release (checked against the checksums in its npm package), or gives up quietly. */
export async function downloadOfficialElectron() {
  if (failedRecently() || !(await canReachDownloads())) return rememberFailure();
  say(`Downloading Electron ${officialVersion()}...`);
  const startedAt = Date.now();
  const installer = createRequire(import.meta.url).resolve("electron/install.js");
  const { code } = await run(process.execPath, [installer, "--no"], { timeoutMs: DOWNLOAD_TIMEOUT_MS });
  const path = code === 0 ? findInstalledElectron() : undefined;
  if (!path) return rememberFailure();
  rmSync(failureMark, { force: true });
  say(`Downloaded it in ${secondsSince(startedAt)}.`);
  return path;
}

/** A mirror is someone's deliberate choice and is tried without asking whether GitHub answers. */
async function canReachDownloads() {
  if (process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror) return true;
  try {
    await fetch("https://github.com/electron/electron/releases", {
      method: "HEAD",
      redirect: "manual",
      signal: AbortSignal.timeout(REACH_TIMEOUT_MS),
    });
    return true;
  } catch {
    return false;
  }
}

function failedRecently() {
  try {
    return Date.now() - statSync(failureMark).mtimeMs < REMEMBER_FAILURE_MS;
  } catch {
    return false;
  }
}

function rememberFailure() {
  if (!failedRecently()) {
    mkdirSync(projectCacheDir, { recursive: true });
    writeFileSync(failureMark, "");
  }
  return undefined;
}
