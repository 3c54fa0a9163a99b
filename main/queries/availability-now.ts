import type { FreeNow } from "../../src/ipc/views.ts";
import { nextFree } from "../../src/scheduling/free-next.ts";
import { dayOf, dayRange } from "../../src/time/zoned-day.ts";
import { findType } from "../db/appointment-types.ts";
import type { ReadableDb } from "../db/connection.ts";
import { practiceZone } from "../db/practice.ts";
import { listPractitioners } from "../db/practitioners.ts";
import { readOpenTime } from "./open-time.ts";

/**
 * Who can take somebody who stands at the desk, those who can at once first, and for how long they are free then;
 * nobody who is not free for a whole appointment of the type today. Null when the type is not known.
 */
export function findFreeNow(db: ReadableDb, typeId: string, now: number): FreeNow[] | null {
  const type = findType(db, typeId);
  if (!type) return null;
  const zone = practiceZone(db);
  const today = dayOf(zone, now);
  const length = { seconds: type.duration_minutes * 60, bufferSeconds: type.buffer_minutes * 60 };
  return (
    readOpenTime(db, {
      practitioners: listPractitioners(db),
      // Work may go on past midnight; further than tomorrow nobody at the desk wants to know.
      days: dayRange(today, 2),
      zone,
      bufferSeconds: length.bufferSeconds,
      now,
    })
      .flatMap(({ practitionerId, practitionerName, open, busy }) => {
        const next = nextFree(open, busy, length, now);
        if (next === null || dayOf(zone, next.startsAt) !== today) return [];
        return [{ practitionerId, practitionerName, ...next, endsAt: next.startsAt + length.seconds }];
      })
      // Stable: who is free at the same time stays in the practice's order.
      .sort((a, b) => a.startsAt - b.startsAt)
  );
}
