import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, dayOf, dayRange, daysTouched, weekday, zonedDay } from "../../../src/time/zoned-day.ts";

/** What a clock on the wall shows, asked of Intl: another implementation than the one under test. */
const formats = new Map<string, Intl.DateTimeFormat>();
function wall(zone: string, instant: number): { day: string; minutes: number } {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
  formats.set(zone, format);
  const { year, month, day, hour, minute } = Object.fromEntries(
    format.formatToParts(instant * 1000).map(({ type, value }) => [type, value]),
  );
  return { day: `${year}-${month}-${day}`, minutes: Number(hour) * 60 + Number(minute) };
}

const days: [zone: string, day: string, hours: number][] = [
  ["Europe/Berlin", "2026-03-02", 24],
  ["Europe/Berlin", "2026-03-29", 23],
  ["Europe/Berlin", "2026-10-25", 25],
  ["America/New_York", "2026-03-08", 23],
  ["Australia/Lord_Howe", "2026-04-05", 24.5],
  ["Australia/Lord_Howe", "2026-10-04", 23.5],
  ["Antarctica/Troll", "2026-03-29", 22],
  // The clocks change at midnight: the day begins at one, or its last hour comes twice.
  ["America/Havana", "2026-03-08", 23],
  ["America/Sao_Paulo", "2018-11-04", 23],
  ["America/Sao_Paulo", "2018-02-17", 25],
  ["America/Sao_Paulo", "2026-11-01", 24],
  ["Asia/Kathmandu", "2026-06-01", 24],
];

test.each(days)(
  "in %s the day %s has %s hours and is bounded by the midnights around it",
  (zone, day, hours) => {
    const { startsAt, endsAt } = zonedDay(zone, day);
    expect((endsAt - startsAt) / 3600).toBe(hours);
    expect(wall(zone, startsAt).day).toBe(day);
    expect(wall(zone, startsAt - 1).day).toBe(addDays(day, -1));
    expect(wall(zone, endsAt - 1).day).toBe(day);
    expect(wall(zone, endsAt).day).toBe(addDays(day, 1));
  },
);

test.each(days)(
  "in %s on %s a wall time is the first instant at which the clock shows it or is past it",
  (zone, day) => {
    const { startsAt, endsAt, at } = zonedDay(zone, day);
    for (let minutes = 0; minutes <= 1440; minutes += 10) {
      let first = startsAt;
      while (first < endsAt && wall(zone, first).minutes < minutes) first += 600;
      expect([minutes, at(minutes)]).toEqual([minutes, first]);
    }
  },
);

test("a day that a zone skipped has no length", () => {
  const { startsAt, endsAt } = zonedDay("Pacific/Apia", "2011-12-30");
  expect(endsAt - startsAt).toBe(0);
});

const zone = fc.constantFrom(
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
  "Asia/Kathmandu",
  "Pacific/Apia",
);
/** 2000 to 2037. */
const instant = fc.integer({ min: 946_684_800, max: 2_145_916_800 });

test("every instant lies in exactly the day that a calendar on the wall shows", () => {
  fc.assert(
    fc.property(zone, instant, (z, i) => {
      const day = dayOf(z, i);
      expect(day).toBe(wall(z, i).day);
      const { startsAt, endsAt } = zonedDay(z, day);
      expect(startsAt <= i && i < endsAt).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("the days that a range touches follow each other and cover it", () => {
  fc.assert(
    fc.property(zone, instant, fc.integer({ min: 1, max: 5 * 86_400 }), (z, from, length) => {
      const touched = daysTouched(z, from, from + length);
      expect(touched[0]).toBe(dayOf(z, from));
      expect(touched.at(-1)).toBe(dayOf(z, from + length - 1));
      for (const [index, day] of touched.entries())
        if (index > 0)
          expect(zonedDay(z, day).startsAt).toBe(zonedDay(z, touched[index - 1] as string).endsAt);
    }),
    { numRuns: 300 },
  );
});

describe("ranges are half-open", () => {
  test("an appointment that ends at midnight does not touch the next day", () => {
    const { endsAt } = zonedDay("Europe/Berlin", "2026-03-02");
    expect(daysTouched("Europe/Berlin", endsAt - 3600, endsAt)).toEqual(["2026-03-02"]);
    expect(daysTouched("Europe/Berlin", endsAt - 3600, endsAt + 1)).toEqual(["2026-03-02", "2026-03-03"]);
    expect(dayOf("Europe/Berlin", endsAt)).toBe("2026-03-03");
  });
});

test("days are counted by the calendar", () => {
  expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  expect(dayRange("2026-12-30", 4)).toEqual(["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"]);
  expect(["2026-03-02", "2026-03-08"].map(weekday)).toEqual([1, 7]);
});

test("a day or a zone that does not exist is no day", () => {
  expect(() => zonedDay("Europe/Berlin", "2026-02-30")).toThrow(RangeError);
  expect(() => zonedDay("Europe/Nowhere", "2026-02-28")).toThrow(RangeError);
});
