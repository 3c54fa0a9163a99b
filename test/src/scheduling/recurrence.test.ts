import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_OCCURRENCES, occurrences } from "../../../src/scheduling/recurrence.ts";
import { addDays, dayOf, weekday, zonedDay } from "../../../src/time/zoned-day.ts";

const zone = "Europe/Berlin";
const MONDAY = "2026-03-02";
const at = (day: string, hours: number, minutes = 0): number => zonedDay(zone, day).at(hours * 60 + minutes);
const rule = (rrule: string, firstStart = `${MONDAY}T12:00`) => ({ rrule, firstStart, zone });
const found = (rrule: string, from: number, until: number, firstStart?: string): number[] => {
  const result = occurrences(rule(rrule, firstStart), from, until);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};
const YEAR = 366 * 86_400;

test("every Monday at twelve is at twelve in summer and in winter", () => {
  const starts = found("FREQ=WEEKLY;COUNT=40", at(MONDAY, 12), at(MONDAY, 12) + YEAR);
  expect(starts).toEqual(Array.from({ length: 40 }, (_, week) => at(addDays(MONDAY, week * 7), 12)));
});

test("the range asked for is half-open, and what comes before counts towards COUNT", () => {
  const third = at("2026-03-16", 12);
  expect(found("FREQ=WEEKLY;COUNT=4", third, third + 7 * 86_400)).toEqual([third]);
  expect(found("FREQ=WEEKLY;COUNT=4", third + 1, third + YEAR)).toEqual([at("2026-03-23", 12)]);
  expect(found("FREQ=WEEKLY;COUNT=2", third, third + YEAR)).toEqual([]);
});

test("UNTIL is the last instant that counts", () => {
  expect(found("FREQ=DAILY;UNTIL=20260304T110000Z", at(MONDAY, 12), at(MONDAY, 12) + YEAR)).toHaveLength(3);
  expect(found("FREQ=DAILY;UNTIL=20260304T105959Z", at(MONDAY, 12), at(MONDAY, 12) + YEAR)).toHaveLength(2);
});

test("a time that the clocks skip is left out on that day alone", () => {
  const starts = found("FREQ=DAILY;COUNT=4", 0, at(MONDAY, 12) + YEAR, "2026-03-27T02:30");
  expect(starts.map((start) => dayOf(zone, start))).toEqual([
    "2026-03-27",
    "2026-03-28",
    "2026-03-30",
    "2026-03-31",
  ]);
});

test("workdays, every other week, the last Friday: what a calendar says", () => {
  const days = (rrule: string, count: number) =>
    found(`${rrule};COUNT=${count}`, at(MONDAY, 12), at(MONDAY, 12) + YEAR).map((start) =>
      dayOf(zone, start),
    );
  expect(days("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 6).at(-1)).toBe("2026-03-09");
  expect(days("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", 3)).toEqual([MONDAY, "2026-03-16", "2026-03-30"]);
  expect(days("FREQ=MONTHLY;BYDAY=1MO", 3)).toEqual([MONDAY, "2026-04-06", "2026-05-04"]);
});

test("the first start counts even where the rule would not have it", () => {
  expect(found("FREQ=WEEKLY;BYDAY=TU;COUNT=2", 0, at(MONDAY, 12) + YEAR)).toEqual([
    at(MONDAY, 12),
    at("2026-03-03", 12),
  ]);
});

test.each(["", "FREQ=NEVER", "FREQ=WEEKLY;UNTIL=99999999", "COUNT=3"])("%j is no rule", (rrule) => {
  expect(occurrences(rule(rrule), 0, YEAR)).toEqual({ ok: false, error: "bad-rule" });
});

test("a rule that never comes true ends, and one that goes on is bounded", () => {
  expect(found("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", at(MONDAY, 13), at(MONDAY, 12) + YEAR)).toEqual([]);
  expect(found("FREQ=DAILY", at(MONDAY, 12), at(MONDAY, 12) + 10 * YEAR)).toHaveLength(MAX_OCCURRENCES);
});

test("a series asked for in pieces is the same as asked for at once", () => {
  const rules = fc.constantFrom(
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY;BYDAY=MO,TH",
    "FREQ=MONTHLY;BYMONTHDAY=-1,15",
    "FREQ=DAILY;COUNT=50",
  );
  fc.assert(
    fc.property(rules, fc.integer({ min: 0, max: YEAR }), (rrule, cut) => {
      const from = at(MONDAY, 12);
      const pieces = [...found(rrule, from, from + cut), ...found(rrule, from + cut, from + YEAR)];
      expect(pieces).toEqual(found(rrule, from, from + YEAR));
    }),
    { numRuns: 40 },
  );
  expect(weekday(MONDAY)).toBe(1);
});
