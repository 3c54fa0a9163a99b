import type { AffectedBooking } from "../../src/ipc/views.ts";
import { isWorkingTime, type WorkingTime } from "../../src/scheduling/working-time.ts";
import type { WritableDb } from "../db/connection.ts";
import { sql } from "../db/statements.ts";

type Row = {
  id: string;
  practitioner_id: string;
  practitioner_name: string;
  client_name: string | null;
  client_phone: string | null;
  starts_at: number;
  ends_at: number;
  version: number;
};

const view = (row: Row): AffectedBooking => ({
  id: row.id,
  practitionerId: row.practitioner_id,
  practitionerName: row.practitioner_name,
  clientName: row.client_name,
  clientPhone: row.client_phone,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  version: row.version,
});

/** Bookings of a practitioner that are still to come and meet `[from, until)`: those a change would touch. */
export function bookingsBetween(
  db: WritableDb,
  practitionerId: string,
  from: number,
  until: number,
): AffectedBooking[] {
  return sql<Row>(
    db,
    `SELECT a.id, a.practitioner_id, practitioner.name AS practitioner_name, client.name AS client_name,
       client.phone AS client_phone, a.starts_at, a.ends_at, a.version
     FROM appointment AS a JOIN practitioner ON practitioner.id = a.practitioner_id
     LEFT JOIN client ON client.id = a.client_id
     WHERE a.practitioner_id = ? AND a.starts_at > ? - 86400 AND a.starts_at < ? AND a.ends_at > ?
       AND a.placed = 1 AND a.status IN ('booked', 'arrived', 'checked-in') ORDER BY a.starts_at`,
  )
    .all(practitionerId, from, until, from)
    .map(view);
}

/** Bookings to come that lie in working time now and would not any more. */
export function bookingsLosingHours(
  db: WritableDb,
  practitionerId: string,
  now: number,
  before: WorkingTime,
  after: WorkingTime,
): AffectedBooking[] {
  return bookingsBetween(db, practitionerId, now, Number.MAX_SAFE_INTEGER).filter(
    ({ startsAt, endsAt }) =>
      isWorkingTime(before, startsAt, endsAt) && !isWorkingTime(after, startsAt, endsAt),
  );
}
