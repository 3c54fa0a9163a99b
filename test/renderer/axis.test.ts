import { expect, test } from "vitest";
import { dayAxis, slotAt, yOf } from "../../renderer/board/axis.ts";
import { wallMinutes } from "../../src/time/wall-time.ts";

const zone = "Europe/Berlin";
const hoursOf = (day: string, of = zone) =>
  dayAxis(of, day)
    .lines.filter((line) => line.kind === "hour")
    .map((line) => `${wallMinutes(of, line.at) / 60}${line.again ? " again" : ""}`);

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
