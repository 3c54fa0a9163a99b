import { addDays, dayOf, zonedDay } from "../time/zoned-day.ts";

/** When refusals are so many more than usual that somebody should look; a few are the promise at work. */

export const HOUR_SECONDS = 3_600;
/** So many past weeks are looked at, the same hour of the same weekday in each. */
export const USUAL_WEEKS = 6;
/** Fewer in an hour are never news, however few are usual. */
export const JUMP_LEAST = 10;
/** With less to go by, the highest is taken for usual. */
const LEAST_WEEKS = 3;

export const hourOf = (instant: number): number => Math.floor(instant / HOUR_SECONDS) * HOUR_SECONDS;

/** The same hour of the same weekday in the weeks before, the latest first; where clocks change, by the clock. */
export function sameHours(zone: string, hour: number): number[] {
  const day = dayOf(zone, hour);
  const minutes = Math.floor((hour - zonedDay(zone, day).startsAt) / 60);
  return Array.from({ length: USUAL_WEEKS }, (_, week) =>
    hourOf(zonedDay(zone, addDays(day, -7 * (week + 1))).at(minutes)),
  );
}

/** What is usual: the middle one, so that one bad week neither hides the next nor makes a quiet one loud. */
export function usualOf(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b);
  if (sorted.length < LEAST_WEEKS) return sorted.at(-1) ?? 0;
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/**
 * From so many on it is a jump: twice the usual, and five times its scatter more. Of what comes by chance around a
 * steady usual this takes less than one hour in a year of opening hours for a jump (see the test).
 */
export const jumpFrom = (usual: number): number =>
  Math.max(JUMP_LEAST, Math.ceil(2 * usual + 5 * Math.sqrt(usual)));

export type Jump = { since: number; count: number; usual: number };

/**
 * The jump of this hour or of the one before it, so that it does not vanish as the clock strikes; null when there is
 * none. `countOf`: refusals in the hour that begins then. `countedSince`: hours before it say nothing.
 */
export function refusalJump(
  zone: string,
  now: number,
  countOf: (hour: number) => number,
  countedSince: number,
): Jump | null {
  const current = hourOf(now);
  for (const hour of [current, current - HOUR_SECONDS]) {
    const count = countOf(hour);
    if (count < JUMP_LEAST) continue;
    const known = sameHours(zone, hour).filter((each) => each >= countedSince);
    const usual = usualOf(known.map(countOf));
    if (count >= jumpFrom(usual)) return { since: hour, count, usual };
  }
  return null;
}
