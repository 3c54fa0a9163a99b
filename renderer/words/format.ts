import { type Day, dayOf } from "../../src/time/zoned-day.ts";

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
  /** Of minutes after midnight on a clock: `9:30`. 1440 is the midnight that ends the day. */
  wallTime(minutes: number): string;
  /** `just now`, `5 minutes ago`, `today 9:30`, `Mon 23 Nov 9:30`; to stand at the end of a sentence. */
  ago(instant: number, now: number): string;
  number(value: number): string;
  list(items: readonly string[]): string;
};

const MINUTE = 60;
const HOUR = 3_600;

/** `1 change`, `7 changes` */
export const plural = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
export const minutesWords = (minutes: number): string => plural(minutes, "minute", "minutes");

/** `50 min`, `1 h 30 min`: short, for a card or a list. */
export function shortDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** `1 hour 30 minutes`: to be read out. */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return minutesWords(rest);
  const whole = plural(hours, "hour", "hours");
  return rest === 0 ? whole : `${whole} ${minutesWords(rest)}`;
}

/** `1.4 MB` */
export function fileSize(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB"];
  const step = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** step;
  return `${value >= 10 || step === 0 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}

/** As much of a client's name as a sentence about somebody else's time should show: `Maria L.` */
export function shortClient(name: string): string {
  const parts = name.trim().split(/\s+/);
  const last = parts.length > 1 ? parts.at(-1) : undefined;
  const initial = last === undefined ? undefined : [...last][0];
  return initial === undefined ? (parts[0] ?? name) : `${parts[0]} ${initial}.`;
}

// Sentences are English, so the words within dates are too; the desk decides their order and its clock.
const deskLocale = (): string => {
  const wanted = typeof navigator === "undefined" ? "en-GB" : navigator.language;
  return wanted.startsWith("en") ? wanted : "en-GB";
};

// Locales put commas and thin spaces where a dense line is better off with one plain space.
const calm = (text: string): string => text.replaceAll(",", "").replaceAll("\u202f", " ");

/** A day as Intl wants it: its own noon in UTC, so that no zone can push it over midnight. */
const noon = (day: Day): Date => new Date(`${day}T12:00:00Z`);

/** `AM`: said once in "10:00 to 10:50 AM", where both times lie in it. */
const halfOfDay = (time: string): string => /[^\d:.\s].*$/.exec(time)?.[0] ?? "";

function build(zone: string, locale: string): Formats {
  const clock = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "numeric", minute: "2-digit" });
  const wall = new Intl.DateTimeFormat(locale, { timeZone: "UTC", hour: "numeric", minute: "2-digit" });
  const days = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
    return (day: Day): string => calm(format.format(noon(day)));
  };
  const shortDay = days({ weekday: "short", day: "numeric", month: "short" });
  const numbers = new Intl.NumberFormat(locale);
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });
  const time = (instant: number): string => calm(clock.format(instant * 1000));

  const range = (startsAt: number, endsAt: number): string => {
    const start = time(startsAt);
    const end = time(endsAt);
    const lastDay = dayOf(zone, Math.max(startsAt, endsAt - 1));
    if (lastDay !== dayOf(zone, startsAt)) return `${start} to ${shortDay(dayOf(zone, endsAt))} ${end}`;
    const half = halfOfDay(start);
    const repeated = half !== "" && half === halfOfDay(end);
    return `${repeated ? start.slice(0, -half.length).trimEnd() : start} to ${end}`;
  };
  const dayAndTime = (instant: number): string => `${shortDay(dayOf(zone, instant))} ${time(instant)}`;

  return {
    zone,
    locale,
    time,
    range,
    denseRange: (startsAt, endsAt) => range(startsAt, endsAt).replace(" to ", "–"),
    rangeWithBuffer: (startsAt, endsAt, busyUntil) => {
      const buffer = Math.round((busyUntil - endsAt) / MINUTE);
      return buffer > 0
        ? `${range(startsAt, endsAt)}, then ${minutesWords(buffer)} buffer`
        : range(startsAt, endsAt);
    },
    shortDay,
    day: days({ weekday: "short", day: "numeric", month: "short", year: "numeric" }),
    longDay: days({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    date: days({ day: "numeric", month: "short", year: "numeric" }),
    dayAndTime,
    dayAndRange: (startsAt, endsAt) => `${shortDay(dayOf(zone, startsAt))} ${range(startsAt, endsAt)}`,
    wallTime: (minutes) => calm(wall.format(minutes * MINUTE * 1000)),
    ago: (instant, now) => {
      const passed = now - instant;
      if (passed < MINUTE) return "just now";
      if (passed < HOUR) return `${minutesWords(Math.floor(passed / MINUTE))} ago`;
      if (dayOf(zone, instant) === dayOf(zone, now)) return `today ${time(instant)}`;
      return dayAndTime(instant);
    },
    number: (value) => numbers.format(value),
    list: (items) => lists.format(items),
  };
}

const built = new Map<string, Formats>();

/** Formats are costly to build, so each zone's are built once. */
export function formats(zone: string, locale: string = deskLocale()): Formats {
  const key = `${zone}|${locale}`;
  const known = built.get(key) ?? build(zone, locale);
  built.set(key, known);
  return known;
}
