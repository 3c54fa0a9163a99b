import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Status } from "../../src/appointments/status.ts";
import type { AppointmentView, AttendeeView, Source } from "../../src/ipc/views.ts";
import type { Range } from "../../src/time/zoned-day.ts";
import { editable } from "./columns.ts";
import type { ReadableDb } from "./connection.ts";
import { sql } from "./statements.ts";

export const appointment = sqliteTable("appointment", {
  id: text().primaryKey(),
  practitioner_id: text().notNull(),
  room_id: text(),
  client_id: text(),
  type_id: text(),
  status: text().$type<Status>().notNull(),
  placed: integer().notNull().default(1),
  starts_at: integer().notNull(),
  ends_at: integer().notNull(),
  busy_until: integer().notNull(),
  source: text().$type<Source>().notNull(),
  series_id: text(),
  outside_reason: text(),
  cancel_reason: text(),
  hold_expires_at: integer(),
  held_by: text(),
  booked_by: text().notNull(),
  booked_at: integer().notNull(),
  ...editable,
});
export type AppointmentRow = typeof appointment.$inferSelect;
/** With what a card on the board shows of other tables. */
export type AppointmentDetail = AppointmentRow & {
  client_name: string | null;
  capacity: number | null;
  /** Flags: whether other desks share the practice, a waiting op touched the row, an open conflict names it. */
  shared: number;
  provisional: number;
  undecided: number;
};

const DETAIL = `SELECT appointment.*, client.name AS client_name, group_session.capacity AS capacity,
    EXISTS (SELECT 1 FROM share WHERE left_at IS NULL) AS shared,
    EXISTS (SELECT 1 FROM server_copy WHERE entity = 'appointment' AND server_copy.id = appointment.id)
      AS provisional,
    EXISTS (SELECT 1 FROM conflict WHERE state = 'open' AND row_id = appointment.id)
      OR EXISTS (SELECT 1 FROM conflict WHERE state = 'open' AND other_id IS NOT NULL AND other_id = appointment.id)
      OR (group_session.capacity IS NOT NULL AND EXISTS (
        SELECT 1 FROM attendee JOIN conflict ON state = 'open' AND row_id = attendee.id
        WHERE attendee.appointment_id = appointment.id)) AS undecided
  FROM appointment LEFT JOIN client ON client.id = appointment.client_id
  LEFT JOIN group_session ON group_session.appointment_id = appointment.id`;
const OCCUPYING = "placed = 1 AND status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')";
/** No occupied range is longer, so nothing that starts earlier can reach in (CHECK in the schema). */
const LONGEST_SECONDS = 86_400;

export const findAppointment = (db: ReadableDb, id: string): AppointmentRow | undefined =>
  sql<AppointmentRow>(db, "SELECT * FROM appointment WHERE id = ?").get(id);

export const findDetail = (db: ReadableDb, id: string): AppointmentDetail | undefined =>
  sql<AppointmentDetail>(db, `${DETAIL} WHERE appointment.id = ?`).get(id);

export type Occupied = { practitioner_id: string; starts_at: number; busy_until: number };

/** Who occupies a practitioner's time in `[startsAt, busyUntil)`; `room` the same for a room. First start first. */
export function occupying(
  db: ReadableDb,
  resource: "practitioner" | "room",
  resourceId: string,
  startsAt: number,
  busyUntil: number,
): AppointmentRow[] {
  const index = resource === "practitioner" ? "appointment_of_practitioner" : "appointment_of_room";
  return sql<AppointmentRow>(
    db,
    `SELECT * FROM appointment INDEXED BY ${index} WHERE ${resource}_id = ?
     AND starts_at < ? AND starts_at > ? AND busy_until > ? AND ${OCCUPYING} ORDER BY starts_at`,
  ).all(resourceId, busyUntil, startsAt - LONGEST_SECONDS, startsAt);
}

/**
 * A practitioner's occupied ranges that meet `[from, until)`, first start first, from the index alone. One query
 * for each practitioner: in one for all, SQLite would sort what the index holds in order already.
 */
export const occupiedRanges = (
  db: ReadableDb,
  practitionerId: string,
  from: number,
  until: number,
): Range[] =>
  sql<Range>(
    db,
    `SELECT starts_at AS startsAt, busy_until AS endsAt FROM appointment INDEXED BY appointment_of_practitioner
     WHERE practitioner_id = ? AND starts_at >= ? AND starts_at < ? AND busy_until > ? AND ${OCCUPYING}
     ORDER BY starts_at`,
  ).all(practitionerId, from - LONGEST_SECONDS, until, from);

/** What a day's board shows: everything but entries made in error. */
export const appointmentsMeeting = (
  db: ReadableDb,
  practitionerIds: readonly string[],
  from: number,
  until: number,
): AppointmentDetail[] =>
  sql<AppointmentDetail>(
    db,
    `${DETAIL} WHERE appointment.practitioner_id IN (SELECT value FROM json_each(?))
     AND starts_at >= ? AND starts_at < ? AND busy_until > ? AND status <> 'entered-in-error'
     ORDER BY appointment.practitioner_id, starts_at`,
  ).all(JSON.stringify(practitionerIds), from - LONGEST_SECONDS, until, from);

/** The appointments of a series, first start first; what was entered in error is none of it. */
export const appointmentsOfSeries = (db: ReadableDb, seriesId: string): AppointmentDetail[] =>
  sql<AppointmentDetail>(
    db,
    `${DETAIL} WHERE series_id = ? AND status <> 'entered-in-error' ORDER BY starts_at, appointment.id`,
  ).all(seriesId);

/** A client's appointments that hold time in `[startsAt, endsAt)`, seats in group sessions included. */
export const clientElsewhere = (
  db: ReadableDb,
  clientId: string,
  startsAt: number,
  endsAt: number,
): (AppointmentRow & { practitioner_name: string })[] =>
  sql<AppointmentRow & { practitioner_name: string }>(
    db,
    `SELECT a.*, practitioner.name AS practitioner_name FROM (
       SELECT id FROM appointment WHERE client_id = ? AND starts_at > ? AND starts_at < ?
       UNION SELECT appointment_id FROM attendee WHERE client_id = ? AND seat IS NOT NULL) AS mine
     JOIN appointment AS a ON a.id = mine.id JOIN practitioner ON practitioner.id = a.practitioner_id
     WHERE a.starts_at < ? AND a.ends_at > ? AND ${OCCUPYING}`,
  ).all(clientId, startsAt - LONGEST_SECONDS, endsAt, clientId, endsAt, startsAt);

export type AttendeeRow = {
  id: string;
  appointment_id: string;
  capacity: number;
  client_id: string;
  seat: number | null;
  version: number;
  set_by: string;
};

export const attendeesOf = (
  db: ReadableDb,
  appointmentIds: readonly string[],
): (AttendeeRow & { client_name: string })[] =>
  sql<AttendeeRow & { client_name: string }>(
    db,
    `SELECT attendee.*, client.name AS client_name FROM attendee JOIN client ON client.id = attendee.client_id
     WHERE appointment_id IN (SELECT value FROM json_each(?)) AND seat IS NOT NULL ORDER BY appointment_id, seat`,
  ).all(JSON.stringify(appointmentIds));

/** `window` marks the asking window's own holds. */
export function appointmentViews(
  db: ReadableDb,
  rows: readonly AppointmentDetail[],
  window: string,
): AppointmentView[] {
  const groups = rows.filter((row) => row.capacity !== null).map((row) => row.id);
  const attendees = new Map<string, AttendeeView[]>();
  for (const row of groups.length > 0 ? attendeesOf(db, groups) : []) {
    const list = attendees.get(row.appointment_id) ?? [];
    list.push({ id: row.id, clientId: row.client_id, clientName: row.client_name, seat: row.seat ?? 0 });
    attendees.set(row.appointment_id, list);
  }
  return rows.map((row) => ({
    id: row.id,
    practitionerId: row.practitioner_id,
    roomId: row.room_id,
    clientId: row.client_id,
    clientName: row.client_name,
    typeId: row.type_id,
    status: row.status,
    placed: row.placed === 1,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    busyUntil: row.busy_until,
    source: row.source,
    seriesId: row.series_id,
    outsideReason: row.outside_reason,
    cancelReason: row.cancel_reason,
    capacity: row.capacity,
    attendees: attendees.get(row.id) ?? [],
    holdExpiresAt: row.hold_expires_at,
    heldHere: row.held_by === window,
    bookedBy: row.booked_by,
    bookedAt: row.booked_at,
    sharing: row.shared === 0 ? "local" : row.provisional === 1 ? "provisional" : "confirmed",
    needsDecision: row.undecided === 1,
    version: row.version,
  }));
}
