import { type Day, dayOf } from "../../src/time/zoned-day.ts";
import { deskLocale, words } from "./language.ts";

/** Times and days as the desk's locale writes them, in the practice's zone. */
export type Formats = {
  readonly zone: string;
  readonly locale: string;
  /** `10:00` */
  time(instant: number): string;
  /** `10:00 to 10:50`; with the day of the end where it is another one. */
  range(startsAt: number, endsAt: number): string;
  /** The same where there is little room: `10:00–10:50`. */
  denseRange(startsAt: number, endsAt: number): string;
  /** `10:00 to 10:50, then 10 minutes buffer` */
  rangeWithBuffer(startsAt: number, endsAt: number, busyUntil: number): string;
  /** `Mon 23 Nov` */
  shortDay(day: Day): string;
  /** `Mon 23 Nov 2026` */
  day(day: Day): string;
  /** `Monday 23 November 2026` */
  longDay(day: Day): string;
  /** `23 Nov 1985`, as birth dates are read out. */
  date(day: Day): string;
  /** `Mon 23 Nov 10:00` */
  dayAndTime(instant: number): string;
  /** `Mon 23 Nov 10:00 to 10:50` */
  dayAndRange(startsAt: number, endsAt: number): string;
  /** `23–29 Nov 2026` */
  days(first: Day, last: Day): string;
  /** Of minutes after midnight on a clock: `9:30`. 1440 is the midnight that ends the day. */
  wallTime(minutes: number): string;
  /** `just now`, `5 minutes ago`, `today 9:30`, `Mon 23 Nov 9:30`; to stand at the end of a sentence. */
  ago(instant: number, now: number): string;
  number(value: number): string;
  list(items: readonly string[]): string;
};

const MINUTE = 60;
const HOUR = 3_600;

const { formatWords } = words;

// Locales put commas and thin spaces where a dense line is better off with one plain space.
const calm = (text: string): string => text.replaceAll(",", "").replaceAll(/[\u202f\u2009]/g, " ");

/** A day as Intl wants it: its own noon in UTC, so that no zone can push it over midnight. */
const noon = (day: Day): Date => new Date(`${day}T12:00:00Z`);

/** `AM`: said once in "10:00 to 10:50 AM", where both times lie in it. */
const halfOfDay = (time: string): string => /[^\d:.\s].*$/.exec(time)?.[0] ?? "";

const dash = (start: string, end: string): string => `${start}–${end}`;

/** More than a week of a large practice has. */
const MOST_REMEMBERED = 2_000;

function remembered<T>(
  write: (startsAt: number, endsAt: number) => T,
): (startsAt: number, endsAt: number) => T {
  const known = new Map<string, T>();
  return (startsAt, endsAt) => {
    const key = `${startsAt} ${endsAt}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const written = write(startsAt, endsAt);
    known.set(key, written);
    return written;
  };
}

function build(zone: string, locale: string): Formats {
  const clock = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "numeric", minute: "2-digit" });
  const wall = new Intl.DateTimeFormat(locale, { timeZone: "UTC", hour: "numeric", minute: "2-digit" });
  const days = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
    return (day: Day): string => calm(format.format(noon(day)));
  };
  const shortDay = days({ weekday: "short", day: "numeric", month: "short" });
  const spans = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  const numbers = new Intl.NumberFormat(locale);
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });
  const time = (instant: number): string => calm(clock.format(instant * 1000));

  // A card says its times twice, and a day has few different ones: each is written once.
  const ends = remembered((startsAt, endsAt): readonly [start: string, end: string] => {
    const start = time(startsAt);
    const end = time(endsAt);
    const lastDay = dayOf(zone, Math.max(startsAt, endsAt - 1));
    if (lastDay !== dayOf(zone, startsAt)) return [start, `${shortDay(dayOf(zone, endsAt))} ${end}`];
    const half = halfOfDay(start);
    const repeated = half !== "" && half === halfOfDay(end);
    return [repeated ? start.slice(0, -half.length).trimEnd() : start, end];
  });
  const range = (startsAt: number, endsAt: number, join = formatWords.range): string =>
    join(...ends(startsAt, endsAt));
  const dayAndTime = (instant: number): string => `${shortDay(dayOf(zone, instant))} ${time(instant)}`;

  return {
    zone,
    locale,
    time,
    range: (startsAt, endsAt) => range(startsAt, endsAt),
    denseRange: (startsAt, endsAt) => range(startsAt, endsAt, dash),
    rangeWithBuffer: (startsAt, endsAt, busyUntil) => {
      const buffer = Math.round((busyUntil - endsAt) / MINUTE);
      return buffer > 0 ? formatWords.withBuffer(range(startsAt, endsAt), buffer) : range(startsAt, endsAt);
    },
    shortDay,
    day: days({ weekday: "short", day: "numeric", month: "short", year: "numeric" }),
    longDay: days({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    date: days({ day: "numeric", month: "short", year: "numeric" }),
    dayAndTime,
    dayAndRange: (startsAt, endsAt) => `${shortDay(dayOf(zone, startsAt))} ${range(startsAt, endsAt)}`,
    days: (first, last) => calm(spans.formatRange(noon(first), noon(last))),
    wallTime: (minutes) => calm(wall.format(minutes * MINUTE * 1000)),
    ago: (instant, now) => {
      const passed = now - instant;
      if (passed < MINUTE) return formatWords.justNow;
      if (passed < HOUR) return formatWords.minutesAgo(Math.floor(passed / MINUTE));
      if (dayOf(zone, instant) === dayOf(zone, now)) return formatWords.todayAt(time(instant));
      return dayAndTime(instant);
    },
    number: (value) => numbers.format(value),
    list: (items) => lists.format(items),
  };
}

const built = new Map<string, Formats>();

/** Formats are costly to build, so each zone's are built once. */
export function formats(zone: string, locale: string = deskLocale): Formats {
  const key = `${zone}|${locale}`;
  const known = built.get(key) ?? build(zone, locale);
  built.set(key, known);
  return known;
}
