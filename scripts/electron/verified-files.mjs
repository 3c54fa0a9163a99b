import { createHash } from "node:crypto";
import { createReadStream, lstatSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";

const STAMP = "verified.json";

export async function hashFile(path, algorithm = "sha256", encoding = "hex") {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest(encoding);
}

/** Compares every file of a folder with its sha256; returns the names that differ, lack or don't belong. */
export async function findWrongFiles(folder, sha256) {
  const present = listFiles(folder).filter((name) => name !== STAMP);
  const wrong = present.filter((name) => !Object.hasOwn(sha256, name));
  for (const [name, expected] of Object.entries(sha256)) {
    const intact = present.includes(name) && (await hashFile(join(folder, name))) === expected;
    if (!intact) wrong.push(name);
  }
  return wrong;
}

/** Notes size and time of files that were just verified, so that later starts need not hash 280 MB. */
export function writeStamp(folder, sha256) {
  writeFileSync(join(folder, STAMP), JSON.stringify(describe(folder, sha256)));
}

/** Whether nothing was added, removed or written since the stamp. */
export function matchesStamp(folder, sha256) {
  try {
    return readFileSync(join(folder, STAMP), "utf8") === JSON.stringify(describe(folder, sha256));
  } catch {
    return false;
  }
}

function describe(folder, sha256) {
  const files = listFiles(folder).filter((name) => name !== STAMP);
  return {
    manifest: createHash("sha256").update(JSON.stringify(sha256)).digest("hex"),
    files: files.toSorted().map((name) => {
      const { size, mtimeMs } = lstatSync(join(folder, name));
      return [name, size, mtimeMs];
    }),
  };
}

/** Names with forward slashes; a symbolic link counts as a file and so never as a verified one. */
function listFiles(folder, below = folder) {
  return readdirSync(below, { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    return entry.isDirectory() ? listFiles(folder, path) : [relative(folder, path).split(sep).join("/")];
  });
}
