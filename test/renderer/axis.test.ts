import { expect, test } from "vitest";
import { type Axis, axesOf, dayAxis, instantAt, rowOf, slotAt, yOf } from "../../renderer/board/axis.ts";
import { addDays, dayRange, zonedDay } from "../../src/time/zoned-day.ts";

const zone = "Europe/Berlin";
const hoursOn = (axis: Axis | undefined) =>
  (axis?.lines ?? [])
    .filter((line) => line.kind === "hour")
    .map((line) => `${line.minutes / 60}${line.again ? " again" : ""}`);
const hoursOf = (day: string, of = zone) => hoursOn(dayAxis(of, day));

test("a plain day has its 24 hours", () => {
  expect(hoursOf("2026-11-23")).toEqual(Array.from({ length: 24 }, (_, hour) => `${hour}`));
});

test("the day that clocks go forward has no line for the hour they skip", () => {
  const hours = hoursOf("2026-03-29");
  expect(hours).toHaveLength(23);
  expect(hours).not.toContain("2");
});

test("the day that clocks go back shows the repeated hour as such", () => {
  const hours = hoursOf("2026-10-25");
  expect(hours).toHaveLength(25);
  expect(hours.slice(1, 5)).toEqual(["1", "2", "2 again", "3"]);
});

test("a change by half an hour keeps every hour in its place", () => {
  const zoneOfHalfHour = "Australia/Lord_Howe";
  const axis = dayAxis(zoneOfHalfHour, "2026-04-05");
  expect(axis.endsAt - axis.startsAt).toBe(24.5 * 3_600);
  expect(axis.lines.filter((line) => line.again)).toHaveLength(1);
});

test("a day that begins after midnight begins with its first hour", () => {
  // Beirut goes forward at midnight: the day starts at 1:00.
  expect(hoursOf("2026-03-29", "Asia/Beirut")[0]).toBe("1");
});

test("a place on the axis and its instant are each other's inverse, by five minutes", () => {
  const axis = dayAxis(zone, "2026-10-25");
  const at = axis.startsAt + 7 * 3_600;
  expect(slotAt(axis, yOf(axis, at, 12), 12)).toBe(at);
  expect(slotAt(axis, yOf(axis, at, 12) + 11.9, 12)).toBe(at);
  expect(slotAt(axis, -50, 12)).toBe(axis.startsAt);
  expect(slotAt(axis, 1e9, 12)).toBe(axis.endsAt - 300);
});

const HOUR = 3_600;
const hour = (day: string, hours: number) => zonedDay(zone, day).at(hours * 60);

test("in a week with a day of 23 hours, nine is beside nine, and that day has no rows of its own for two o'clock", () => {
  const days = dayRange("2026-03-23", 7);
  const axes = axesOf(zone, days);
  expect(hoursOn(axes[0])).toHaveLength(24);
  expect(new Set(axes.map((axis, index) => rowOf(axis, hour(days[index] ?? "", 9))))).toEqual(
    new Set([9 * HOUR]),
  );
  const sunday = axes[6] as Axis;
  expect(sunday.gaps).toEqual([{ at: hour("2026-03-29", 3), seconds: HOUR, skipped: true }]);
  expect(axes.slice(0, 6).every(({ gaps }) => gaps.length === 0)).toBe(true);
  // What ends as clocks go forward ends at two, and what begins then begins at three.
  expect(rowOf(sunday, hour("2026-03-29", 3), "end")).toBe(2 * HOUR);
  expect(rowOf(sunday, hour("2026-03-29", 3))).toBe(3 * HOUR);
  expect(instantAt(sunday, 2.5 * HOUR)).toBe(hour("2026-03-29", 3));
});

test("in a week with a day of 25 hours, the other days leave the hour that repeats to it", () => {
  const days = dayRange("2026-10-19", 7);
  const axes = axesOf(zone, days);
  const [monday, sunday] = [axes[0] as Axis, axes[6] as Axis];
  expect(hoursOn(monday).slice(1, 5)).toEqual(["1", "2", "2 again", "3"]);
  expect(sunday.gaps).toEqual([]);
  expect(monday.gaps).toEqual([{ at: hour("2026-10-19", 3), seconds: HOUR, skipped: false }]);
  expect(rowOf(monday, hour("2026-10-19", 9))).toBe(rowOf(sunday, hour("2026-10-25", 9)));
  expect(rowOf(monday, hour("2026-10-19", 3), "end")).toBe(3 * HOUR);
  expect(rowOf(monday, hour("2026-10-19", 3))).toBe(4 * HOUR);
});

test.each(["Europe/Berlin", "Australia/Lord_Howe", "Asia/Beirut", "America/Havana", "America/Sao_Paulo"])(
  "in every week of 2026 in %s, each five minutes of each day have a row, and that row leads back to them",
  (of) => {
    for (let week = "2025-12-29"; week < "2027-01-01"; week = addDays(week, 7)) {
      const axes = axesOf(of, dayRange(week, 7));
      const rows = new Set(axes.map(({ seconds }) => seconds));
      expect(rows.size).toBe(1);
      for (const axis of axes) {
        let before = -1;
        for (let at = axis.startsAt; at < axis.endsAt; at += 300) {
          const row = rowOf(axis, at);
          if (row <= before || instantAt(axis, row) !== at)
            throw new Error(`${axis.day} at ${at}: row ${row}`);
          before = row;
        }
        const own = axis.endsAt - axis.startsAt + axis.gaps.reduce((sum, gap) => sum + gap.seconds, 0);
        expect(own).toBe(axis.seconds);
      }
    }
  },
);
