import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packagePath, projectDir } from "./paths.mjs";
import { runOrStop } from "./run.mjs";
import { say, secondsSince } from "./say.mjs";

const SOURCES = ["main", "migrations", "renderer", "src"];
const SETTINGS = ["electron.vite.config.ts", "package.json", "package-lock.json", "tsconfig.json"];
const stamp = join(projectDir, "out", "built-from");

export const electronVite = packagePath("electron-vite", "bin", "electron-vite.js");

/** Environment that makes electron-vite compile for the Electron that will run the result. */
export function buildTarget(runtime) {
  return { ELECTRON_MAJOR_VER: runtime.version.split(".")[0] };
}

/** Builds the app into out/ unless nothing has changed since the last build. */
export async function ensureBuilt(runtime) {
  // Taken before the build, so that a file edited meanwhile causes another one.
  const fingerprint = fingerprintSources(runtime);
  if (readStamp() === fingerprint) return;
  const startedAt = Date.now();
  forgetBuild();
  await runOrStop("The app could not be built:", process.execPath, [electronVite, "build"], {
    cwd: projectDir,
    env: buildTarget(runtime),
  });
  mkdirSync(join(projectDir, "out"), { recursive: true });
  writeFileSync(stamp, fingerprint);
  say(`Built the app in ${secondsSince(startedAt)}.`);
}

/** Hot reload writes its own, unfinished files into out/. */
export function forgetBuild() {
  rmSync(stamp, { force: true });
}

function fingerprintSources(runtime) {
  const hash = createHash("sha256").update(JSON.stringify(buildTarget(runtime)));
  const files = SOURCES.flatMap((folder) => listFiles(join(projectDir, folder)));
  for (const path of [...files, ...SETTINGS.map((name) => join(projectDir, name))].toSorted()) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function readStamp() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return undefined;
  }
}
