import { holdHasEnded } from "../../src/appointments/hold.ts";
import type { DayView } from "../../src/ipc/views.ts";
import { workingRanges } from "../../src/scheduling/working-time.ts";
import { type Day, zonedDay } from "../../src/time/zoned-day.ts";
import { appointmentsMeeting, appointmentViews } from "../db/appointments.ts";
import { blocksOf, blockView } from "../db/blocks.ts";
import type { ReadableDb } from "../db/connection.ts";
import { workingTimeOf } from "../db/hours.ts";
import { practiceZone } from "../db/practice.ts";
import { listPractitioners, practitionerView } from "../db/practitioners.ts";
import { scheduleVersions } from "../db/records.ts";
import { remoteHoldsMeeting, remoteHoldView } from "../db/remote-holds.ts";

/**
 * One local day of everybody who works here, or of those asked for. Somebody who has left is shown on days on
 * which they still have appointments or blocks, so that nothing is hidden.
 */
export function readDay(
  db: ReadableDb,
  day: Day,
  ids: readonly string[] | undefined,
  window: string,
  now: number,
): DayView {
  const zone = practiceZone(db);
  const { startsAt, endsAt } = zonedDay(zone, day);
  const asked = ids && new Set(ids);
  const all = listPractitioners(db).filter((row) => !asked || asked.has(row.id));
  const allIds = all.map((row) => row.id);
  const appointments = appointmentsMeeting(db, allIds, startsAt, endsAt).filter(
    ({ hold_expires_at: expiresAt }) => expiresAt === null || !holdHasEnded(expiresAt, now),
  );
  const blocks = blocksOf(db, allIds, startsAt, endsAt);
  const busy = new Set([...appointments, ...blocks].map((row) => row.practitioner_id));
  const shown = all.filter((row) => row.leaves_on === null || day < row.leaves_on || busy.has(row.id));
  const versions = scheduleVersions(db, day);
  return {
    day,
    startsAt,
    endsAt,
    practitioners: shown.map((row) => ({
      ...practitionerView(row),
      hours: workingRanges(workingTimeOf(db, row, zone, day, day), day),
      scheduleVersion: versions.get(row.id) ?? 0,
    })),
    appointments: appointmentViews(db, appointments, window),
    blocks: blocks.map(blockView),
    remoteHolds: remoteHoldsMeeting(db, startsAt, endsAt, now)
      .filter((row) => shown.some(({ id }) => id === row.practitioner_id))
      .map(remoteHoldView),
  };
}
