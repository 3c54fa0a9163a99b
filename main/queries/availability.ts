import type { Input } from "../../src/ipc/contract.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import { type StartStretch, startsIn } from "../../src/scheduling/free-starts.ts";
import { startsWithin, startWindows } from "../../src/scheduling/free-windows.ts";
import { dayOf, dayRange } from "../../src/time/zoned-day.ts";
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
  const first = dayOf(zone, input.from);
  const windows = startWindows(zone, dayRange(first, input.days), {
    weekdays: input.weekdays && new Set(input.weekdays),
    between: input.between,
  });
  const found = searchFreeTime(db, {
    practitioners: listPractitioners(db).filter((row) => !asked || asked.has(row.id)),
    // What starts on the last day may reach into the next.
    days: dayRange(first, input.days + 1),
    zone,
    length: { seconds, bufferSeconds: type.buffer_minutes * 60 },
    earliest: input.from,
    roomId: input.roomId,
    now,
  });
  const limit = input.limit ?? DEFAULT_LIMIT;
  // Each practitioner's first ones hold the first ones of all.
  const times: FreeTime[] = found.flatMap(({ practitionerId, practitionerName, stretches }) =>
    firstStarts(startsWithin(stretches, windows), limit).map((startsAt) => ({
      practitionerId,
      practitionerName,
      startsAt,
      endsAt: startsAt + seconds,
    })),
  );
  return times.sort((a, b) => a.startsAt - b.startsAt).slice(0, limit);
}

function firstStarts(stretches: readonly StartStretch[], limit: number): number[] {
  const starts: number[] = [];
  for (const stretch of stretches) {
    for (const startsAt of startsIn(stretch)) {
      if (starts.length === limit) return starts;
      starts.push(startsAt);
    }
  }
  return starts;
}
