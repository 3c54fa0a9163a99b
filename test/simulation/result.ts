/** What a seed came to. */
export type SeedResult = {
  readonly seed: number;
  readonly ops: number;
  /** How often each kind of fault happened. */
  readonly faults: Readonly<Record<string, number>>;
  /** How often acts, outcomes and conflicts of each kind came about. */
  readonly seen: Readonly<Record<string, number>>;
  /** What must never be and was; ends the seed. */
  readonly violation: string | null;
  /** The last steps before it. */
  readonly trace: readonly string[];
};

type Counts = Record<string, number>;
export type Totals = { seeds: number; ops: number; faults: Counts; seen: Counts; violations: number };

export const noTotals = (): Totals => ({ seeds: 0, ops: 0, faults: {}, seen: {}, violations: 0 });

export function addTo(totals: Totals, { ops, faults, seen, violation }: SeedResult): void {
  totals.seeds += 1;
  totals.ops += ops;
  addCounts(totals.faults, faults);
  addCounts(totals.seen, seen);
  if (violation !== null) totals.violations += 1;
}

function addCounts(to: Counts, more: Readonly<Counts>): void {
  for (const [kind, count] of Object.entries(more)) to[kind] = (to[kind] ?? 0) + count;
}

/** All counts, most first. */
export const countsText = (counts: Readonly<Counts>): string =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(", ");

/** What a person types to see the same again. */
export const replayCommand = (seed: number, sabotage?: string): string =>
  `npm run simulate -- --seed ${seed}${sabotage === undefined ? "" : ` --sabotage ${sabotage}`}`;

export const failureText = (result: SeedResult, sabotage?: string): string =>
  [
    `Seed ${result.seed} failed: ${result.violation}`,
    `Replay it: ${replayCommand(result.seed, sabotage)}`,
    "The last steps:",
    ...result.trace,
  ].join("\n");
