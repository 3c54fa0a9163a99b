import { isDay } from "../../src/time/wall-time.ts";
import { addDays, type Day, weekday } from "../../src/time/zoned-day.ts";

/** What a language calls days; each list of alternatives in lower case. */
export type DayWords = {
  today: readonly string[];
  tomorrow: readonly string[];
  yesterday: readonly string[];
  next: readonly string[];
  last: readonly string[];
  in: readonly string[];
  days: readonly string[];
  weeks: readonly string[];
  months: readonly string[];
};

const LEAST_LETTERS = 2;
const FARTHEST_DAYS = 3_660;

const clean = (text: string): string => text.toLowerCase().replaceAll(/[.,]/g, " ").trim();
const begins = (names: readonly string[], typed: string): number =>
  typed.length < LEAST_LETTERS ? -1 : names.findIndex((name) => name.startsWith(typed));

/** Monday first, and January first, as the locale writes them. */
function namesOf(locale: string) {
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  const months = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  // 1 January 2024 was a Monday.
  return {
    weekdays: Array.from({ length: 7 }, (_, i) => clean(weekdays.format(Date.UTC(2024, 0, i + 1)))),
    months: Array.from({ length: 12 }, (_, i) => clean(months.format(Date.UTC(2024, i, 1)))),
  };
}

const monthFirst = (locale: string): boolean => {
  const parts = new Intl.DateTimeFormat(locale).formatToParts(0).map(({ type }) => type);
  return parts.indexOf("month") < parts.indexOf("day");
};

const two = (value: number | string): string => String(value).padStart(2, "0");
const dayIn = (year: number, month: number, date: number): Day[] => {
  const day = `${year}-${two(month)}-${two(date)}`;
  return isDay(day) ? [day] : [];
};

/** Of a day without its year the one that comes; today counts. */
function coming(today: Day, month: number, date: number): Day[] {
  const year = Number(today.slice(0, 4));
  // Eight years hold a 29 February also around a century.
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const [day] = dayIn(year + ahead, month, date);
    if (day !== undefined && day >= today) return [day];
  }
  return [];
}

const yearOf = (text: string): number => (text.length === 2 ? 2_000 + Number(text) : Number(text));

function inMonths(today: Day, months: number): Day[] {
  const count = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 + months;
  const [year, month, date] = [Math.floor(count / 12), (count % 12) + 1, Number(today.slice(8))];
  // The 31st of a shorter month is its last day.
  for (let each = date; each > 27; each -= 1) {
    const found = dayIn(year, month, each);
    if (found.length > 0) return found;
  }
  return dayIn(year, month, date);
}

/**
 * The days that may be meant by `next tue`, `24 dec`, `24.12.`, `2026-12-24`, `tomorrow` or `in 3 weeks`, the likeliest
 * first; none where the text names no day. Day and month stand in the locale's order.
 */
export function typedDays(text: string, today: Day, locale: string, words: DayWords): Day[] {
  const typed = text.trim().toLowerCase();
  if (isDay(typed)) return [typed];
  const figures = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2})?)?$/.exec(typed);
  if (figures) {
    const [, first = "", second = "", year] = figures;
    const [month, date] = monthFirst(locale) ? [first, second] : [second, first];
    return year === undefined
      ? coming(today, Number(month), Number(date))
      : dayIn(yearOf(year), Number(month), Number(date));
  }
  const parts = clean(typed).split(/\s+/);
  return (
    relative(parts, today, words) ??
    ofWeek(parts, today, namesOf(locale).weekdays, words) ??
    ofMonth(parts, today, namesOf(locale).months)
  );
}

/** `today`, `in 3 weeks`, `3 weeks` */
function relative(parts: readonly string[], today: Day, words: DayWords): Day[] | undefined {
  const [first = ""] = parts;
  if (parts.length === 1) {
    if (begins(words.today, first) >= 0 && first.length > 2) return [today];
    if (begins(words.tomorrow, first) >= 0 && first.length > 2) return [addDays(today, 1)];
    if (begins(words.yesterday, first) >= 0 && first.length > 2) return [addDays(today, -1)];
    return undefined;
  }
  const [count, unit = "", ...more] = words.in.includes(first) ? parts.slice(1) : parts;
  if (more.length > 0 || count === undefined || !/^\d{1,4}$/.test(count)) return undefined;
  const number = Number(count);
  if (number > FARTHEST_DAYS) return undefined;
  if (words.days.includes(unit)) return [addDays(today, number)];
  if (words.weeks.includes(unit)) return [addDays(today, number * 7)];
  if (words.months.includes(unit)) return inMonths(today, number);
  return undefined;
}

/** `tue` is the one that comes; `next tue` may be that or the one of the week after: both are offered. */
function ofWeek(
  parts: readonly string[],
  today: Day,
  weekdays: readonly string[],
  words: DayWords,
): Day[] | undefined {
  const [first = "", second = ""] = parts;
  const word = parts.length === 2 ? first : "";
  const found = begins(weekdays, parts.length === 2 ? second : first);
  if (found < 0 || parts.length > 2) return undefined;
  const ahead = (found + 1 - weekday(today) + 7) % 7;
  if (word === "") return [addDays(today, ahead)];
  if (words.last.includes(word)) return [addDays(today, ahead - 7)];
  if (!words.next.includes(word)) return undefined;
  const comes = addDays(today, ahead === 0 ? 7 : ahead);
  const monday = addDays(today, 8 - weekday(today));
  const ofNextWeek = addDays(monday, found);
  return comes === ofNextWeek ? [comes] : [ofNextWeek, comes];
}

/** `24 dec`, `dec 24`, `24 dec 2027` */
function ofMonth(parts: readonly string[], today: Day, months: readonly string[]): Day[] {
  const [first = "", second = "", year, ...more] = parts;
  if (more.length > 0 || (year !== undefined && !/^(\d{2}|\d{4})$/.test(year))) return [];
  const [date, name] = /^\d/.test(first) ? [first, second] : [second, first];
  const month = begins(months, name) + 1;
  const number = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(date)?.[1];
  if (month === 0 || name.length < 3 || number === undefined) return [];
  return year === undefined
    ? coming(today, month, Number(number))
    : dayIn(yearOf(year), month, Number(number));
}
