import { wallMinutes } from "../time/wall-time.ts";
import { addDays, type Day, dayOf, weekday, zonedDay } from "../time/zoned-day.ts";

/** A series is booked in one act, and one act travels as one op: more at once is surely a mistake. */
export const SERIES = { least: 2, most: 100 } as const;
export const EVERY = { least: 1, most: 52 } as const;

/** `month-date`: on the date of the first one. `month-weekday`: on its weekday, such as every second Tuesday of a month. */
export type SeriesUnit = "week" | "month-date" | "month-weekday";

export type SeriesRule = {
  readonly every: number;
  readonly unit: SeriesUnit;
  /** ISO weekdays beside the first one's own, of a series by weeks. */
  readonly weekdays: readonly number[];
  readonly ends: { readonly times: number } | { readonly until: Day };
};

/** The days of a series by rule, its first included; from the first one on, and at most `SERIES.most`. */
export function seriesDays(rule: SeriesRule, first: Day): Day[] {
  const most = "times" in rule.ends ? Math.min(rule.ends.times, SERIES.most) : SERIES.most;
  const until = "until" in rule.ends ? rule.ends.until : undefined;
  const days: Day[] = [];
  for (const day of daysFrom(rule, first)) {
    if (days.length >= most || (until !== undefined && day > until)) break;
    days.push(day);
  }
  return days;
}

/**
 * The starts (Unix seconds) of a series that begins at an instant: nine o'clock stays nine o'clock when clocks change.
 * A time that is skipped on one of the days is that day's next there is; of one that comes twice, the first.
 */
export function seriesStarts(rule: SeriesRule, zone: string, firstStart: number): number[] {
  const minutes = wallMinutes(zone, firstStart);
  const [, ...later] = seriesDays(rule, dayOf(zone, firstStart));
  return [firstStart, ...later.map((day) => zonedDay(zone, day).at(minutes))];
}

function* daysFrom(rule: SeriesRule, first: Day): Generator<Day> {
  if (rule.unit === "week") yield* weeksFrom(rule, first);
  else for (let index = 0; ; index += 1) yield dayInMonth(rule.unit, first, index * rule.every);
}

function* weeksFrom({ every, weekdays }: SeriesRule, first: Day): Generator<Day> {
  const chosen = [...new Set([...weekdays, weekday(first)])].toSorted((a, b) => a - b);
  const monday = addDays(first, 1 - weekday(first));
  for (let week = 0; ; week += every) {
    for (const each of chosen) {
      const day = addDays(monday, week * 7 + each - 1);
      if (day >= first) yield day;
    }
  }
}

/** The day that many months later: a 31st is the last day of a shorter month, a fifth Tuesday the last Tuesday. */
function dayInMonth(unit: "month-date" | "month-weekday", first: Day, months: number): Day {
  const date = Number(first.slice(8));
  const start = monthStart(first, months);
  const length = Number(addDays(monthStart(first, months + 1), -1).slice(8));
  if (unit === "month-date") return addDays(start, Math.min(date, length) - 1);
  const toWeekday = (weekday(first) - weekday(start) + 7) % 7;
  const nth = Math.ceil(date / 7) - 1;
  const fits = toWeekday + nth * 7 < length;
  return addDays(start, toWeekday + (fits ? nth : nth - 1) * 7);
}

function monthStart(first: Day, months: number): Day {
  const month = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1 + months;
  const year = String(Math.floor(month / 12)).padStart(4, "0");
  return `${year}-${String((month % 12) + 1).padStart(2, "0")}-01`;
}
