import type { HealthView } from "../../src/ipc/views.ts";

type Counts = HealthView["refusals"]["counts"];
export type RefusalRow = { id: string; name: string; counts: readonly number[] };

/** So many practitioners have a row of their own; the rest of them share one. */
export const MOST_ROWS = 8;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** By hour for everybody, and for each practitioner with the most refusals first; who had none has no row. */
export function rowsOf(
  hours: readonly number[],
  counts: Counts,
  nameOf: (practitionerId: string) => string,
  names: { nobody: string; others: string },
): { all: number[]; rows: RefusalRow[] } {
  const byHour = (ofRow: Counts): number[] =>
    hours.map((hour) => sum(ofRow.filter((each) => each.hour === hour).map(({ count }) => count)));
  const people = [...Map.groupBy(counts, ({ practitionerId }) => practitionerId)].map(([id, ofOne]) => ({
    id: id ?? "nobody",
    name: id === null ? names.nobody : nameOf(id),
    counts: byHour(ofOne),
  }));
  const sorted = people.toSorted((a, b) => sum(b.counts) - sum(a.counts) || a.name.localeCompare(b.name));
  const own = sorted.length <= MOST_ROWS ? sorted : sorted.slice(0, MOST_ROWS - 1);
  const rest = sorted.slice(own.length);
  const others = {
    id: "others",
    name: names.others,
    counts: hours.map((_, index) => sum(rest.map((row) => row.counts[index] ?? 0))),
  };
  return { all: byHour(counts), rows: rest.length === 0 ? own : [...own, others] };
}
