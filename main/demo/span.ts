import { addDays, type Day, dayOf, dayRange, weekday, zonedDay } from "../../src/time/zoned-day.ts";
import { practiceZone } from "./staff.ts";

const WEEKS_BEHIND = 4;
const WEEKS_AHEAD = 6;

/** The whole weeks around today that the demo fills; `ahead` is negative for those that are past. */
export type Span = {
  readonly zone: string;
  readonly now: number;
  readonly today: Day;
  /** Of this week. */
  readonly monday: Day;
  readonly first: Day;
  /** The first day after. */
  readonly end: Day;
  readonly weeks: readonly { readonly ahead: number; readonly days: readonly Day[] }[];
};

export const mondayOf = (day: Day): Day => addDays(day, 1 - weekday(day));

export function spanAround(now: number): Span {
  const today = dayOf(practiceZone, now);
  const monday = mondayOf(today);
  const weeks = Array.from({ length: WEEKS_BEHIND + 1 + WEEKS_AHEAD }, (_, index) => {
    const ahead = index - WEEKS_BEHIND;
    return { ahead, days: dayRange(addDays(monday, ahead * 7), 7) };
  });
  const first = addDays(monday, -WEEKS_BEHIND * 7);
  const end = addDays(first, weeks.length * 7);
  return { zone: practiceZone, now, today, monday, first, end, weeks };
}

export const startOf = ({ zone }: Span, day: Day): number => zonedDay(zone, day).startsAt;
