import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout these scripts belong to. */
export const projectDir = resolve(fileURLToPath(import.meta.url), "../../..");

/** Things of this checkout that may be deleted at any time; ignored by git. */
export const projectCacheDir = join(projectDir, ".cache");

/**
 * Downloads and compiled files shared by every checkout of one person, so that a fresh clone starts fast.
 * `ANTEROOM_CACHE_DIR` moves it.
 */
export function userCacheDir() {
  if (process.env.ANTEROOM_CACHE_DIR) return resolve(process.env.ANTEROOM_CACHE_DIR);
  if (process.platform === "win32" && process.env.LOCALAPPDATA) {
    return join(process.env.LOCALAPPDATA, "anteroom", "cache");
  }
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "anteroom");
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "anteroom");
}

/** A file inside an installed package. */
export function packagePath(...parts) {
  return join(projectDir, "node_modules", ...parts);
}
