import { isOccupying, type Status } from "../../src/appointments/status.ts";
import { setsGroup } from "../../src/conflicts/causes.ts";
import type { Resolution } from "../../src/conflicts/conflict.ts";
import { byGroup } from "../../src/sync/merge.ts";
import type { OpContent, RowChange } from "../../src/sync/op.ts";
import { findAppointment } from "../db/appointments.ts";
import { findConflict, openSlotTaken } from "../db/conflicts.ts";
import { settleConflicts } from "../db/settle-conflicts.ts";
import { refusedByConstraint } from "../db/sqlite-errors.ts";
import { applyStatus, insertAppointment } from "./apply-appointment.ts";
import { insertRow, mergeFields } from "./apply-fields.ts";
import { applyMoves } from "./apply-moves.ts";
import { type Applying, NotApplied, needReferences, needRow, type Update } from "./applying.ts";
import type { RowWriter } from "./row-writer.ts";
import type { Row } from "./stored-row.ts";

export type ReplayOutcome = "applied" | "superseded" | NotApplied["outcome"];
type Insert = Extract<RowChange, { kind: "insert" }>;

/**
 * Applies an op by the rules of main/sync/PROTOCOL.md, section 2, all or nothing: the same that the server applies
 * (migrations/shared), provisional until the feed says so.
 */
export function applyOp(rows: RowWriter, op: OpContent & { readonly opId: string }): ReplayOutcome {
  const { opId, actor, at, changes } = op;
  const [first] = changes;
  const applying: Applying = {
    rows,
    act: { opId, actor, at },
    resolves: first?.kind === "resolve" ? first.id : undefined,
  };
  if (first?.kind === "resolve" && findConflict(rows.db, first.id)?.state !== "open") return "superseded";
  try {
    rows.attempt(() => {
      if (first?.kind === "resolve") resolve(applying, first.id, first.resolution);
      applyChanges(applying, changes);
      settleConflicts(rows, applying.act, changes);
      if (applying.resolves !== undefined) needPlace(applying, applying.resolves);
    });
    return "applied";
  } catch (error) {
    if (error instanceof NotApplied) return error.outcome;
    // The server will say what is wrong with it: here it waits.
    if (refusedByConstraint(error)) return "quarantined";
    throw error;
  }
}

function resolve({ rows, act }: Applying, id: string, resolution: Resolution): void {
  const conflict = findConflict(rows.db, id);
  if (!conflict) throw new NotApplied("deferred", `no conflict ${id}`);
  const closed = { closed_op: act.opId, closed_by: act.actor, closed_at: act.at };
  rows.saveConflict({ ...conflict, state: "resolved", resolution, ...closed });
}

/** The changes in their order; but first whoever leaves a time leaves it, and all new times are taken together. */
function applyChanges(applying: Applying, changes: readonly RowChange[]): void {
  const leaving = changes.filter(leavesTime);
  for (const change of leaving) applyStatus(applying, change);
  const moves = changes.filter((change): change is Update => setsGroup(change, "time"));
  let moved = false;
  for (const change of changes) {
    if (change.kind === "resolve") continue;
    if (change.kind === "insert") {
      applyInsert(applying, change);
      continue;
    }
    needRow(applying, change);
    mergeFields(applying, change);
    if (!moved && setsGroup(change, "time")) {
      moved = true;
      applyMoves(applying, moves);
    }
    if (setsGroup(change, "status") && !leavesTime(change)) applyStatus(applying, change);
  }
}

const leavesTime = (change: RowChange): change is Update =>
  setsGroup(change, "status") &&
  change.kind === "update" &&
  typeof change.values["status"] === "string" &&
  !isOccupying(change.values["status"] as Status);

/** A row that is there already stays as it is: occurrences of a repeating block, an op that comes again. */
function applyInsert(applying: Applying, { entity, id, values }: Insert): void {
  if (applying.rows.find(entity, id)) return;
  if (!byGroup(entity, values)) throw new NotApplied("quarantined", "unknown column");
  needReferences(applying, entity, entity === "group_session" ? { ...values, appointment_id: id } : values);
  const row: Row = { ...values, set_by: JSON.stringify({ "*": applying.act.opId }) };
  if (entity === "appointment") insertAppointment(applying, id, row);
  else insertRow(applying, entity, id, row);
}

/** A row without its time is never left without a conflict that says so. */
function needPlace({ rows }: Applying, conflictId: string): void {
  const conflict = findConflict(rows.db, conflictId);
  if (conflict?.kind !== "slot-taken") return;
  const row = findAppointment(rows.db, conflict.row_id);
  if (row?.placed === 0 && !openSlotTaken(rows.db, row.id)) throw new NotApplied("conflicted", "no room");
}
