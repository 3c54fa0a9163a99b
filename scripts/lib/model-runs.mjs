import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { modelDir } from "./model-configurations.mjs";
import { projectCacheDir } from "./paths.mjs";
import { run, runOrStop } from "./run.mjs";
import { KnownProblem } from "./say.mjs";

const MEMORY_MB = 4_000;
const DEEPEST = 200_000;
/** Size of the hash table as a power of two: enough for ten million states. */
const HASH_BITS = 25;
const TIMEOUT_MS = 8 * 60_000;

/** Goes through every state of one configuration, or until an assertion fails. */
export async function check({ kind, name, what, expected, defines }) {
  const folder = await prepare(name, defines, []);
  const startedAt = Date.now();
  const { output } = await search(folder);
  const verdict = verdictOf(output);
  return {
    kind,
    name,
    what,
    bounds: defines.join(" "),
    states: figure(output, /(\d+) states, stored/),
    depth: figure(output, /depth reached (\d+)/),
    seconds: (Date.now() - startedAt) / 1000,
    verdict,
    asExpected: verdict === expected,
  };
}

/** Prints, step by step, the shortest way into a failed assertion. */
export async function showShortest({ name, defines }) {
  const folder = await prepare(name, defines, ["BFSV"]);
  const { output } = await search(folder);
  const verdict = verdictOf(output);
  if (verdict !== "caught") {
    console.log(`${name}: ${verdict}, there is nothing to show.`);
    return 0;
  }
  const flags = [...defines, "BFSV"].map((define) => `-D${define}`);
  const trail = await run("spin", [...flags, "-t", "-T", "anteroom.pml"], { cwd: folder });
  const told = /^(desk|server|spin: text of failed)/;
  const lines = trail.output.split("\n").filter((line) => told.test(line));
  // What follows the first failed assertion is the rest of the same step.
  const end = lines.findIndex((line) => line.startsWith("spin"));
  for (const line of lines.slice(0, end + 1)) console.log(line);
  return 0;
}

/** Spin writes a program in C that searches this configuration, breadth first (`BFSV`) or depth first. */
async function prepare(name, defines, more) {
  const folder = join(projectCacheDir, "model", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(modelDir, folder, { recursive: true, filter: (path) => path === modelDir || path.endsWith(".pml") });
  const flags = [...defines, ...more].map((define) => `-D${define}`);
  const told = await runOrStop(
    `Spin could not read the model for ${name}:`,
    "spin",
    [...flags, "-a", "anteroom.pml"],
    {
      cwd: folder,
    },
  );
  if (told.includes("Error")) throw new KnownProblem(`Spin could not read the model for ${name}:\n${told}`);
  const options = [
    "-DSAFETY",
    "-DVECTORSZ=4096",
    "-DNOFAIR",
    `-DMEMLIM=${MEMORY_MB}`,
    ...more.map(() => "-DBFS"),
  ];
  await runOrStop(
    `The search for ${name} could not be compiled:`,
    "gcc",
    ["-O1", "-w", ...options, "-o", "pan", "pan.c"],
    {
      cwd: folder,
    },
  );
  return folder;
}

const search = (folder) =>
  run("./pan", [`-m${DEEPEST}`, `-w${HASH_BITS}`], { cwd: folder, timeoutMs: TIMEOUT_MS });

/** "holds" only where the whole space was searched: no bound of the search was reached. */
function verdictOf(output) {
  if (/assertion violated/.test(output)) return "caught";
  if (/reached -DMEMLIM|out of memory/.test(output)) return "out of memory";
  if (/max search depth too small/.test(output)) return "too deep";
  return /errors: 0/.test(output) ? "holds" : "not finished";
}

const figure = (output, pattern) => Number(output.match(pattern)?.[1] ?? 0);
