import { join } from "node:path";
import Database from "better-sqlite3";

/** Looks into a desk's file past the app, without writing to it. */
export function look<T>(dataDir: string, at: (db: Database.Database) => T): T {
  const db = new Database(join(dataDir, "anteroom.db"), { readonly: true, fileMustExist: true });
  try {
    return at(db);
  } finally {
    db.close();
  }
}

const occupying = "placed = 1 AND status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')";

/** Of one resource, whoever begins before an earlier one has ended: another way of counting than the app's own. */
const overlapsOf = (resource: "practitioner_id" | "room_id"): string =>
  `SELECT count(*) FROM (
     SELECT starts_at, max(busy_until) OVER (PARTITION BY ${resource} ORDER BY starts_at, rowid
       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_before
     FROM appointment WHERE ${resource} IS NOT NULL AND ${occupying})
   WHERE busy_before > starts_at`;

export const overlaps = (db: Database.Database): number =>
  (["practitioner_id", "room_id"] as const).reduce(
    (sum, resource) => sum + (db.prepare(overlapsOf(resource)).pluck().get() as number),
    0,
  );

/** What every sound file says of itself. */
export const damage = (db: Database.Database): unknown[] => [
  ...(db.pragma("integrity_check") as { integrity_check: string }[]).filter(
    (row) => row.integrity_check !== "ok",
  ),
  ...(db.pragma("foreign_key_check") as unknown[]),
];

/**
 * Bookings that are not there whole: each needs its one op, audit entry and note (the test's bookings all bring
 * their request id as a note) and its answer by request id; and none of these may be there without its booking.
 */
export const halfWritten = (db: Database.Database): unknown[] =>
  db
    .prepare(
      `WITH booking AS MATERIALIZED (
         SELECT id, json_extract(set_by, '$."*"') AS op, practitioner_id AS who FROM appointment
          WHERE status = 'booked'),
       answer AS MATERIALIZED (
         SELECT request_id, json_extract(answer, '$.appointment.id') AS id FROM accepted_request
          WHERE json_extract(answer, '$.appointment.id') IS NOT NULL)
       SELECT 'booking' AS what, id FROM booking WHERE
            (SELECT count(*) FROM outbox WHERE op_id = op) <> 1
         OR (SELECT count(*) FROM audit WHERE op_id = op AND action = 'appointments.book') <> 1
         OR (SELECT count(*) FROM audit_subject WHERE subject_id = booking.id) <> 1
         OR (SELECT count(*) FROM note JOIN accepted_request ON request_id = text
              WHERE appointment_id = booking.id
                AND json_extract(answer, '$.appointment.id') = booking.id) <> 1
         OR who NOT IN (SELECT practitioner_id FROM schedule_version)
       UNION ALL SELECT 'audit entry', op_id FROM audit
        WHERE action = 'appointments.book' AND op_id NOT IN (SELECT op FROM booking)
       UNION ALL SELECT 'note', text FROM note WHERE appointment_id NOT IN (SELECT id FROM booking)
       UNION ALL SELECT 'answer', request_id FROM answer WHERE id NOT IN (SELECT id FROM booking)
       UNION ALL SELECT 'twice', text FROM note GROUP BY text HAVING count(*) > 1`,
    )
    .all();

/** Every booking by the request id that it carries as its note. */
export const bookingsByRequest = (db: Database.Database): Map<string, { id: string; startsAt: number }> =>
  new Map(
    (
      db
        .prepare(
          `SELECT text AS request, appointment.id, starts_at AS startsAt FROM note
             JOIN appointment ON appointment.id = appointment_id WHERE status = 'booked'`,
        )
        .all() as { request: string; id: string; startsAt: number }[]
    ).map(({ request, ...booking }) => [request, booking]),
  );
