import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SERIES, type SeriesRule, seriesDays, seriesStarts } from "../../../src/scheduling/series.ts";
import { wallMinutes } from "../../../src/time/wall-time.ts";
import { addDays, dayOf, zonedDay } from "../../../src/time/zoned-day.ts";

const MONDAY = "2026-03-02";
const rule = (part: Partial<SeriesRule>): SeriesRule => ({
  every: 1,
  unit: "week",
  weekdays: [],
  ends: { times: 4 },
  ...part,
});

describe("a series", () => {
  test("comes on its weekday every week, or on several, and begins with its first", () => {
    expect(seriesDays(rule({}), MONDAY)).toEqual([MONDAY, "2026-03-09", "2026-03-16", "2026-03-23"]);
    expect(seriesDays(rule({ weekdays: [4, 1] }), "2026-03-05")).toEqual([
      "2026-03-05",
      "2026-03-09",
      "2026-03-12",
      "2026-03-16",
    ]);
  });

  test("of every second Tuesday goes on counting over a year of 53 weeks", () => {
    expect(seriesDays(rule({ every: 2 }), "2026-12-15")).toEqual([
      "2026-12-15",
      "2026-12-29",
      "2027-01-12",
      "2027-01-26",
    ]);
  });

  test("on the 31st is on the last day of a shorter month, and on the 31st again after it", () => {
    expect(seriesDays(rule({ unit: "month-date" }), "2027-12-31")).toEqual([
      "2027-12-31",
      "2028-01-31",
      "2028-02-29",
      "2028-03-31",
    ]);
  });

  test("on the second Tuesday of a month is there; on a fifth, the last one of months that have four", () => {
    expect(seriesDays(rule({ unit: "month-weekday" }), "2026-03-10")).toEqual([
      "2026-03-10",
      "2026-04-14",
      "2026-05-12",
      "2026-06-09",
    ]);
    expect(seriesDays(rule({ unit: "month-weekday", every: 2 }), "2026-03-31")).toEqual([
      "2026-03-31",
      "2026-05-26",
      "2026-07-28",
      "2026-09-29",
    ]);
  });

  test("until a day includes it, and is bounded however far away that is", () => {
    expect(seriesDays(rule({ ends: { until: "2026-03-16" } }), MONDAY)).toHaveLength(3);
    expect(seriesDays(rule({ ends: { until: "2026-03-15" } }), MONDAY)).toHaveLength(2);
    expect(seriesDays(rule({ ends: { until: "2099-01-01" } }), MONDAY)).toHaveLength(SERIES.most);
    expect(seriesDays(rule({ ends: { times: 1_000 } }), MONDAY)).toHaveLength(SERIES.most);
  });

  test("keeps its time on the wall; one that is skipped is the next there is, of two it is the first", () => {
    const zone = "Europe/Berlin";
    const at = (day: string, minutes: number): number => zonedDay(zone, day).at(minutes);
    const hours = (first: number) =>
      seriesStarts(rule({ ends: { times: 6 } }), zone, first).map((start) => wallMinutes(zone, start) / 60);
    expect(hours(at(MONDAY, 540))).toEqual([9, 9, 9, 9, 9, 9]);
    // Sundays from 8 March on: on the 29th there is no half past two.
    expect(hours(at("2026-03-08", 150))).toEqual([2.5, 2.5, 2.5, 3, 2.5, 2.5]);
    const [, , twice] = seriesStarts(rule({}), zone, at("2026-10-11", 150));
    expect(twice).toBe(Date.parse("2026-10-25T00:30:00Z") / 1000);
  });
});

/** One day after the other, asking of each whether the rule means it. Slow, and with the calendar of Date alone. */
function reference({ every, unit, weekdays, ends }: SeriesRule, first: string): string[] {
  const DAY = 86_400_000;
  const start = Date.parse(first);
  const isoWeekday = (ms: number): number => new Date(ms).getUTCDay() || 7;
  const nthOf = (ms: number): number => Math.floor((new Date(ms).getUTCDate() - 1) / 7);
  const isLast = (ms: number): boolean => new Date(ms).getUTCMonth() !== new Date(ms + 7 * DAY).getUTCMonth();
  const monthsOf = (ms: number): number => new Date(ms).getUTCFullYear() * 12 + new Date(ms).getUTCMonth();
  const means = (ms: number): boolean => {
    const months = monthsOf(ms) - monthsOf(start);
    const date = new Date(ms).getUTCDate();
    const wanted = new Date(start).getUTCDate();
    const isMonthEnd = new Date(ms + DAY).getUTCDate() === 1;
    switch (unit) {
      case "week": {
        const mondayOf = (each: number): number => each - (isoWeekday(each) - 1) * DAY;
        const weeks = Math.round((mondayOf(ms) - mondayOf(start)) / (7 * DAY));
        return weeks % every === 0 && [...weekdays, isoWeekday(start)].includes(isoWeekday(ms));
      }
      case "month-date":
        return months % every === 0 && (date === wanted || (isMonthEnd && date < wanted));
      case "month-weekday":
        return (
          months % every === 0 &&
          isoWeekday(ms) === isoWeekday(start) &&
          (nthOf(ms) === nthOf(start) || (isLast(ms) && nthOf(ms) < nthOf(start)))
        );
    }
  };
  const found: string[] = [];
  const most = "times" in ends ? Math.min(ends.times, SERIES.most) : SERIES.most;
  for (let ms = start; found.length < most; ms += DAY) {
    const day = new Date(ms).toISOString().slice(0, 10);
    if ("until" in ends && day > ends.until) break;
    if (means(ms)) found.push(day);
  }
  return found;
}

const someDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays("1999-12-28", days));
const someRule = (first: string): fc.Arbitrary<SeriesRule> =>
  fc.record({
    every: fc.integer({ min: 1, max: 6 }),
    unit: fc.constantFrom("week", "month-date", "month-weekday"),
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
    ends: fc.oneof(
      fc.record({ times: fc.integer({ min: 1, max: 60 }) }),
      fc.integer({ min: 0, max: 800 }).map((days) => ({ until: addDays(first, days) })),
    ),
  });
const someSeries = someDay.chain((first) => fc.tuple(fc.constant(first), someRule(first)));

test("of any rule has the days that the plain calendar has", () => {
  fc.assert(
    fc.property(someSeries, ([first, some]) => {
      expect(seriesDays(some, first)).toEqual(reference(some, first));
    }),
    { numRuns: 400 },
  );
});

test("of any rule, in any zone, starts on those days, at its wall time wherever that is there", () => {
  const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia");
  fc.assert(
    fc.property(someSeries, zones, fc.integer({ min: 0, max: 287 }), ([first, some], zone, slot) => {
      const firstStart = zonedDay(zone, first).at(slot * 5);
      fc.pre(dayOf(zone, firstStart) === first);
      const minutes = wallMinutes(zone, firstStart);
      const starts = seriesStarts(some, zone, firstStart);
      const days = reference(some, first);
      // Samoa had no 30 December 2011: what falls on it is on the next day there was.
      const had = days.filter((day) => zonedDay(zone, day).startsAt < zonedDay(zone, day).endsAt);
      fc.pre(had.length === days.length && days.length > 0);
      expect(starts.map((start) => dayOf(zone, start))).toEqual(days);
      for (const [index, start] of starts.entries()) {
        const exists = wallMinutes(zone, start) === minutes;
        const gapEnds = wallMinutes(zone, start - 60) < wallMinutes(zone, start) - 1;
        expect(index === 0 || exists || gapEnds).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});
