import {
  causeStands,
  type Facts,
  groupAbout,
  holdsTime,
  isPutAnew,
  mayMeet,
} from "../../src/conflicts/causes.ts";
import { type Conflict, meetingId } from "../../src/conflicts/conflict.ts";
import { type Entity, setterOf } from "../../src/sync/entities.ts";
import type { RowChange } from "../../src/sync/op.ts";
import { type AppointmentRow, findAppointment, occupying } from "./appointments.ts";
import { type BlockRow, blocksMeeting, findBlock } from "./blocks.ts";
import { findConflict, openConflictsOf } from "./conflicts.ts";
import type { ReadableDb } from "./connection.ts";
import { idColumn } from "./server-copies.ts";
import { sql } from "./statements.ts";

/** Whose writing it is, as conflicts name it. */
export type Act = { readonly opId: string; readonly actor: string; readonly at: number };
/** Where conflicts are written: by a command's unit of work, or by the replay of an op. */
export type ConflictStore = { readonly db: ReadableDb; saveConflict(conflict: Conflict): void };

/**
 * What follows from the rows as an act leaves them: bookings that lie on time off now, and conflicts whose cause
 * is gone. The same for a local command, and for an op that is replayed.
 */
export function settleConflicts(store: ConflictStore, act: Act, changes: readonly RowChange[]): void {
  noteMeetings(store, act, changes);
  for (const change of changes) {
    // A new row has no conflict but those that this very act has opened; only a seat in a session that is called off
    // can be gone at once.
    if (change.kind === "resolve" || (change.kind === "insert" && change.entity !== "attendee")) continue;
    for (const conflict of conflictsAbout(store.db, change)) {
      if (!causeStands(conflict, factsOf(store.db, act, conflict))) closeConflict(store, act, conflict);
    }
  }
}

export function closeConflict(store: ConflictStore, act: Act, conflict: Conflict): void {
  store.saveConflict({
    ...conflict,
    state: "closed",
    closed_op: act.opId,
    closed_by: act.actor,
    closed_at: act.at,
  });
}

function noteMeetings(store: ConflictStore, act: Act, changes: readonly RowChange[]): void {
  let anew: Set<string> | undefined;
  const note = (booking: AppointmentRow, block: BlockRow): void => {
    anew ??= new Set(changes.filter(isPutAnew).map(({ id }) => id));
    noteMeeting(store, act, booking, block, anew.has(booking.id) || anew.has(block.id));
  };
  for (const change of changes) {
    if (!mayMeet(change)) continue;
    if (change.entity === "appointment") {
      const booking = findAppointment(store.db, change.id);
      if (!booking || !holdsTime(booking)) continue;
      const { practitioner_id: practitionerId, starts_at: startsAt, ends_at: endsAt } = booking;
      for (const block of blocksMeeting(store.db, practitionerId, startsAt, endsAt)) note(booking, block);
    } else {
      const block = findBlock(store.db, change.id);
      if (!block || block.removed === 1) continue;
      for (const booking of bookingsUnder(store.db, block)) note(booking, block);
    }
  }
}

const bookingsUnder = (db: ReadableDb, block: BlockRow): AppointmentRow[] =>
  occupying(
    db,
    "practitioner",
    block.practitioner_id,
    block.starts_at,
    block.ends_at,
    // Only the buffer after a booking may lie on time off.
  ).filter((row) => row.status !== "pending" && row.ends_at > block.starts_at);

function noteMeeting(
  store: ConflictStore,
  act: Act,
  booking: AppointmentRow,
  block: BlockRow,
  anew: boolean,
): void {
  const id = meetingId(booking.id, block.id);
  const known = findConflict(store.db, id);
  if (known?.state === "open" || (known?.state === "resolved" && !anew)) return;
  store.saveConflict({
    id,
    kind: block.source === "google" ? "external-event-over-booking" : "booking-meets-block",
    entity: "appointment",
    row_id: booking.id,
    other_id: block.id,
    op_id: act.opId,
    opened_by: act.actor,
    opened_at: act.at,
    detail: {
      wanted: {
        practitioner_id: booking.practitioner_id,
        starts_at: booking.starts_at,
        ends_at: booking.ends_at,
      },
      current: {
        practitioner_id: block.practitioner_id,
        starts_at: block.starts_at,
        ends_at: block.ends_at,
        reason: block.reason,
        source: block.source,
      },
    },
    state: "open",
    resolution: null,
    closed_op: null,
    closed_by: null,
    closed_at: null,
  });
}

function conflictsAbout(db: ReadableDb, change: RowChange): Conflict[] {
  const own = openConflictsOf(db, change.id);
  if (change.entity !== "appointment") return own;
  const attendees = sql(db, "SELECT id FROM attendee WHERE appointment_id = ?").pluck().all(change.id);
  return [...own, ...(attendees as string[]).flatMap((id) => openConflictsOf(db, id))];
}

type Attendee = { appointment_id: string; seat: number | null };

function factsOf(db: ReadableDb, { opId }: Act, conflict: Conflict): Facts {
  const attendee =
    conflict.kind === "seat-taken"
      ? sql<Attendee>(db, "SELECT appointment_id, seat FROM attendee WHERE id = ?").get(conflict.row_id)
      : undefined;
  const group = groupAbout(conflict);
  const bookingId = attendee?.appointment_id ?? conflict.row_id;
  return {
    opId,
    setter: group === null ? null : setterIn(db, conflict.entity as Entity, conflict.row_id, group),
    booking: findAppointment(db, bookingId),
    block: conflict.other_id === null ? undefined : findBlock(db, conflict.other_id),
    seat: attendee?.seat ?? null,
  };
}

function setterIn(db: ReadableDb, entity: Entity, id: string, group: string): string | null {
  const setBy = sql(db, `SELECT set_by FROM ${entity} WHERE ${idColumn(entity)} = ?`)
    .pluck()
    .get(id);
  return typeof setBy === "string"
    ? (setterOf(JSON.parse(setBy) as Record<string, string>, group) ?? null)
    : null;
}
