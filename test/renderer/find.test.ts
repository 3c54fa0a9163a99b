import { describe, expect, test } from "vitest";
import type { Column } from "../../renderer/board/columns.ts";
import { isAtNow } from "../../renderer/panel/find/at-now.ts";
import { type Filters, fromDay, questionOf, SEARCHED_DAYS } from "../../renderer/panel/find/filters.ts";
import { dayHeading, walkInWords } from "../../renderer/words/index.ts";
import { zonedDay } from "../../src/time/zoned-day.ts";

const ZONE = "Europe/Berlin";
const { startsAt: MIDNIGHT, endsAt, at } = zonedDay(ZONE, "2026-03-02");
const TEN = at(600);

describe("what is asked", () => {
  const filters: Filters = {
    typeId: null,
    practitionerIds: [],
    weekdays: [],
    part: "any",
    from: "2026-03-02",
  };
  const what = { typeId: "t", durationMinutes: null, limit: 10 };
  const asked = (part: Partial<Filters>, now = TEN) => questionOf({ ...filters, ...part }, what, ZONE, now);

  test("today begins now, with the next five minutes; what is over is today", () => {
    const now = { typeId: "t", from: TEN + 300, days: SEARCHED_DAYS, limit: 11 };
    expect(asked({}, TEN + 1)).toEqual(now);
    expect(asked({ from: "2026-02-01" }, TEN + 299)).toEqual(now);
    expect(asked({ from: null }, TEN + 300)).toEqual(now);
    expect(fromDay("2026-02-01", ZONE, TEN)).toBe("2026-03-02");
  });

  test("a later day begins with its midnight, also after the clocks have changed", () => {
    expect(asked({ from: "2026-03-30" }).from).toBe(zonedDay(ZONE, "2026-03-30").startsAt);
  });

  test("wishes are named only where there are any", () => {
    expect(asked({ practitionerIds: ["p"], weekdays: [5, 1], part: "afternoon" })).toMatchObject({
      practitionerIds: ["p"],
      weekdays: [1, 5],
      between: [720, 1440],
    });
    expect(asked({ part: "morning" })).toMatchObject({ between: [0, 720] });
  });
});

describe("a new booking is a walk-in", () => {
  const column = { practitioner: { id: "ada" }, axis: { startsAt: MIDNIGHT, endsAt } } as Column;
  const cursor = { practitionerId: "ada", startsAt: TEN };

  test("where the cursor was left at now, for as long as an arrow would have led it further", () => {
    expect(isAtNow([column], cursor, TEN - 1)).toBe(false);
    expect(isAtNow([column], cursor, TEN)).toBe(true);
    expect(isAtNow([column], cursor, TEN + 899)).toBe(true);
    expect(isAtNow([column], cursor, TEN + 900)).toBe(false);
  });

  test("where there is no cursor and the board shows now", () => {
    expect(isAtNow([column], null, TEN)).toBe(true);
    expect(isAtNow([column], null, endsAt)).toBe(false);
    expect(isAtNow([], null, TEN)).toBe(false);
  });

  test("not where the cursor stands elsewhere", () => {
    expect(isAtNow([column], { ...cursor, startsAt: endsAt }, TEN)).toBe(false);
  });
});

test("today and tomorrow are called so", () => {
  expect([-1, 0, 1].map((distance) => dayHeading(distance, "Wed 4 Mar"))).toEqual([
    "Wed 4 Mar",
    "Today, Wed 4 Mar",
    "Tomorrow, Wed 4 Mar",
  ]);
});

test("how long somebody is free is said from now or from then on", () => {
  expect(walkInWords.when(null, "11:00")).toBe("Free until 11:00");
  expect(walkInWords.when("9:45", null)).toBe("Free from 9:45 for the rest of the day");
});
