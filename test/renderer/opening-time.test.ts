import { expect, test } from "vitest";
import { dayAxis } from "../../renderer/board/axis.ts";
import { openingTime } from "../../renderer/board/use-cursor.ts";
import { zonedDay } from "../../src/time/zoned-day.ts";

const ZONE = "Europe/Berlin";
const DAY = "2026-11-25";
const axis = dayAxis(ZONE, DAY);
const at = (hour: number): number => zonedDay(ZONE, DAY).at(hour * 60);
const columns = [
  { hours: [{ startsAt: at(9), endsAt: at(13) }] },
  {
    hours: [
      { startsAt: at(8), endsAt: at(12) },
      { startsAt: at(14), endsAt: at(18) },
    ],
  },
];

test.each([
  ["at night, where the first of them begins", 2.75, 8],
  ["while somebody works, now, on the board's rhythm", 10.03, 10],
  ["in a break, now as well", 13.5, 13.5],
  ["in the evening, where the last of them ends", 20, 18],
])("today is opened %s", (_name, now, opened) => {
  expect(openingTime(axis, columns, at(now))).toBe(at(opened));
});

test("another day is opened where the first of them begins, whatever the clock says", () => {
  expect(openingTime(axis, columns, at(10) - 86_400)).toBe(at(8));
});

test("a day off for everybody is opened at nine", () => {
  expect(openingTime(axis, [{ hours: [] }], at(2))).toBe(at(9));
});
