import { holdHasEnded } from "../../src/appointments/hold.ts";
import type { DayView, WeekView } from "../../src/ipc/views.ts";
import { workingRanges } from "../../src/scheduling/working-time.ts";
import { type Day, dayRange, zonedDay } from "../../src/time/zoned-day.ts";
import { appointmentsMeeting, appointmentViews } from "../db/appointments.ts";
import { blocksOf, blockView } from "../db/blocks.ts";
import type { ReadableDb } from "../db/connection.ts";
import { workingTimeOf } from "../db/hours.ts";
import { practiceZone } from "../db/practice.ts";
import { findPractitioner, listPractitioners, practitionerView } from "../db/practitioners.ts";
import { scheduleVersions, scheduleVersionsOf } from "../db/records.ts";
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
  const appointments = appointmentsMeeting(db, allIds, startsAt, endsAt).filter(lives(now));
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

/** A hold that has ended is not shown, although it may not have been taken away yet. */
const lives =
  (now: number) =>
  ({ hold_expires_at: expiresAt }: { hold_expires_at: number | null }): boolean =>
    expiresAt === null || !holdHasEnded(expiresAt, now);

const WEEK = 7;

/** Seven local days of one practitioner, of whatever length each is; undefined for nobody. */
export function readWeek(
  db: ReadableDb,
  practitionerId: string,
  from: Day,
  window: string,
  now: number,
): WeekView | undefined {
  const row = findPractitioner(db, practitionerId);
  if (row?.removed !== 0) return undefined;
  const zone = practiceZone(db);
  const days = dayRange(from, WEEK);
  const until = days.at(-1) ?? from;
  const { startsAt } = zonedDay(zone, from);
  const { endsAt } = zonedDay(zone, until);
  const work = workingTimeOf(db, row, zone, from, until);
  const versions = scheduleVersionsOf(db, row.id, from, until);
  const appointments = appointmentsMeeting(db, [row.id], startsAt, endsAt).filter(lives(now));
  return {
    practitioner: practitionerView(row),
    days: days.map((day) => ({
      day,
      startsAt: zonedDay(zone, day).startsAt,
      endsAt: zonedDay(zone, day).endsAt,
      hours: workingRanges(work, day),
      scheduleVersion: versions.get(day) ?? 0,
    })),
    appointments: appointmentViews(db, appointments, window),
    blocks: blocksOf(db, [row.id], startsAt, endsAt).map(blockView),
    remoteHolds: remoteHoldsMeeting(db, startsAt, endsAt, now)
      .filter((hold) => hold.practitioner_id === row.id)
      .map(remoteHoldView),
  };
}
