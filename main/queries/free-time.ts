import type { FreeTime } from "../../src/ipc/views.ts";
import {
  freeStarts,
  type Length,
  RHYTHM_SECONDS,
  type StartStretch,
} from "../../src/scheduling/free-starts.ts";
import { type Candidates, nearestFree } from "../../src/scheduling/nearest-free.ts";
import { merged } from "../../src/scheduling/ranges.ts";
import { workingRanges } from "../../src/scheduling/working-time.ts";
import { addDays, type Day, dayOf, dayRange, type Range, zonedDay } from "../../src/time/zoned-day.ts";
import { occupiedRanges, occupying } from "../db/appointments.ts";
import { blocksOf } from "../db/blocks.ts";
import type { ReadableDb } from "../db/connection.ts";
import { workingTimeOf } from "../db/hours.ts";
import { listPractitioners, type PractitionerRow } from "../db/practitioners.ts";
import { remoteHoldsMeeting } from "../db/remote-holds.ts";

export type Search = {
  readonly practitioners: readonly Pick<PractitionerRow, "id" | "name" | "leaves_on">[];
  readonly days: readonly Day[];
  readonly zone: string;
  readonly length: Length;
  /** No start before this instant. */
  readonly earliest: number;
  readonly roomId?: string | null | undefined;
  /** What other desks are just booking is not free, as long as they hold it. */
  readonly now: number;
  readonly planned?: readonly Planned[];
};

/** A time that is spoken for though nobody has it yet: the others of a series that is being booked. */
export type Planned = {
  readonly practitionerId: string;
  readonly roomId: string | null;
  readonly startsAt: number;
  readonly busyUntil: number;
};

/** Where appointments of a length can start: a few short queries each, the rest is arithmetic. */
export function searchFreeTime(db: ReadableDb, search: Search): Candidates[] {
  const first = search.days[0];
  const last = search.days.at(-1);
  if (first === undefined || last === undefined) return [];
  const from = zonedDay(search.zone, first).startsAt;
  const until = zonedDay(search.zone, last).endsAt;
  const ids = search.practitioners.map((practitioner) => practitioner.id);
  const blocks = grouped(
    blocksOf(db, ids, from, until).map((b) => [
      b.practitioner_id,
      { startsAt: b.starts_at, endsAt: b.ends_at },
    ]),
  );
  const roomBusy = search.roomId
    ? occupying(db, "room", search.roomId, from, until + search.length.bufferSeconds).map((r) => ({
        startsAt: r.starts_at,
        endsAt: r.busy_until,
      }))
    : [];
  const elsewhere = remoteHoldsMeeting(db, from, until + search.length.bufferSeconds, search.now);
  const spokenFor: Planned[] = [
    ...(search.planned ?? []),
    ...elsewhere.map((row) => ({
      practitionerId: row.practitioner_id,
      roomId: row.room_id,
      startsAt: row.starts_at,
      busyUntil: row.busy_until,
    })),
  ];
  const spokenForWith = (practitionerId: string): Range[] =>
    spokenFor
      .filter(
        (each) => each.practitionerId === practitionerId || (search.roomId && each.roomId === search.roomId),
      )
      .map((each) => ({ startsAt: each.startsAt, endsAt: each.busyUntil }));
  return search.practitioners.map((practitioner) => {
    const work = workingTimeOf(db, practitioner, search.zone, first, last);
    const working = merged(search.days.flatMap((day) => workingRanges(work, day)));
    const own = occupiedRanges(db, practitioner.id, from, until + search.length.bufferSeconds);
    const others = spokenFor.length > 0 ? [...roomBusy, ...spokenForWith(practitioner.id)] : roomBusy;
    const taken = others.length > 0 ? merged([...own, ...others]) : own;
    const stretches = freeStarts(working, blocks.get(practitioner.id) ?? [], taken, search.length);
    return {
      practitionerId: practitioner.id,
      practitionerName: practitioner.name,
      stretches: startingFrom(stretches, search.earliest),
    };
  });
}

function grouped(rows: readonly (readonly [string, Range])[]): Map<string, Range[]> {
  const groups = new Map<string, Range[]>();
  for (const [id, range] of rows) {
    const group = groups.get(id);
    if (group) group.push(range);
    else groups.set(id, [range]);
  }
  return groups;
}

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
