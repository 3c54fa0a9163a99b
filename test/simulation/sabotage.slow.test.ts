import { afterAll, expect, test } from "vitest";
import { postgresServer } from "../helpers/postgres.ts";
import { runCrew } from "./crew.ts";
import { keptSeeds } from "./kept-seeds.ts";
import { type SabotageName, sabotageNames } from "./sabotage/index.ts";

/** If what is sound has changed since, so has the story of the seed that was kept: then one of these notices it. */
const MORE_SEEDS = 200;
/** On a machine that others use, too. */
const TIMEOUT_MS = 300_000;

afterAll(async () => (await postgresServer()).close());

/** The first of these seeds that notices the sabotage. */
async function noticedBy(sabotage: SabotageName, seeds: number[]): Promise<number | undefined> {
  let noticed: number | undefined;
  await runCrew({
    workers: 1,
    server: await postgresServer(),
    sabotage,
    next: () => (noticed === undefined ? seeds.shift() : undefined),
    done: ({ seed, violation }) => {
      if (violation !== null) noticed = seed;
    },
  });
  return noticed;
}

const more = (): number[] => Array.from({ length: MORE_SEEDS }, (_, index) => index + 1);

test.each(sabotageNames)(
  "%s: it is noticed when this is broken",
  async (sabotage) => {
    const kept = keptSeeds().flatMap((one) => (one.sabotage === sabotage ? [one.seed] : []));
    expect(kept).not.toEqual([]);
    const noticed = (await noticedBy(sabotage, kept)) ?? (await noticedBy(sabotage, more()));
    expect(noticed).toEqual(expect.any(Number));
  },
  TIMEOUT_MS,
);
