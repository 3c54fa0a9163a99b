import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import type { Random } from "../../main/demo/random.ts";

/** So far apart in milliseconds lie the ids of two seeds: the same seed makes the same ids, whatever ran before it. */
const MILLISECONDS_A_SEED = 1_000_000;
const FIRST_MILLISECOND = Date.UTC(2026, 0, 1);

let random: Random | undefined;
let millisecond = 0;

/**
 * Ids are made of this process's clock and of random bytes. Here both repeat with the seed, or a failing seed
 * would fail once and never again. A process takes its seeds in rising order, as ids only ever rise.
 */
export function repeatIdsOf(seed: number, source: Random): void {
  random = source;
  millisecond = FIRST_MILLISECOND + seed * MILLISECONDS_A_SEED;
}

/** To be called once, before anything makes an id: named imports of `node:crypto` follow it. */
export function makeProcessRepeatable(): void {
  const real = crypto.randomUUID.bind(crypto);
  crypto.randomUUID = (() => random?.id(0) ?? real()) as typeof crypto.randomUUID;
  syncBuiltinESMExports();
  const realNow = Date.now.bind(Date);
  Date.now = () => {
    if (random === undefined) return realNow();
    millisecond += 1;
    return millisecond;
  };
}
