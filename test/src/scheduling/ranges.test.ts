import * as fc from "fast-check";
import { expect, test } from "vitest";
import { holds, merged, overlaps, without } from "../../../src/scheduling/ranges.ts";
import type { Range } from "../../../src/time/zoned-day.ts";

const range = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }))
  .map(([startsAt, length]) => ({ startsAt, endsAt: startsAt + length }));
const ranges = fc.array(range, { maxLength: 8 });
/** The whole numbers that ranges cover: the plainest way to say what they are. */
const covered = (list: readonly Range[]): Set<number> =>
  new Set(
    list.flatMap(({ startsAt, endsAt }) => Array.from({ length: endsAt - startsAt }, (_, i) => startsAt + i)),
  );
const sorted = (list: readonly Range[]): Range[] => list.toSorted((a, b) => a.startsAt - b.startsAt);

test("ranges overlap when they share an instant, not when they touch", () => {
  fc.assert(
    fc.property(range, range, (a, b) => {
      expect(overlaps(a, b)).toBe([...covered([a])].some((instant) => covered([b]).has(instant)));
      expect(overlaps(a, b)).toBe(overlaps(b, a));
    }),
  );
  expect(overlaps({ startsAt: 0, endsAt: 10 }, { startsAt: 10, endsAt: 20 })).toBe(false);
});

test("merged ranges cover the same, in order and apart", () => {
  fc.assert(
    fc.property(ranges, (list) => {
      const result = merged(list);
      expect(covered(result)).toEqual(covered(list));
      for (const [index, { startsAt }] of result.entries())
        if (index > 0) expect(startsAt).toBeGreaterThan(result[index - 1]?.endsAt as number);
    }),
  );
});

test("what is left is what was covered and is not taken, also where long and short ones lie over each other", () => {
  fc.assert(
    fc.property(ranges, ranges, (list, taken) => {
      const left = without(merged(list), sorted(taken));
      const gone = covered(taken);
      expect(covered(left)).toEqual(new Set([...covered(list)].filter((instant) => !gone.has(instant))));
      expect(left.every(({ startsAt, endsAt }) => startsAt < endsAt)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a range is held only whole", () => {
  fc.assert(
    fc.property(ranges, range, (list, { startsAt, endsAt }) => {
      const all = covered(list);
      const whole = [...covered([{ startsAt, endsAt }])].every((instant) => all.has(instant));
      expect(holds(merged(list), startsAt, endsAt)).toBe(whole);
    }),
  );
});
