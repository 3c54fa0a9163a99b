import { join } from "node:path";
import { openWriter } from "../../main/db/connection.ts";
import { newId } from "../../main/ids.ts";

/** A durable insert and nothing else: the yardstick of a booking. */
export type RawInsert = { insert(row: { practitionerId: string; startsAt: number }): void; close(): void };

/**
 * One row of an appointment's columns into a table with one index, with the settings of the app's own
 * connection: WAL, synchronous FULL, no automatic checkpoint.
 */
export function openRawInsert(folder: string): RawInsert {
  const db = openWriter(join(folder, "raw.db"), { mustExist: false });
  db.exec(`CREATE TABLE raw_appointment (
      id TEXT PRIMARY KEY NOT NULL, practitioner_id TEXT NOT NULL, room_id TEXT, client_id TEXT, type_id TEXT,
      status TEXT NOT NULL, placed INTEGER NOT NULL DEFAULT 1, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
      busy_until INTEGER NOT NULL, source TEXT NOT NULL, series_id TEXT, outside_reason TEXT, cancel_reason TEXT,
      hold_expires_at INTEGER, held_by TEXT, booked_by TEXT NOT NULL, booked_at INTEGER NOT NULL,
      version INTEGER NOT NULL DEFAULT 1, set_by TEXT NOT NULL) STRICT;
    CREATE INDEX raw_appointment_of_practitioner ON raw_appointment (practitioner_id, starts_at)`);
  const statement = db.prepare(
    `INSERT INTO raw_appointment
       (id, practitioner_id, client_id, type_id, status, starts_at, ends_at, busy_until, source, booked_by, booked_at, set_by)
     VALUES (?, ?, ?, ?, 'booked', ?, ?, ?, 'phone', 'Front desk', ?, ?)`,
  );
  return {
    insert: ({ practitionerId, startsAt }) => {
      const id = newId();
      statement.run(
        id,
        practitionerId,
        id,
        id,
        startsAt,
        startsAt + 1_500,
        startsAt + 1_800,
        startsAt,
        `{"*":"${id}"}`,
      );
    },
    close: () => void db.close(),
  };
}
