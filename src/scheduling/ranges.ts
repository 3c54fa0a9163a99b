import type { Range } from "../time/zoned-day.ts";

/** Half-open ranges: one that ends where another starts does not meet it. */
export const overlaps = (a: Range, b: Range): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;

/** In order, with those that touch or overlap joined. */
export function merged(ranges: readonly Range[]): Range[] {
  const result: { startsAt: number; endsAt: number }[] = [];
  for (const range of [...ranges].sort((a, b) => a.startsAt - b.startsAt)) {
    const last = result.at(-1);
    if (last && range.startsAt <= last.endsAt) last.endsAt = Math.max(last.endsAt, range.endsAt);
    else result.push({ ...range });
  }
  return result;
}

/** What is left of `ranges` (in order, apart) when `taken` (in order of start) is cut out. */
export function without(ranges: readonly Range[], taken: readonly Range[]): Range[] {
  const left: Range[] = [];
  let first = 0;
  for (const range of ranges) {
    let from = range.startsAt;
    while (first < taken.length && (taken[first]?.endsAt ?? 0) <= range.startsAt) first++;
    for (let i = first; i < taken.length; i++) {
      const cut = taken[i];
      if (!cut || cut.startsAt >= range.endsAt) break;
      if (cut.startsAt > from) left.push({ startsAt: from, endsAt: cut.startsAt });
      from = Math.max(from, cut.endsAt);
    }
    if (from < range.endsAt) left.push({ startsAt: from, endsAt: range.endsAt });
  }
  return left;
}

/** Whether one of `ranges` (merged) holds `[startsAt, endsAt)` whole. */
export const holds = (ranges: readonly Range[], startsAt: number, endsAt: number): boolean =>
  ranges.some((range) => range.startsAt <= startsAt && endsAt <= range.endsAt);
