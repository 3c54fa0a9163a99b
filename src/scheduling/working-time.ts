import type { MinuteRange, WeekPattern } from "../ipc/views.ts";
import { type Day, dayOf, daysTouched, type Range, weekday, zonedDay } from "../time/zoned-day.ts";
import { holds, merged } from "./ranges.ts";

/** When one practitioner works, as stored: weekly patterns with validity, days that differ, the day they leave. */
export type WorkingTime = {
  readonly zone: string;
  readonly hours: readonly { validFrom: Day; validUntil: Day | null; pattern: WeekPattern }[];
  readonly exceptions: ReadonlyMap<Day, readonly MinuteRange[]>;
  readonly leavesOn: Day | null;
};

function minutesOn(work: WorkingTime, day: Day): readonly MinuteRange[] {
  if (work.leavesOn !== null && day >= work.leavesOn) return [];
  const exception = work.exceptions.get(day);
  if (exception) return exception;
  const valid = work.hours.find((h) => h.validFrom <= day && (h.validUntil === null || day < h.validUntil));
  return valid?.pattern[weekday(day) - 1] ?? [];
}

/** The working ranges of a local day as instants: a pattern speaks of wall time, so a day of 23 hours is shorter. */
export function workingRanges(work: WorkingTime, day: Day): Range[] {
  const minutes = minutesOn(work, day);
  if (minutes.length === 0) return [];
  const { at } = zonedDay(work.zone, day);
  // A range inside a skipped hour has no length on that day.
  return merged(
    minutes
      .map(([start, end]) => ({ startsAt: at(start), endsAt: at(end) }))
      .filter((r) => r.startsAt < r.endsAt),
  );
}

/** Whether `[startsAt, endsAt)` lies in working time; hours that meet at midnight count as one stretch. */
export function isWorkingTime(work: WorkingTime, startsAt: number, endsAt: number): boolean {
  const day = dayOf(work.zone, startsAt);
  const ranges = workingRanges(work, day);
  if (holds(ranges, startsAt, endsAt)) return true;
  const days = daysTouched(work.zone, startsAt, endsAt);
  return days.length > 1 && holds(merged(days.flatMap((d) => workingRanges(work, d))), startsAt, endsAt);
}
