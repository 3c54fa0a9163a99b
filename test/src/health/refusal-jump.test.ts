import { describe, expect, test } from "vitest";
import {
  HOUR_SECONDS,
  hourOf,
  jumpFrom,
  refusalJump,
  sameHours,
  usualOf,
} from "../../../src/health/refusal-jump.ts";
import { addDays, dayOf, zonedDay } from "../../../src/time/zoned-day.ts";

const ZONE = "Europe/Berlin";
const MONDAY = "2026-11-23";
const TEN = zonedDay(ZONE, MONDAY).at(600);
const LONG_AGO = 0;

/** Counts by hour; none where nothing is written. */
const counting = (counts: Record<number, number>) => (hour: number) => counts[hour] ?? 0;
const usually = (count: number, ...more: number[]) =>
  Object.fromEntries(sameHours(ZONE, TEN).map((hour, week) => [hour, more[week] ?? count]));
const jump = (count: number, before: Record<number, number> = {}, since = LONG_AGO) =>
  refusalJump(ZONE, TEN + 700, counting({ ...before, [TEN]: count }), since);

describe("a jump of refusals", () => {
  test("is told with the hour, its count and what is usual", () => {
    expect(jump(40, usually(4))).toEqual({ since: TEN, count: 40, usual: 4 });
  });

  test("is none below the floor, however few are usual", () => {
    expect(jump(9)).toBeNull();
    expect(jump(10)).toEqual({ since: TEN, count: 10, usual: 0 });
  });

  test("is measured against the same hours of past weeks: what is usual then is no news", () => {
    expect(jumpFrom(9)).toBe(33);
    expect(jump(32, usually(9))).toBeNull();
    expect(jump(33, usually(9))).not.toBeNull();
  });

  test("is not hidden by one bad week, nor made by one quiet one", () => {
    expect(jump(40, usually(4, 90))).not.toBeNull();
    expect(jump(20, usually(9, 0))).toBeNull();
  });

  test("stays until the hour after it is over", () => {
    const counts = counting({ [TEN]: 40 });
    expect(refusalJump(ZONE, TEN + HOUR_SECONDS + 60, counts, LONG_AGO)?.since).toBe(TEN);
    expect(refusalJump(ZONE, TEN + 2 * HOUR_SECONDS, counts, LONG_AGO)).toBeNull();
  });

  test("takes hours before anything was counted for unknown, not for quiet", () => {
    const [last = 0, before = 0] = sameHours(ZONE, TEN);
    const counts = { [last]: 8, [before]: 2 };
    expect(jump(20, counts)).not.toBeNull();
    expect(jump(20, counts, before)).toBeNull();
  });
});

describe("the same hours", () => {
  test("are those of the same weekday by the clock, also where clocks have changed since", () => {
    const monday = "2026-11-02";
    const hours = sameHours(ZONE, zonedDay(ZONE, monday).at(600));
    expect(hours.map((hour) => dayOf(ZONE, hour))).toEqual(
      [1, 2, 3, 4, 5, 6].map((week) => addDays(monday, -7 * week)),
    );
    expect(hours.map((hour) => hour - zonedDay(ZONE, dayOf(ZONE, hour)).startsAt)).toEqual(
      Array(6).fill(36_000),
    );
  });

  test("begin as hours are counted, where a zone is half an hour off", () => {
    const hour = hourOf(zonedDay("Asia/Kolkata", MONDAY).at(615));
    expect(sameHours("Asia/Kolkata", hour).map((each) => each % HOUR_SECONDS)).toEqual(Array(6).fill(0));
  });
});

test("what is usual is the middle, or the highest of one or two", () => {
  expect(usualOf([])).toBe(0);
  expect(usualOf([3, 8])).toBe(8);
  expect(usualOf([1, 90, 5])).toBe(5);
  expect(usualOf([1, 4, 6, 90])).toBe(5);
});

test("by chance around a steady usual, less than one hour in a year of opening hours is taken for a jump", () => {
  const random = seeded(20_261_125);
  const YEAR_HOURS = 3_000;
  const YEARS = 20;
  for (const usual of [0.5, 1, 2, 3, 4, 5, 6, 8, 12, 20, 30]) {
    let alerts = 0;
    for (let hour = 0; hour < YEARS * YEAR_HOURS; hour += 1) {
      const weeks = Array.from({ length: 6 }, () => poisson(usual, random));
      if (poisson(usual, random) >= jumpFrom(usualOf(weeks))) alerts += 1;
    }
    expect(alerts / YEARS, `usually ${usual}`).toBeLessThan(1);
  }
});

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Knuth's: how often something happens that happens so often on average. */
function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}
