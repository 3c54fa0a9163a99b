import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { postgresServer } from "../helpers/postgres.ts";
import { runCrew } from "./crew.ts";
import { keepSeed } from "./kept-seeds.ts";
import { Progress } from "./progress.ts";
import { countsText, failureText, replayCommand } from "./result.ts";
import { isSabotage, type SabotageName, sabotageNames } from "./sabotage/index.ts";

const DEFAULT_SEEDS = 300;
/** A sabotage has to be noticed within so many seeds. */
const SABOTAGE_SEEDS = 500;

const { values: options } = parseArgs({
  options: {
    seeds: { type: "string" },
    seed: { type: "string" },
    from: { type: "string" },
    workers: { type: "string" },
    sabotage: { type: "string" },
    trace: { type: "string" },
    json: { type: "boolean", default: false },
    resume: { type: "boolean", default: false },
  },
});

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const traceLength = options.trace === undefined ? undefined : Number(options.trace);
const workers = Number(options.workers ?? Math.min(2, availableParallelism()));
const one = options.seed === undefined ? undefined : Number(options.seed);
const from = one ?? Number(options.from ?? 1);
const chosen = options.sabotage;
if (chosen !== undefined && chosen !== "all" && !isSabotage(chosen))
  throw new Error(`there is no sabotage ${chosen}, only ${sabotageNames.join(", ")}, all`);
const seeds =
  one === undefined ? Number(options.seeds ?? (chosen === undefined ? DEFAULT_SEEDS : SABOTAGE_SEEDS)) : 1;

const server = await postgresServer();
const caught: Record<string, boolean> = {};
const progress = new Progress({ from, seeds, resume: options.resume && chosen === undefined });
try {
  if (chosen === undefined) await runHonest();
  else for (const name of chosen === "all" ? sabotageNames : [chosen]) await runSabotaged(name);
} finally {
  await server.close();
}
const { seen, ...totals } = progress.totals;
say(`Seen: ${countsText(seen)}`);
say(
  `${totals.seeds} seeds, ${totals.ops} ops, ${totals.violations} violations, ${progress.seedsASecond.toFixed(1)} seeds a second`,
);
if (options.json) process.stdout.write(`${JSON.stringify({ ...totals, sabotage: caught })}\n`);
const missed = Object.values(caught).includes(false);
process.exitCode = (chosen === undefined && totals.violations > 0) || missed ? 1 : 0;

async function runHonest(): Promise<void> {
  await runCrew({
    workers: Math.min(workers, seeds),
    server,
    traceLength,
    next: () => progress.next(),
    done: (result) => {
      progress.done(result);
      if (result.violation === null) return;
      say(failureText(result));
      if (one === undefined) keepSeed(result.seed, result.violation);
    },
  });
}

/** Runs until the first seed that notices. */
async function runSabotaged(name: SabotageName): Promise<void> {
  const trying = new Progress({ from, seeds, resume: false });
  let noticed: { seed: number; violation: string } | undefined;
  await runCrew({
    workers: Math.min(workers, seeds),
    server,
    traceLength,
    sabotage: name,
    next: () => (noticed === undefined ? trying.next() : undefined),
    done: (result) => {
      progress.add(result);
      const { seed, violation } = result;
      if (violation === null || (noticed !== undefined && noticed.seed < seed)) return;
      noticed = { seed, violation };
      if (one !== undefined) say(failureText(result, name));
    },
  });
  caught[name] = noticed !== undefined;
  if (noticed === undefined) say(`${name}: not noticed`);
  else {
    say(`${name}: ${noticed.violation}\n${replayCommand(noticed.seed, name)}`);
    if (one === undefined) keepSeed(noticed.seed, noticed.violation, name);
  }
}
