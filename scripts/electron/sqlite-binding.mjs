import { createHash } from "node:crypto";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { packagePath, userCacheDir } from "../lib/paths.mjs";
import { run, runOrStop } from "../lib/run.mjs";
import { KnownProblem, say, secondsSince } from "../lib/say.mjs";
import { ensureCompiler } from "./system-packages.mjs";
import { hashFile } from "./verified-files.mjs";

const header = fileURLToPath(new URL("./string-reference.hpp", import.meta.url));
const compiled = packagePath("better-sqlite3", "build", "Release", "better_sqlite3.node");

/**
 * Puts a better-sqlite3 binding in place that the evaluation runtime can load: its Node-API is older than the
 * one the published binding needs. It works in Node 24 as well, so tests outside the window use it too.
 * Compiled once per better-sqlite3 version and kept in the shared cache.
 */
export async function ensureCompiledBinding(electron, { installSystemPackages }) {
  const folder = join(userCacheDir(), cacheKey());
  if (!(await isIntact(folder))) {
    await ensureCompiler({ installSystemPackages });
    await compileInto(folder, electron);
  }
  const cached = join(folder, "better_sqlite3.node");
  if (existsSync(compiled) && (await hashFile(compiled)) === (await hashFile(cached))) return;
  mkdirSync(dirname(compiled), { recursive: true });
  const temporary = `${compiled}.${process.pid}`;
  copyFileSync(cached, temporary);
  renameSync(temporary, compiled);
}

/** better-sqlite3 prefers a compiled binding; a current Electron uses the published one. */
export function removeCompiledBinding() {
  rmSync(compiled, { force: true });
}

function cacheKey() {
  const { version } = JSON.parse(readFileSync(packagePath("better-sqlite3", "package.json"), "utf8"));
  const headerHash = createHash("sha256").update(readFileSync(header)).digest("hex").slice(0, 8);
  return `better-sqlite3-${version}-${process.platform}-${process.arch}-napi9-${headerHash}`;
}

async function isIntact(folder) {
  const binding = join(folder, "better_sqlite3.node");
  if (!existsSync(binding) || !existsSync(`${binding}.sha256`)) return false;
  if ((await hashFile(binding)) === readFileSync(`${binding}.sha256`, "utf8")) return true;
  say("The cached SQLite binding was changed; it is compiled again.");
  return false;
}

/** Compiles a copy of the package, so that node_modules keeps exactly what npm put there. */
async function compileInto(folder, electron) {
  say("Compiling the SQLite binding for this Electron (once, about two minutes)...");
  const startedAt = Date.now();
  mkdirSync(dirname(folder), { recursive: true });
  const workDir = mkdtempSync(join(dirname(folder), ".compile-"));
  try {
    for (const name of ["better-sqlite3", "node-addon-api"]) {
      cpSync(packagePath(name), join(workDir, "node_modules", name), { recursive: true });
    }
    const source = join(workDir, "node_modules", "better-sqlite3");
    rmSync(join(source, "build"), { recursive: true, force: true });
    copyFileSync(header, join(source, "string-reference.hpp"));
    await runOrStop(
      "The SQLite binding could not be compiled. The compiler says:",
      process.execPath,
      [
        packagePath("node-gyp", "bin", "node-gyp.js"),
        "rebuild",
        "--release",
        "--force_build=1",
        ...headersHere(),
      ],
      // Relative to source/build, where make runs: a space in an absolute path would split the flag.
      { cwd: source, env: { CXXFLAGS: "-include ../string-reference.hpp", JOBS: "max" } },
    );
    const built = join(workDir, "done");
    mkdirSync(built);
    const binding = join(built, "better_sqlite3.node");
    renameSync(join(source, "build", "Release", "better_sqlite3.node"), binding);
    await requireItLoads(binding, electron);
    writeFileSync(`${binding}.sha256`, await hashFile(binding));
    rmSync(folder, { recursive: true, force: true });
    renameSync(built, folder);
  } catch (error) {
    // Another checkout may have finished the same binding at the same moment.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
  say(`Compiled it in ${secondsSince(startedAt)}.`);
}

/** Node's headers come with the Node in node_modules; otherwise node-gyp fetches them. */
function headersHere() {
  const nodeDir = packagePath(`node-${process.platform}-${process.arch}`);
  return existsSync(join(nodeDir, "include", "node", "common.gypi")) ? [`--nodedir=${nodeDir}`] : [];
}

async function requireItLoads(binding, electron) {
  const { code, output } = await run(electron, ["-e", `require(${JSON.stringify(binding)})`], {
    env: { ELECTRON_RUN_AS_NODE: "1" },
  });
  if (code !== 0)
    throw new KnownProblem(`The SQLite binding was compiled but does not load: ${output.trim()}`);
}
