/** What a seed came to. */
export type SeedResult = {
  readonly seed: number;
  readonly ops: number;
  /** How often each kind of fault happened. */
  readonly faults: Readonly<Record<string, number>>;
  /** What must never be and was; ends the seed. */
  readonly violation: string | null;
  /** The last steps before it. */
  readonly trace: readonly string[];
  readonly milliseconds: number;
};

export type Totals = {
  seeds: number;
  ops: number;
  faults: Record<string, number>;
  violations: number;
};

export const noTotals = (): Totals => ({ seeds: 0, ops: 0, faults: {}, violations: 0 });

export function addTo(totals: Totals, { ops, faults, violation }: SeedResult): void {
  totals.seeds += 1;
  totals.ops += ops;
  for (const [kind, count] of Object.entries(faults))
    totals.faults[kind] = (totals.faults[kind] ?? 0) + count;
  if (violation !== null) totals.violations += 1;
}

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
