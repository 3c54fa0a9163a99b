import { isOccupying, type Status } from "../../src/appointments/status.ts";
import { byGroup, hasValues, isConcurrent, judge, judgeStatus } from "../../src/sync/merge.ts";
import type { Values } from "../../src/sync/op.ts";
import { type AppointmentRow, occupying } from "../db/appointments.ts";
import type { ReadableDb } from "../db/connection.ts";
import { type Blocker, loseSlot, noteConflict, type Place } from "../db/note-conflict.ts";
import { type Applying, NotApplied, needRow, setters, type Update, writeGroup } from "./applying.ts";
import type { Row } from "./stored-row.ts";

/** The first appointment that holds the practitioner's or the room's time, other than `but`. A hold gives way. */
export function blockerAt(db: ReadableDb, place: Place, but: readonly string[]): Blocker | undefined {
  for (const resource of ["practitioner", "room"] as const) {
    const id = resource === "practitioner" ? place.practitioner_id : place.room_id;
    if (id === null) continue;
    const row = occupying(db, resource, id, place.starts_at, place.busy_until).find(
      (found) => found.status !== "pending" && !but.includes(found.id),
    );
    if (row) return { id: row.id, resource };
  }
  return undefined;
}

export const asPlace = (row: Row, values: Values = {}): Place =>
  ({ ...row, ...values }) as unknown as AppointmentRow;

/** A loser is a row, not an error; but a person who settles a conflict does not settle it by losing. */
export function lose(applying: Applying, id: string, wanted: Place, blocker: Blocker): void {
  if (applying.resolves !== undefined) throw new NotApplied("conflicted", "no room");
  loseSlot(applying.rows, applying.act, id, wanted, blocker);
}

/** A booking that finds its time taken is kept without it. */
export function insertAppointment(applying: Applying, id: string, row: Row): void {
  const blocker = isOccupying(row["status"] as Status)
    ? blockerAt(applying.rows.db, asPlace(row), [id])
    : undefined;
  applying.rows.insert("appointment", id, { ...row, placed: blocker ? 0 : 1 });
  if (blocker) lose(applying, id, asPlace(row), blocker);
}

/** Of two statuses the further one stays. Whoever takes up a status that occupies needs the time for it. */
export function applyStatus(applying: Applying, change: Update): void {
  const row = needRow(applying, change);
  const values = byGroup("appointment", change.values)?.get("status") ?? {};
  const who = setters(applying, row, change, "status");
  if (judge(hasValues(row, values), who) === "pass") return;
  const was = row["status"] as Status;
  const wanted = (values["status"] ?? was) as Status;
  if (isConcurrent(who)) {
    const verdict = judgeStatus(was, wanted);
    if (verdict === "edit-after-cancel") {
      const current = { status: was, cancel_reason: row["cancel_reason"] ?? null };
      const about = { entity: "appointment", rowId: change.id, wanted: values, current };
      noteConflict(applying.rows, applying.act, { kind: verdict, ...about });
      return;
    }
    if (verdict === "stay") return;
  }
  const takes = isOccupying(wanted) && !(isOccupying(was) && row["placed"] === 1);
  const blocker = takes ? blockerAt(applying.rows.db, asPlace(row), [change.id]) : undefined;
  writeGroup(applying, "appointment", change.id, row, "status", { ...values, placed: blocker ? 0 : 1 });
  if (blocker) lose(applying, change.id, asPlace(row), blocker);
}
