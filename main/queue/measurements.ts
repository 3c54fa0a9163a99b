import type { LatencyView } from "../../src/ipc/views.ts";

const KEPT = 2_048;
const MINUTES = 60;

/** The last values of something measured in milliseconds; old ones make room. */
export class Recent {
  readonly #values = new Float64Array(KEPT);
  #count = 0;

  add(value: number): void {
    this.#values[this.#count++ % KEPT] = value;
  }

  view(): LatencyView {
    const sorted = this.#values.slice(0, Math.min(this.#count, KEPT)).sort();
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return { p50Ms: at(0.5), p99Ms: at(0.99), maxMs: sorted.at(-1) ?? 0 };
  }
}

/** What the queue knows about itself; read by the Health page and the alerts. */
export class QueueMeasurements {
  readonly wait = new Recent();
  readonly run = new Recent();
  readonly refusals: Record<string, number> = {};
  done = 0;
  commits = 0;
  retries = 0;
  largestGroup = 0;
  #grouped = 0;
  readonly #byMinute = new Map<number, number>();

  group(size: number): void {
    this.commits++;
    this.#grouped += size;
    this.largestGroup = Math.max(this.largestGroup, size);
  }

  get meanGroup(): number {
    return this.commits === 0 ? 0 : this.#grouped / this.commits;
  }

  refused(code: string, now: number): void {
    this.refusals[code] = (this.refusals[code] ?? 0) + 1;
    const minute = Math.floor(now / 60);
    this.#byMinute.set(minute, (this.#byMinute.get(minute) ?? 0) + 1);
    for (const old of this.#byMinute.keys()) if (old <= minute - MINUTES) this.#byMinute.delete(old);
  }

  /** Refusals of the last 60 minutes, oldest first. */
  byMinute(now: number): number[] {
    const minute = Math.floor(now / 60);
    return Array.from({ length: MINUTES }, (_, i) => this.#byMinute.get(minute - MINUTES + 1 + i) ?? 0);
  }
}
