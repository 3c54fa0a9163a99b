import { merged, without } from "../../src/scheduling/ranges.ts";
import { workingRanges } from "../../src/scheduling/working-time.ts";
import { type Day, type Range, zonedDay } from "../../src/time/zoned-day.ts";
import { occupiedRanges, occupying } from "../db/appointments.ts";
import { blocksOf } from "../db/blocks.ts";
import type { ReadableDb } from "../db/connection.ts";
import { workingTimeOf } from "../db/hours.ts";
import type { PractitionerRow } from "../db/practitioners.ts";
import { remoteHoldsMeeting } from "../db/remote-holds.ts";

export type Scope = {
  readonly practitioners: readonly Pick<PractitionerRow, "id" | "name" | "leaves_on">[];
  readonly days: readonly Day[];
  readonly zone: string;
  /** A buffer may reach past the last day: what it would meet there is read too. */
  readonly bufferSeconds: number;
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

/** One practitioner's days: working time without blocks, and what occupies them or the room. In order. */
export type OpenTime = {
  readonly practitionerId: string;
  readonly practitionerName: string;
  readonly open: readonly Range[];
  readonly busy: readonly Range[];
};

/** A few short queries for all, and two for each practitioner. */
export function readOpenTime(db: ReadableDb, scope: Scope): OpenTime[] {
  const first = scope.days[0];
  const last = scope.days.at(-1);
  if (first === undefined || last === undefined) return [];
  const from = zonedDay(scope.zone, first).startsAt;
  const until = zonedDay(scope.zone, last).endsAt;
  const busyUntil = until + scope.bufferSeconds;
  const ids = scope.practitioners.map((practitioner) => practitioner.id);
  const blocks = Map.groupBy(blocksOf(db, ids, from, until), (block) => block.practitioner_id);
  const roomBusy = scope.roomId
    ? occupying(db, "room", scope.roomId, from, busyUntil).map((row) => ({
        startsAt: row.starts_at,
        endsAt: row.busy_until,
      }))
    : [];
  const spokenFor = [...(scope.planned ?? []), ...heldElsewhere(db, from, busyUntil, scope.now)];
  const spokenForWith = (practitionerId: string): Range[] =>
    spokenFor
      .filter(
        (each) => each.practitionerId === practitionerId || (scope.roomId && each.roomId === scope.roomId),
      )
      .map((each) => ({ startsAt: each.startsAt, endsAt: each.busyUntil }));
  return scope.practitioners.map((practitioner) => {
    const work = workingTimeOf(db, practitioner, scope.zone, first, last);
    const working = merged(scope.days.flatMap((day) => workingRanges(work, day)));
    const off = (blocks.get(practitioner.id) ?? []).map((block) => ({
      startsAt: block.starts_at,
      endsAt: block.ends_at,
    }));
    const own = occupiedRanges(db, practitioner.id, from, busyUntil);
    const others = spokenFor.length > 0 ? [...roomBusy, ...spokenForWith(practitioner.id)] : roomBusy;
    return {
      practitionerId: practitioner.id,
      practitionerName: practitioner.name,
      open: off.length > 0 ? without(working, off) : working,
      busy: others.length > 0 ? merged([...own, ...others]) : own,
    };
  });
}

const heldElsewhere = (db: ReadableDb, from: number, until: number, now: number): Planned[] =>
  remoteHoldsMeeting(db, from, until, now).map((row) => ({
    practitionerId: row.practitioner_id,
    roomId: row.room_id,
    startsAt: row.starts_at,
    busyUntil: row.busy_until,
  }));
