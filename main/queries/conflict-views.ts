import type { Conflict } from "../../src/conflicts/conflict.ts";
import { type Side, waysOf } from "../../src/conflicts/ways.ts";
import type { Input } from "../../src/ipc/contract.ts";
import type { ConflictSide, ConflictView } from "../../src/ipc/sharing-views.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import type { RowChange } from "../../src/sync/op.ts";
import { type AppointmentDetail, attendeesOf, findDetail } from "../db/appointments.ts";
import { findBlock, occurrencesOf } from "../db/blocks.ts";
import { countOpenConflicts, listConflicts } from "../db/conflicts.ts";
import type { ReadableDb } from "../db/connection.ts";
import { practiceZone } from "../db/practice.ts";
import { findPractitioner } from "../db/practitioners.ts";
import { auditOf } from "../db/records.ts";
import { isProvisional } from "../db/server-copies.ts";
import { isShared } from "../db/share.ts";
import { sql } from "../db/statements.ts";
import { loserSide, otherSide } from "./conflict-sides.ts";
import { nearestFreeTimes } from "./free-time.ts";

const DEFAULT_LIMIT = 50;

/** The conflicts that wait for a person, or those that are settled, told so that somebody can act on them. */
export function readConflicts(
  db: ReadableDb,
  input: Input<"conflicts.list">,
  { window, now }: { window: string; now: number },
): { conflicts: ConflictView[]; open: number } {
  const about = aboutOf(db, input);
  const found = listConflicts(db, {
    settled: input.settled ?? false,
    about,
    limit: input.limit ?? DEFAULT_LIMIT,
  });
  return {
    conflicts: found.map((conflict) => conflictView(db, conflict, window, now)),
    open: countOpenConflicts(db),
  };
}

function aboutOf(db: ReadableDb, input: Input<"conflicts.list">): string[] | undefined {
  if (input.underBlockId !== undefined) return repetitionsOf(db, input.underBlockId);
  return input.appointmentId === undefined ? undefined : partsOf(db, input.appointmentId);
}

/** A block, and the others of its series. */
const repetitionsOf = (db: ReadableDb, blockId: string): string[] => {
  const seriesId = findBlock(db, blockId)?.series_id ?? null;
  return seriesId === null ? [blockId] : occurrencesOf(db, seriesId, 0).map(({ id }) => id);
};

/** An appointment, and the seats in it: a conflict may be about either. */
const partsOf = (db: ReadableDb, appointmentId: string): string[] => [
  appointmentId,
  ...(sql(db, "SELECT id FROM attendee WHERE appointment_id = ?").pluck().all(appointmentId) as string[]),
];

function conflictView(db: ReadableDb, conflict: Conflict, window: string, now: number): ConflictView {
  const appointment = appointmentOf(db, conflict);
  const loser = loserSide(db, conflict, appointment, window);
  const other = otherSide(db, conflict, loser, window);
  const ways = waysOf(conflict, {
    loser: sideOf(loser),
    // Nothing trades places with itself.
    other: conflict.other_id === null ? undefined : sideOf(other),
    seatFree: appointment !== undefined && hasFreeSeat(db, appointment),
  });
  const wantedTime = wantedTimeOf(db, conflict);
  return {
    id: conflict.id,
    kind: conflict.kind,
    state: conflict.state,
    openedBy: conflict.opened_by,
    openedAt: conflict.opened_at,
    provisional: isShared(db) && isProvisional(db, "conflict", conflict.id),
    loser,
    other,
    wantedTime,
    detail: conflict.detail,
    nearest: ways.includes("moved") && appointment ? nearestTo(db, appointment, wantedTime, now) : [],
    ways,
    resolution: conflict.resolution,
    closedBy: conflict.closed_by,
    closedAt: conflict.closed_at,
    superseded: conflict.state === "open" ? [] : supersededOf(db, conflict),
  };
}

/** The appointment that a conflict concerns; of a seat, its session. */
export function appointmentOf(
  db: ReadableDb,
  { entity, row_id: rowId }: Conflict,
): AppointmentDetail | undefined {
  if (entity === "appointment" || entity === "group_session") return findDetail(db, rowId);
  if (entity !== "attendee" && entity !== "note") return undefined;
  const id = sql(db, `SELECT appointment_id FROM ${entity} WHERE id = ?`).pluck().get(rowId);
  return typeof id === "string" ? findDetail(db, id) : undefined;
}

const sideOf = (side: ConflictSide | null): Side | undefined => side?.appointment ?? undefined;

export const hasFreeSeat = (db: ReadableDb, session: AppointmentDetail): boolean =>
  session.capacity !== null && attendeesOf(db, [session.id]).length < session.capacity;

function wantedTimeOf(db: ReadableDb, { kind, detail }: Conflict): ConflictView["wantedTime"] {
  if (kind !== "slot-taken" && kind !== "reschedule-race" && kind !== "edit-after-cancel") return null;
  const { practitioner_id: practitionerId, starts_at: startsAt, ends_at: endsAt } = detail.wanted ?? {};
  if (typeof practitionerId !== "string" || typeof startsAt !== "number" || typeof endsAt !== "number")
    return null;
  const practitionerName = findPractitioner(db, practitionerId)?.name ?? "";
  return { practitionerId, practitionerName, startsAt, endsAt };
}

/** Times to offer instead; of what is past already, times from now on. */
function nearestTo(
  db: ReadableDb,
  row: AppointmentDetail,
  wanted: ConflictView["wantedTime"],
  now: number,
): FreeTime[] {
  const startsAt = wanted?.startsAt ?? row.starts_at;
  const seconds = wanted ? wanted.endsAt - wanted.startsAt : row.ends_at - row.starts_at;
  const place = {
    practitionerId: wanted?.practitionerId ?? row.practitioner_id,
    startsAt: Math.max(startsAt, now),
    roomId: row.room_id,
    length: { seconds, bufferSeconds: row.busy_until - row.ends_at },
  };
  return nearestFreeTimes(db, place, practiceZone(db), now);
}

/** What other desks decided about it as well, and too late. */
function supersededOf(db: ReadableDb, conflict: Conflict): NonNullable<ConflictView["superseded"]> {
  return auditOf(db, conflict.row_id).flatMap(({ op_id, actor, at, changes }) => {
    if (op_id === conflict.closed_op || !changes.includes('"kind":"resolve"')) return [];
    const [first] = JSON.parse(changes) as RowChange[];
    return first?.kind === "resolve" && first.id === conflict.id
      ? [{ by: actor, at, resolution: first.resolution }]
      : [];
  });
}
