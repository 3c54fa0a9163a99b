import type { FreeTime } from "../../src/ipc/views.ts";
import {
  freeStarts,
  type Length,
  RHYTHM_SECONDS,
  type StartStretch,
} from "../../src/scheduling/free-starts.ts";
import { type Candidates, nearestFree } from "../../src/scheduling/nearest-free.ts";
import { addDays, dayOf, dayRange } from "../../src/time/zoned-day.ts";
import type { ReadableDb } from "../db/connection.ts";
import { listPractitioners } from "../db/practitioners.ts";
import { type Planned, readOpenTime, type Scope } from "./open-time.ts";

export type Search = Omit<Scope, "bufferSeconds"> & {
  readonly length: Length;
  /** No start before this instant. */
  readonly earliest: number;
};

/** Where appointments of a length can start: a few short queries each, the rest is arithmetic. */
export const searchFreeTime = (db: ReadableDb, search: Search): Candidates[] =>
  readOpenTime(db, { ...search, bufferSeconds: search.length.bufferSeconds }).map(
    ({ practitionerId, practitionerName, open, busy }) => ({
      practitionerId,
      practitionerName,
      stretches: startingFrom(freeStarts(open, [], busy, search.length), search.earliest),
    }),
  );

const startingFrom = (stretches: readonly StartStretch[], earliest: number): StartStretch[] => {
  const first = Math.ceil(earliest / RHYTHM_SECONDS) * RHYTHM_SECONDS;
  return stretches
    .filter(({ last }) => last >= first)
    .map((s) => ({ first: Math.max(s.first, first), last: s.last }));
};

const DAYS_AROUND = 7;

/** The three nearest free times to offer instead of one that cannot be had: the same practitioner's week, the others' day. */
export function nearestFreeTimes(
  db: ReadableDb,
  wanted: { practitionerId: string; startsAt: number; roomId: string | null; length: Length },
  zone: string,
  now: number,
  planned: readonly Planned[] = [],
): FreeTime[] {
  const day = dayOf(zone, wanted.startsAt);
  const common = {
    zone,
    length: wanted.length,
    roomId: wanted.roomId,
    // A time that is past is offered only to somebody who enters a past appointment.
    earliest: Math.min(now, wanted.startsAt),
    now,
    planned,
  };
  const all = listPractitioners(db);
  const same = searchFreeTime(db, {
    ...common,
    practitioners: all.filter((p) => p.id === wanted.practitionerId),
    days: dayRange(addDays(day, -1), DAYS_AROUND + 1),
  });
  const others = searchFreeTime(db, {
    ...common,
    practitioners: all.filter((p) => p.id !== wanted.practitionerId),
    days: [day],
  });
  return nearestFree({ ...wanted, seconds: wanted.length.seconds }, [...same, ...others]);
}
