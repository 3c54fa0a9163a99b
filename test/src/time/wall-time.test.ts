import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isDay, isZone, wallMinutes, wallTimeToInstant } from "../../../src/time/wall-time.ts";
import { dayOf, zonedDay } from "../../../src/time/zoned-day.ts";

const utc = (text: string): number => Date.parse(`${text}Z`) / 1000;

test("a wall time that exists once is an instant", () => {
  expect(wallTimeToInstant("Europe/Berlin", "2026-03-02", 600)).toEqual({
    ok: true,
    value: utc("2026-03-02T09:00"),
  });
  expect(wallTimeToInstant("Europe/Berlin", "2026-07-02", 600)).toEqual({
    ok: true,
    value: utc("2026-07-02T08:00"),
  });
});

test.each([
  ["Europe/Berlin", "2026-03-29", [120, 150, 179], "2026-03-29T01:00"],
  ["Australia/Lord_Howe", "2026-10-04", [120, 149], "2026-10-03T15:30"],
  ["America/Havana", "2026-03-08", [0, 59], "2026-03-08T05:00"],
])("in %s on %s a skipped time is explained by the first one after it", (zone, day, skipped, next) => {
  for (const minutes of skipped) {
    const problem = { code: "time-does-not-exist", next: utc(next) };
    expect(wallTimeToInstant(zone, day, minutes)).toEqual({ ok: false, error: problem });
    expect(zonedDay(zone, day).at(minutes)).toBe(utc(next));
  }
  const after = Math.max(...skipped) + 1;
  expect(wallTimeToInstant(zone, day, after)).toEqual({ ok: true, value: utc(next) });
});

test.each([
  ["Europe/Berlin", "2026-10-25", 150, "2026-10-25T00:30", 3600],
  ["Australia/Lord_Howe", "2026-04-05", 105, "2026-04-04T14:45", 1800],
])("in %s on %s a time that comes twice is both", (zone, day, minutes, first, apart) => {
  const problem = { code: "time-repeats", first: utc(first), second: utc(first) + apart };
  expect(wallTimeToInstant(zone, day, minutes)).toEqual({ ok: false, error: problem });
  expect([problem.first, problem.second].map((instant) => wallMinutes(zone, instant))).toEqual([
    minutes,
    minutes,
  ]);
});

test("there and back again is the same, unless the time comes twice", () => {
  const zones = fc.constantFrom(
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
  );
  const minute = fc.integer({ min: 946_684_800 / 60, max: 2_145_916_800 / 60 });
  fc.assert(
    fc.property(zones, minute, (zone, m) => {
      const instant = m * 60;
      const back = wallTimeToInstant(zone, dayOf(zone, instant), wallMinutes(zone, instant));
      if (back.ok) expect(back.value).toBe(instant);
      else expect(back.error).toMatchObject({ code: "time-repeats" });
    }),
    { numRuns: 500 },
  );
});

test.each([
  "2026-02-29",
  "2026-13-01",
  "2026-00-10",
  "26-01-01",
  "2026-1-1",
  "2026-01-01T00:00",
  "",
  "today",
])("%s is no day of the calendar", (text) => expect(isDay(text)).toBe(false));

test("days and zones that exist are known", () => {
  expect(["2028-02-29", "2026-12-31", "1970-01-01"].every(isDay)).toBe(true);
  expect(["Europe/Berlin", "UTC", "Asia/Kathmandu"].every(isZone)).toBe(true);
  expect(["Europe/Nowhere", "", "Berlin", "../etc"].some(isZone)).toBe(false);
});
