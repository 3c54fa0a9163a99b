import type { Input } from "../../../src/ipc/contract.ts";
import { RHYTHM_SECONDS } from "../../../src/scheduling/free-starts.ts";
import { type Day, dayOf, zonedDay } from "../../../src/time/zoned-day.ts";

export type Part = "any" | "morning" | "afternoon";

/** What somebody wishes for; empty lists wish for nothing in particular. */
export type Filters = {
  /** Null: what was booked last, or the practice's first. */
  typeId: string | null;
  practitionerIds: readonly string[];
  /** ISO weekdays, Monday 1. */
  weekdays: readonly number[];
  part: Part;
  /** Null: from now on. */
  from: Day | null;
};

/** Further ahead than anybody books by telephone; main looks through it in a few milliseconds. */
export const SEARCHED_DAYS = 120;
/** How many are listed at first, and how many more each time. */
export const PAGE = 10;
export const MOST_LISTED = 200;

const NOON = 720;
const MIDNIGHT = 1440;
const parts: Record<Part, [number, number] | null> = {
  any: null,
  morning: [0, NOON],
  afternoon: [NOON, MIDNIGHT],
};

/** A day that is over is looked for from now on. */
export const fromDay = (from: Day | null, zone: string, now: number): Day => {
  const today = dayOf(zone, now);
  return from === null || from < today ? today : from;
};

type What = { typeId: string; durationMinutes: number | null; limit: number };

/** The wish as main is asked. What is asked stays the same for five minutes, so that its answer is kept. */
export function questionOf(
  filters: Filters,
  { typeId, durationMinutes, limit }: What,
  zone: string,
  now: number,
): Input<"availability.find"> {
  const { practitionerIds, weekdays, part, from } = filters;
  const between = parts[part];
  const next = Math.ceil(now / RHYTHM_SECONDS) * RHYTHM_SECONDS;
  return {
    typeId,
    from: Math.max(next, zonedDay(zone, fromDay(from, zone, now)).startsAt),
    days: SEARCHED_DAYS,
    // One more than is shown tells whether there are more.
    limit: limit + 1,
    ...(durationMinutes !== null && { durationMinutes }),
    ...(practitionerIds.length > 0 && { practitionerIds: [...practitionerIds] }),
    ...(weekdays.length > 0 && { weekdays: weekdays.toSorted() }),
    ...(between && { between }),
  };
}
