import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SabotageName } from "./sabotage/index.ts";

const FILE = fileURLToPath(new URL("kept-seeds.json", import.meta.url));

/** A seed that once found something, and what; with `sabotage`, the seed by which that was noticed. */
export type KeptSeed = { readonly seed: number; readonly why: string; readonly sabotage?: SabotageName };

export const keptSeeds = (): KeptSeed[] => JSON.parse(readFileSync(FILE, "utf8")) as KeptSeed[];

const WHY_LENGTH = 160;

/** Keeps a seed that failed, so that a test replays it from now on. */
export function keepSeed(seed: number, violation: string): void {
  const kept = keptSeeds();
  if (kept.some((one) => one.seed === seed && one.sabotage === undefined)) return;
  const why = violation.split("\n")[0]?.slice(0, WHY_LENGTH) ?? "";
  writeFileSync(FILE, `${JSON.stringify([...kept, { seed, why }], null, 2)}\n`);
}
