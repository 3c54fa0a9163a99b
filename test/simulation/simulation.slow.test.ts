import { afterAll, expect, test } from "vitest";
import type { CommandName } from "../../main/commands/handler.ts";
import { contract } from "../../src/ipc/contract.ts";
import { postgresServer } from "../helpers/postgres.ts";
import { runCrew } from "./crew.ts";
import { keptSeeds } from "./kept-seeds.ts";
import { addTo, failureText, noTotals, type SeedResult } from "./result.ts";

const SEEDS = 300;
/** On a machine that others use, too. */
const TIMEOUT_MS = 900_000;

afterAll(async () => (await postgresServer()).close());

async function run(seeds: number[]): Promise<SeedResult[]> {
  const results: SeedResult[] = [];
  await runCrew({
    workers: 2,
    server: await postgresServer(),
    next: () => seeds.shift(),
    done: (result) => void results.push(result),
  });
  return results;
}

/** What leaves no op, or is done before there are two desks. */
const BESIDE: readonly CommandName[] = ["settings.change", "health.check", "practice.set-up"];

const failures = (results: readonly SeedResult[]): string[] =>
  results.filter(({ violation }) => violation !== null).map((result) => failureText(result));

test(
  `${SEEDS} seeds of desks, lines, crashes and copies end with one truth`,
  async () => {
    const results = await run(Array.from({ length: SEEDS }, (_, index) => index + 1));
    expect(failures(results)).toEqual([]);
    expect(results).toHaveLength(SEEDS);
    const totals = noTotals();
    for (const result of results) addTo(totals, result);
    const never = (Object.keys(contract) as (keyof typeof contract)[]).filter(
      (name) => contract[name].kind === "command" && totals.seen[`${name} done`] === undefined,
    );
    expect(never.toSorted()).toEqual([...BESIDE].toSorted());
    expect(totals.seen["series undone"]).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

type Told = Pick<SeedResult, "seed" | "ops" | "faults" | "seen">;

test(
  "a seed tells the same story whenever it is run",
  async () => {
    const tell = async (): Promise<Told[]> =>
      (await run([SEEDS, SEEDS + 1]))
        .map(({ seed, ops, faults, seen }) => ({ seed, ops, faults, seen }))
        .toSorted((a, b) => a.seed - b.seed);
    expect(await tell()).toEqual(await tell());
  },
  TIMEOUT_MS,
);

test(
  "seeds that once failed do not fail any more",
  async () => {
    const seeds = keptSeeds().filter(({ sabotage }) => sabotage === undefined);
    const results = await run(seeds.map(({ seed }) => seed).toSorted((a, b) => a - b));
    expect(failures(results)).toEqual([]);
    expect(results).toHaveLength(seeds.length);
  },
  TIMEOUT_MS,
);
