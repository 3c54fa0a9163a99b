import { HOUR_SECONDS, hourOf, refusalJump } from "../../src/health/refusal-jump.ts";
import type { RefusalCount } from "../../src/health/refusals.ts";
import type { HealthView } from "../../src/ipc/views.ts";
import { dayOf } from "../../src/time/zoned-day.ts";
import type { ReadableDb } from "../db/connection.ts";
import { readPractice } from "../db/practice.ts";
import { firstRefusalHour, refusalsBetween } from "../db/refusal-counts.ts";
import { readSettings } from "../db/settings.ts";

/** A day and a night. */
const SHOWN_HOURS = 24;

const sum = (counts: readonly RefusalCount[]): number =>
  counts.reduce((total, { count }) => total + count, 0);

/** What was refused by hour and practitioner, and whether it has jumped. `waiting`: what is not written down yet. */
export function refusalHealth(
  db: ReadableDb,
  waiting: readonly RefusalCount[],
  now: number,
): HealthView["refusals"] {
  const zone = readPractice(db)?.zone;
  const until = hourOf(now) + HOUR_SECONDS;
  const from = until - SHOWN_HOURS * HOUR_SECONDS;
  const inHours = (first: number, end: number): RefusalCount[] => [
    ...refusalsBetween(db, first, end),
    ...waiting.filter(({ hour }) => hour >= first && hour < end),
  ];
  const shown = inHours(from, until);
  const hours = Array.from({ length: SHOWN_HOURS }, (_, index) => from + index * HOUR_SECONDS);
  const countOf = (hour: number): number => sum(inHours(hour, hour + HOUR_SECONDS));
  const since = firstRefusalHour(db) ?? now;
  return {
    hours,
    counts: merged(shown),
    jump: zone === undefined ? null : refusalJump(zone, now, countOf, since),
    aside: zone !== undefined && readSettings(db)["refusals-aside"] === dayOf(zone, now),
  };
}

/** By hour and practitioner, whatever the reason. */
function merged(counts: readonly RefusalCount[]): HealthView["refusals"]["counts"] {
  const found = new Map<string, HealthView["refusals"]["counts"][number]>();
  for (const { hour, practitionerId, count } of counts) {
    const key = `${hour} ${practitionerId}`;
    const before = found.get(key)?.count ?? 0;
    found.set(key, {
      hour,
      practitionerId: practitionerId === "" ? null : practitionerId,
      count: before + count,
    });
  }
  return [...found.values()];
}
