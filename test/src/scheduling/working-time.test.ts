import { describe, expect, test } from "vitest";
import { decidePlace } from "../../../src/appointments/decide-place.ts";
import type { MinuteRange, WeekPattern } from "../../../src/ipc/views.ts";
import { isWorkingTime, type WorkingTime, workingRanges } from "../../../src/scheduling/working-time.ts";
import { type Day, zonedDay } from "../../../src/time/zoned-day.ts";

const ZONE = "Europe/Berlin";
const at = (day: Day, hours: number, minutes = 0): number => zonedDay(ZONE, day).at(hours * 60 + minutes);
const always = (...ranges: MinuteRange[]): WeekPattern =>
  Array.from({ length: 7 }, () => ranges) as WeekPattern;
const working = (pattern: WeekPattern, more: Partial<WorkingTime> = {}): WorkingTime => ({
  zone: ZONE,
  hours: [{ validFrom: "1970-01-01", validUntil: null, pattern }],
  exceptions: new Map(),
  leavesOn: null,
  ...more,
});
const lengths = (work: WorkingTime, day: Day) =>
  workingRanges(work, day).map((r) => (r.endsAt - r.startsAt) / 60);

test("each weekday has its own hours, Monday first", () => {
  const week = always() as MinuteRange[][];
  week[0] = [[540, 720]];
  week[6] = [[600, 660]];
  const work = working(week as WeekPattern);
  expect(workingRanges(work, "2026-03-02")).toEqual([
    { startsAt: at("2026-03-02", 9), endsAt: at("2026-03-02", 12) },
  ]);
  expect(workingRanges(work, "2026-03-03")).toEqual([]);
  expect(lengths(work, "2026-03-08")).toEqual([60]);
});

test("hours speak of wall time: a night shift is an hour shorter in spring and longer in autumn", () => {
  const night = working(always([0, 360]));
  expect([lengths(night, "2026-03-29"), lengths(night, "2026-03-28"), lengths(night, "2026-10-25")]).toEqual([
    [300],
    [360],
    [420],
  ]);
});

test("hours that lie wholly in the hour that is skipped have no length, and move nowhere else", () => {
  expect(workingRanges(working(always([120, 150])), "2026-03-29")).toEqual([]);
  expect(workingRanges(working(always([150, 240])), "2026-03-29")).toEqual([
    { startsAt: at("2026-03-29", 3), endsAt: at("2026-03-29", 4) },
  ]);
});

test("a pattern for some weeks lies over the one before, which then holds again", () => {
  const work = working(always([540, 600]), {
    hours: [
      { validFrom: "2026-03-10", validUntil: "2026-03-12", pattern: always([600, 720]) },
      { validFrom: "2026-03-01", validUntil: null, pattern: always([540, 600]) },
    ],
  });
  const days = ["2026-02-28", "2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12"];
  expect(days.map((day) => lengths(work, day))).toEqual([[], [60], [120], [120], [60]]);
});

test("an exception takes the day's place, and nobody works from the day they leave", () => {
  const exceptions = new Map<Day, MinuteRange[]>([
    ["2026-03-03", []],
    ["2026-03-04", [[0, 60]]],
    ["2026-03-06", [[0, 60]]],
  ]);
  const work = working(always([540, 600], [600, 660]), { exceptions, leavesOn: "2026-03-05" });
  const days = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"];
  expect(days.map((day) => lengths(work, day))).toEqual([[120], [], [60], [], []]);
});

describe("an appointment lies in working time", () => {
  const late = working(always([0, 120], [1320, 1440]));

  test("when one stretch holds it whole", () => {
    expect(isWorkingTime(late, at("2026-03-02", 22), at("2026-03-03", 0))).toBe(true);
    expect(isWorkingTime(late, at("2026-03-02", 21, 55), at("2026-03-02", 22, 30))).toBe(false);
    expect(isWorkingTime(late, at("2026-03-02", 1), at("2026-03-02", 22, 30))).toBe(false);
  });

  test("also across midnight, where hours meet", () => {
    expect(isWorkingTime(late, at("2026-03-02", 23), at("2026-03-03", 2))).toBe(true);
    expect(isWorkingTime(late, at("2026-03-02", 23), at("2026-03-03", 2, 5))).toBe(false);
    expect(isWorkingTime(working(always([1320, 1440])), at("2026-03-02", 23), at("2026-03-03", 0, 5))).toBe(
      false,
    );
  });
});

describe("a place", () => {
  const work = working(always([540, 1020]));
  const wanted = (hours: number, outsideReason: string | null = null) => ({
    startsAt: at("2026-03-02", hours),
    endsAt: at("2026-03-02", hours + 1),
    outsideReason,
  });
  const block = { startsAt: at("2026-03-02", 10), endsAt: at("2026-03-02", 11), reason: "course" };
  const evening = { startsAt: at("2026-03-02", 19), endsAt: at("2026-03-02", 20), reason: "course" };

  test.each([
    ["in hours and free", wanted(9), [block], { verdict: "free", outsideHours: false }],
    ["right after time off", wanted(11), [block], { verdict: "free", outsideHours: false }],
    ["on time off", wanted(10), [block], { verdict: "blocked", block }],
    ["on time off, with a reason", wanted(10, "asked"), [block], { verdict: "blocked", block }],
    ["outside hours", wanted(18), [block], { verdict: "outside-hours" }],
    ["outside hours, with a reason", wanted(18, "asked"), [], { verdict: "free", outsideHours: true }],
    ["outside hours on time off", wanted(19, "asked"), [evening], { verdict: "blocked", block: evening }],
    ["in hours, with a reason", wanted(9, "asked"), [], { verdict: "free", outsideHours: false }],
  ])("%s is decided as it should", (_name, place, blocks, verdict) => {
    expect(decidePlace(place, blocks, work)).toEqual(verdict);
  });
});
