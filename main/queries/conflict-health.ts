import type { HealthView } from "../../src/ipc/views.ts";
import { addDays, dayOf, dayRange, zonedDay } from "../../src/time/zoned-day.ts";
import { conflictTimes, openConflictsByKind } from "../db/conflicts.ts";
import type { ReadableDb } from "../db/connection.ts";
import { readPractice } from "../db/practice.ts";

/** Two weeks show whether they become more. */
const DAYS = 14;

/** Conflicts by kind, and how many were opened and settled on each of the last days. */
export function conflictHealth(db: ReadableDb, now: number): HealthView["conflicts"] {
  const zone = readPractice(db)?.zone;
  if (zone === undefined) return { open: {}, byDay: [] };
  const days = dayRange(addDays(dayOf(zone, now), 1 - DAYS), DAYS);
  const { opened, closed } = conflictTimes(db, zonedDay(zone, days[0] ?? "").startsAt);
  const count = (times: readonly number[], day: string): number =>
    times.filter((time) => dayOf(zone, time) === day).length;
  return {
    open: openConflictsByKind(db),
    byDay: days.map((day) => ({ day, opened: count(opened, day), closed: count(closed, day) })),
  };
}
