import { inspect } from "node:util";
import type { Bench } from "./bench.ts";
import { found } from "./founding.ts";
import { heal } from "./healing.ts";
import { checkEnd } from "./invariants/final.ts";
import { checkSameRules } from "./invariants/same-rules.ts";
import type { SeedResult } from "./result.ts";
import { someHabits, takeStep } from "./scheduler.ts";
import { Violation, type World } from "./world.ts";

/** Runs one seed from its beginning to the last check. Never throws: whatever goes wrong is the seed's violation. */
export async function runSeed(bench: Bench, seed: number): Promise<SeedResult> {
  const world = await bench.newWorld(seed);
  const violation = await outcomeOf(world);
  if (violation !== null) await bench.server.recover();
  world.close();
  return {
    seed,
    ops: world.ops,
    faults: Object.fromEntries(world.faults),
    seen: Object.fromEntries(world.seen),
    violation,
    trace: violation === null ? [] : world.trace,
  };
}

async function outcomeOf(world: World): Promise<string | null> {
  try {
    await found(world);
    const habits = someHabits(world.random);
    while (world.step < habits.steps) await takeStep(world, habits);
    await heal(world);
    await checkEnd(world);
    checkSameRules(world);
    return null;
  } catch (error) {
    if (error instanceof Violation) return error.message;
    return inspect(error);
  }
}
