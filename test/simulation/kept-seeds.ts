import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SabotageName } from "./sabotage/index.ts";

const FILE = fileURLToPath(new URL("kept-seeds.json", import.meta.url));

/** A seed that once found something, and what; with `sabotage`, the seed by which that was noticed. */
export type KeptSeed = { readonly seed: number; readonly why: string; readonly sabotage?: SabotageName };

export const keptSeeds = (): KeptSeed[] => JSON.parse(readFileSync(FILE, "utf8")) as KeptSeed[];

const WHY_LENGTH = 160;

/**
 * Keeps a seed that failed, so that a test replays it from now on; or the one by which a sabotage was noticed, in the
 * place of an earlier one.
 */
export function keepSeed(seed: number, violation: string, sabotage?: SabotageName): void {
  const others = keptSeeds().filter((one) =>
    sabotage === undefined ? one.seed !== seed || one.sabotage !== undefined : one.sabotage !== sabotage,
  );
  const why = violation.split("\n")[0]?.slice(0, WHY_LENGTH) ?? "";
  const kept = [...others, { seed, why, ...(sabotage === undefined ? {} : { sabotage }) }];
  writeFileSync(FILE, `${JSON.stringify(kept, null, 2)}\n`);
}
