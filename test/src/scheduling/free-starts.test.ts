import * as fc from "fast-check";
import { expect, test } from "vitest";
import { freeStarts, RHYTHM_SECONDS, startsIn } from "../../../src/scheduling/free-starts.ts";
import { NEAREST_COUNT, nearestFree } from "../../../src/scheduling/nearest-free.ts";
import { merged, overlaps } from "../../../src/scheduling/ranges.ts";
import type { Range } from "../../../src/time/zoned-day.ts";

const STEP = 60;
const range = (most: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: most }))
    .map(([from, length]) => ({ startsAt: from * STEP, endsAt: (from + length) * STEP }));
const ranges = (count: number, most: number) => fc.array(range(most), { maxLength: count });
const minutes = (max: number) => fc.integer({ min: 0, max }).map((m) => m * 60);

/** Tries every start of the rhythm. */
function slowly(
  working: readonly Range[],
  blocks: readonly Range[],
  busy: readonly Range[],
  seconds: number,
  buffer: number,
) {
  const starts: number[] = [];
  for (let startsAt = 0; startsAt <= 430 * 60; startsAt += RHYTHM_SECONDS) {
    const client = { startsAt, endsAt: startsAt + seconds };
    const whole = { startsAt, endsAt: startsAt + seconds + buffer };
    const works = working.some((w) => w.startsAt <= client.startsAt && client.endsAt <= w.endsAt);
    if (works && !blocks.some((b) => overlaps(b, client)) && !busy.some((b) => overlaps(b, whole)))
      starts.push(startsAt);
  }
  return starts;
}

test("every start that fits is found, and no other", () => {
  fc.assert(
    fc.property(
      ranges(4, 120),
      ranges(4, 60),
      ranges(8, 40),
      minutes(60),
      minutes(15),
      (work, off, taken, length, bufferSeconds) => {
        const [working, busy] = [merged(work), merged(taken)];
        const blocks = off.toSorted((a, b) => a.startsAt - b.startsAt);
        const seconds = Math.max(300, length);
        const found = freeStarts(working, blocks, busy, { seconds, bufferSeconds }).flatMap(
          ({ first, last }) =>
            Array.from({ length: (last - first) / RHYTHM_SECONDS + 1 }, (_, i) => first + i * RHYTHM_SECONDS),
        );
        expect(found).toEqual(slowly(working, blocks, busy, seconds, bufferSeconds));
      },
    ),
    { numRuns: 1_000 },
  );
});

test("of a stretch its first start is offered, then each quarter of an hour", () => {
  expect([...startsIn({ first: 600, last: 3_000 })]).toEqual([600, 900, 1_800, 2_700]);
  expect([...startsIn({ first: 900, last: 900 })]).toEqual([900]);
  expect([...startsIn({ first: 900, last: 1_799 })]).toEqual([900]);
});

const stretch = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 20 }))
  .map(([first, length]) => ({ first: first * 300, last: (first + length) * 300 }));
const candidates = fc.array(fc.array(stretch, { maxLength: 4 }), { minLength: 1, maxLength: 4 }).map((all) =>
  all.map((stretches, index) => ({
    practitionerId: `p${index}`,
    practitionerName: `P ${index}`,
    stretches,
  })),
);

test("the three nearest are the cheapest ones, another practitioner costing half an hour", () => {
  const wanted = { practitionerId: "p0", startsAt: 12_000, seconds: 1_800 };
  fc.assert(
    fc.property(candidates, (all) => {
      const costs = all
        .flatMap(({ practitionerId, stretches }) =>
          stretches.map(({ first, last }) => {
            const nearest = Math.min(Math.max(first, wanted.startsAt), last);
            return Math.abs(nearest - wanted.startsAt) + (practitionerId === "p0" ? 0 : 1_800);
          }),
        )
        .toSorted((a, b) => a - b);
      const found = nearestFree(wanted, all);
      expect(found).toHaveLength(Math.min(NEAREST_COUNT, costs.length));
      const costOf = (time: (typeof found)[number]) =>
        Math.abs(time.startsAt - wanted.startsAt) + (time.practitionerId === "p0" ? 0 : 1_800);
      expect(found.map(costOf)).toEqual(costs.slice(0, NEAREST_COUNT));
      for (const time of found) {
        expect(time.endsAt - time.startsAt).toBe(wanted.seconds);
        const of = all.find(({ practitionerId }) => practitionerId === time.practitionerId);
        expect(of?.stretches.some(({ first, last }) => first <= time.startsAt && time.startsAt <= last)).toBe(
          true,
        );
      }
    }),
    { numRuns: 300 },
  );
});

test("of two that are equally near the later one comes first", () => {
  const stretches = [
    { first: 0, last: 3_000 },
    { first: 9_000, last: 12_000 },
  ];
  const found = nearestFree({ practitionerId: "p", startsAt: 6_000, seconds: 600 }, [
    { practitionerId: "p", practitionerName: "P", stretches },
  ]);
  expect(found.map((time) => time.startsAt)).toEqual([9_000, 3_000]);
});
