import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { addTo, noTotals, type SeedResult, type Totals } from "./result.ts";

const FILE = fileURLToPath(new URL("../../.cache/simulation.json", import.meta.url));
const SAVE_EVERY_MS = 2_000;

type State = { readonly from: number; readonly next: number; readonly totals: Totals };

/**
 * Which seeds are done. What is saved covers all seeds before the first unfinished one, so that a run that was
 * broken off is resumed without a gap.
 */
export class Progress {
  readonly totals: Totals;
  readonly #from: number;
  readonly #until: number;
  readonly #startedAt = performance.now();
  readonly #early = new Map<number, SeedResult>();
  #next: number;
  #unfinished: number;
  #run = 0;
  #savedAt = 0;

  constructor({ from, seeds, resume }: { from: number; seeds: number; resume: boolean }) {
    const saved = resume ? readState(from) : undefined;
    this.#from = from;
    this.#until = from + seeds;
    this.#next = saved?.next ?? from;
    this.#unfinished = this.#next;
    this.totals = saved?.totals ?? noTotals();
  }

  get seedsASecond(): number {
    return this.#run / ((performance.now() - this.#startedAt) / 1000);
  }

  next(): number | undefined {
    if (this.#next >= this.#until) return undefined;
    this.#next += 1;
    return this.#next - 1;
  }

  /** Counts a seed of whichever run. */
  add(result: SeedResult): void {
    this.#run += 1;
    addTo(this.totals, result);
  }

  done(result: SeedResult): void {
    this.#early.set(result.seed, result);
    for (let ready = this.#early.get(this.#unfinished); ready; ready = this.#early.get(this.#unfinished)) {
      this.#early.delete(this.#unfinished);
      this.#unfinished += 1;
      this.add(ready);
    }
    if (performance.now() - this.#savedAt > SAVE_EVERY_MS || this.#unfinished === this.#until) this.#save();
  }

  #save(): void {
    this.#savedAt = performance.now();
    mkdirSync(dirname(FILE), { recursive: true });
    const state: State = { from: this.#from, next: this.#unfinished, totals: this.totals };
    writeFileSync(FILE, JSON.stringify(state));
  }
}

function readState(from: number): State | undefined {
  try {
    const state = JSON.parse(readFileSync(FILE, "utf8")) as State;
    return state.from === from ? state : undefined;
  } catch {
    return undefined;
  }
}
