import type { Input } from "../../src/ipc/contract.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import { type StartStretch, startsIn } from "../../src/scheduling/free-starts.ts";
import { wallMinutes } from "../../src/time/wall-time.ts";
import { dayOf, dayRange, weekday } from "../../src/time/zoned-day.ts";
import { findType } from "../db/appointment-types.ts";
import type { ReadableDb } from "../db/connection.ts";
import { practiceZone } from "../db/practice.ts";
import { listPractitioners } from "../db/practitioners.ts";
import { searchFreeTime } from "./free-time.ts";

const DEFAULT_LIMIT = 10;

/** Free times in order of time; null when the type is not known. */
export function findAvailability(
  db: ReadableDb,
  input: Input<"availability.find">,
  now: number,
): FreeTime[] | null {
  const type = findType(db, input.typeId);
  if (!type) return null;
  const zone = practiceZone(db);
  const asked = input.practitionerIds && new Set(input.practitionerIds);
  const seconds = (input.durationMinutes ?? type.duration_minutes) * 60;
  const weekdays = input.weekdays && new Set(input.weekdays);
  const days = dayRange(dayOf(zone, input.from), input.days).filter(
    (day) => !weekdays || weekdays.has(weekday(day)),
  );
  const found = searchFreeTime(db, {
    practitioners: listPractitioners(db).filter((row) => !asked || asked.has(row.id)),
    days,
    zone,
    length: { seconds, bufferSeconds: type.buffer_minutes * 60 },
    earliest: input.from,
    roomId: input.roomId,
    now,
  });
  const limit = input.limit ?? DEFAULT_LIMIT;
  const wanted = (startsAt: number): boolean => !input.between || inDayPart(zone, input.between, startsAt);
  // Each practitioner's first ones hold the first ones of all.
  const times: FreeTime[] = found.flatMap(({ practitionerId, practitionerName, stretches }) =>
    firstStarts(stretches, wanted, limit).map((startsAt) => ({
      practitionerId,
      practitionerName,
      startsAt,
      endsAt: startsAt + seconds,
    })),
  );
  return times.sort((a, b) => a.startsAt - b.startsAt).slice(0, limit);
}

function firstStarts(
  stretches: readonly StartStretch[],
  wanted: (startsAt: number) => boolean,
  limit: number,
): number[] {
  const starts: number[] = [];
  for (const stretch of stretches) {
    for (const startsAt of startsIn(stretch)) {
      if (starts.length === limit) return starts;
      if (wanted(startsAt)) starts.push(startsAt);
    }
  }
  return starts;
}

function inDayPart(zone: string, [from, until]: readonly [number, number], instant: number): boolean {
  const minutes = wallMinutes(zone, instant);
  return minutes >= from && minutes < until;
}
