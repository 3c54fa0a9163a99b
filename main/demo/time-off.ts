import type { BlockSource } from "../../src/ipc/views.ts";
import { addDays, type Day, type Range, zonedDay } from "../../src/time/zoned-day.ts";
import { holidaysBetween } from "./holidays.ts";
import type { Random } from "./random.ts";
import type { Span } from "./span.ts";

export type PlannedBlock = Range & {
  /** Its position among the practitioners. */
  readonly practitioner: number;
  readonly reason: string;
  readonly source: BlockSource;
};

/** Weeks off, by practitioner: from the Monday so many weeks away. */
const leaves: readonly [practitioner: number, weeks: number, days: number, reason: string][] = [
  [3, 2, 7, "Annual leave"],
  [9, -1, 3, "Ill"],
  [10, 4, 14, "Parental leave"],
];
const reasons = ["Supervision", "Dentist", "Training", "School meeting", "Court date", "Paperwork"];
const SINGLES = 14;

/** What is not recurring: leave, public holidays, a training day for all, and an hour here and there. */
export function planTimeOff(
  random: Random,
  { zone, monday, first, end }: Span,
  practitionerCount: number,
): PlannedBlock[] {
  const days = (from: Day, count: number): Range => ({
    startsAt: zonedDay(zone, from).startsAt,
    endsAt: zonedDay(zone, addDays(from, count)).startsAt,
  });
  const everybody = (range: Range, reason: string, source: BlockSource): PlannedBlock[] =>
    Array.from({ length: practitionerCount }, (_, practitioner) => ({
      ...range,
      practitioner,
      reason,
      source,
    }));

  const off = leaves.map(([practitioner, weeks, count, reason]) => ({
    ...days(addDays(monday, weeks * 7), count),
    practitioner,
    reason,
    source: "manual" as const,
  }));
  const holidays = holidaysBetween(first, end).flatMap(({ day, name }) =>
    everybody(days(day, 1), name, "holiday"),
  );
  const { at } = zonedDay(zone, addDays(monday, 24));
  const training = everybody(
    { startsAt: at(13 * 60), endsAt: at(17 * 60) },
    "First-aid training for all",
    "manual",
  );
  const singles = Array.from({ length: SINGLES }, () => {
    const hour = zonedDay(zone, addDays(monday, random.int(-14, 28))).at(random.int(9, 16) * 60);
    return {
      startsAt: hour,
      endsAt: hour + random.int(2, 6) * 1_800,
      practitioner: random.int(0, practitionerCount - 1),
      reason: random.pick(reasons),
      source: "manual" as const,
    };
  });
  return [...off, ...holidays, ...training, ...singles];
}
