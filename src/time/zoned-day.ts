import { Temporal } from "temporal-polyfill";
import { wallTimeToInstant } from "./wall-time.ts";

/** A calendar day in the practice's zone, written `YYYY-MM-DD`. */
export type Day = string;
export type Range = { readonly startsAt: number; readonly endsAt: number };

/**
 * One local day as a half-open range of instants. Days of 23 and 25 hours exist, so nothing outside this
 * module adds 86,400 to get to tomorrow.
 */
export type ZonedDay = Range & {
  readonly day: Day;
  /** Minutes of wall time after midnight (0 to 1440) to an instant. In a gap the gap's end, in a repeat the first. */
  readonly at: (minutes: number) => number;
};

const seconds = (zoned: Temporal.ZonedDateTime): number => zoned.epochMilliseconds / 1000;

function computeDay(zone: string, day: Day): ZonedDay {
  const date = Temporal.PlainDate.from(day);
  const start = date.toZonedDateTime(zone);
  const startsAt = seconds(start);
  const endsAt = seconds(date.add({ days: 1 }).toZonedDateTime(zone));
  const midnightIsPlain = start.hour === 0 && start.minute === 0;
  if (midnightIsPlain && endsAt - startsAt === 86_400) {
    return { day, startsAt, endsAt, at: (minutes) => startsAt + minutes * 60 };
  }
  const at = (minutes: number): number => {
    if (minutes >= 1440) return endsAt;
    const instant = wallTimeToInstant(zone, day, minutes);
    if (instant.ok) return instant.value;
    return instant.error.code === "time-repeats" ? instant.error.first : instant.error.next;
  };
  return { day, startsAt, endsAt, at };
}

const cache = new Map<string, ZonedDay>();
const CACHE_LIMIT = 4_000;

/** The day's range in `zone`. Throws RangeError on a day or zone that does not exist: schemas keep those out. */
export function zonedDay(zone: string, day: Day): ZonedDay {
  const key = `${zone}|${day}`;
  const known = cache.get(key);
  if (known) return known;
  if (cache.size >= CACHE_LIMIT) cache.clear();
  const computed = computeDay(zone, day);
  cache.set(key, computed);
  return computed;
}

let lastDay: (ZonedDay & { zone: string }) | undefined;

/** The local day that an instant (Unix seconds) lies in. */
export function dayOf(zone: string, instant: number): Day {
  if (lastDay && lastDay.zone === zone && instant >= lastDay.startsAt && instant < lastDay.endsAt)
    return lastDay.day;
  const day = Temporal.Instant.fromEpochMilliseconds(instant * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
  lastDay = { ...zonedDay(zone, day), zone };
  return day;
}

export const addDays = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString();

const DAY_MS = 86_400_000;

/** How many days of the calendar later `until` is. */
export const daysBetween = (from: Day, until: Day): number => (Date.parse(until) - Date.parse(from)) / DAY_MS;

/** ISO weekday, 1 Monday to 7 Sunday. Reckoned, because a search asks for it a thousand times. */
export function weekday(day: Day): number {
  // Day 0 of Unix time was a Thursday.
  const fromMonday = (Date.parse(day) / DAY_MS + 3) % 7;
  return (fromMonday < 0 ? fromMonday + 7 : fromMonday) + 1;
}

/** The local days that a half-open range touches, in order. */
export function daysTouched(zone: string, startsAt: number, endsAt: number): Day[] {
  const first = dayOf(zone, startsAt);
  const days = [first];
  while (zonedDay(zone, days.at(-1) ?? first).endsAt < endsAt) days.push(addDays(days.at(-1) ?? first, 1));
  return days;
}

/** `count` days from `first` on. */
export const dayRange = (first: Day, count: number): Day[] =>
  Array.from({ length: count }, (_, index) => (index === 0 ? first : addDays(first, index)));
