import { afterAll, expect, test } from "vitest";
import { postgresServer } from "../helpers/postgres.ts";
import { runCrew } from "./crew.ts";
import { keptSeeds } from "./kept-seeds.ts";
import type { SeedResult } from "./result.ts";
import { sabotageNames, sabotages } from "./sabotage/index.ts";

const TIMEOUT_MS = 120_000;

afterAll(async () => (await postgresServer()).close());

test.each(sabotageNames)(
  "%s: it is noticed when this is broken",
  async (sabotage) => {
    const kept = keptSeeds().find((one) => one.sabotage === sabotage);
    expect(kept, `a seed that notices that ${sabotages[sabotage].says}`).toBeDefined();
    const seeds = kept ? [kept.seed] : [];
    const results: SeedResult[] = [];
    await runCrew({
      workers: 1,
      server: await postgresServer(),
      sabotage,
      next: () => seeds.shift(),
      done: (result) => void results.push(result),
    });
    expect(results[0]?.violation).toEqual(expect.any(String));
  },
  TIMEOUT_MS,
);
