import { isWeekend, parseDate, startOfWeek } from "@internationalized/date";
import type { WeekView } from "../../src/ipc/views.ts";
import type { Day } from "../../src/time/zoned-day.ts";
import { isShown } from "./columns.ts";

/** The first day of the week that a day is in, as the desk's locale counts weeks. */
export const weekStart = (day: Day, locale: string): Day => startOfWeek(parseDate(day), locale).toString();

/** The days that a week shows: a weekend without work or anything else on it only if it was gone to. */
export function shownDays({ days, appointments, blocks }: WeekView, goneTo: Day, locale: string): Day[] {
  const things = [...appointments.filter(isShown), ...blocks];
  return days
    .filter(
      ({ day, startsAt, endsAt, hours }) =>
        day === goneTo ||
        hours.length > 0 ||
        !isWeekend(parseDate(day), locale) ||
        things.some((thing) => thing.startsAt < endsAt && thing.endsAt > startsAt),
    )
    .map(({ day }) => day);
}
