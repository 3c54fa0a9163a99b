import type { RowChange } from "../../src/sync/op.ts";
import type { Effects } from "../commands/unit-of-work.ts";
import { findConflict } from "../db/conflicts.ts";
import type { ReadableDb, WritableDb } from "../db/connection.ts";
import { auditSeqOf, writeAudit } from "../db/records.ts";
import { readShare } from "../db/share.ts";
import { sql } from "../db/statements.ts";
import { type StoredOp, waitingOpsInOrder } from "../db/sync-records.ts";
import { newId } from "../ids.ts";
import { referencesOf } from "./applying.ts";
import { RowWriter } from "./row-writer.ts";
import { replayWaiting, returnToServer } from "./to-server-state.ts";
import { NO_EFFECTS } from "./told-changes.ts";

/**
 * A person takes back an op that the server refuses for good. What waits on top of rows that only this op made could
 * never be shared either, and goes with it. The rows become what the server has, as far as nothing else waits; what the
 * ops said stays in the audit, with who took them back. Answers how many went; none if the op is not refused (any more).
 */
export function dropOp(
  db: WritableDb,
  opId: string,
  by: { readonly actor: string; readonly now: number },
): { dropped: number; effects: Effects } {
  if (!isRefused(db, opId)) return { dropped: 0, effects: NO_EFFECTS };
  const gone = withWhatNeedsIt(db, opId);
  writeAudit(
    db,
    { at: by.now, actor: by.actor, action: "sharing.drop-op", opId: newId() },
    "[]",
    gone.flatMap((id) => subjectsOf(db, id)).filter((id, index, all) => all.indexOf(id) === index),
  );
  for (const id of gone)
    for (const table of ["outbox", "op_trouble"]) sql(db, `DELETE FROM ${table} WHERE op_id = ?`).run(id);
  // While a full copy is on its way in, the rows become the server's when it is put in.
  if (readShare(db)?.state !== "active") return { dropped: gone.length, effects: NO_EFFECTS };
  const rows = new RowWriter(db);
  returnToServer(rows, []);
  replayWaiting(db, rows);
  return { dropped: gone.length, effects: rows.finish() };
}

const isRefused = (db: ReadableDb, opId: string): boolean =>
  sql(
    db,
    "SELECT 1 FROM op_trouble JOIN outbox USING (op_id) WHERE op_id = ? AND outcome = 'quarantined'",
  ).get(opId) !== undefined;

/** The op, and those behind it that the server can never take without it. */
function withWhatNeedsIt(db: ReadableDb, opId: string): string[] {
  const gone = new Set<string>();
  const made = new Set<string>();
  for (const op of waitingOpsInOrder(db)) {
    const goes = op.opId === opId || (gone.size > 0 && !isAnswered(db, op.opId) && needs(db, op, gone, made));
    if (!goes) continue;
    gone.add(op.opId);
    for (const change of op.changes)
      if (change.kind === "insert" && !isAtServer(db, change)) made.add(`${change.entity}/${change.id}`);
  }
  return [...gone];
}

function needs(
  db: ReadableDb,
  { changes }: StoredOp,
  gone: ReadonlySet<string>,
  made: ReadonlySet<string>,
): boolean {
  return changes.some((change) => {
    if (change.kind === "resolve") return gone.has(findConflict(db, change.id)?.op_id ?? "");
    const { entity, id, kind, values } = change;
    const named = entity === "group_session" ? { ...values, appointment_id: id } : values;
    return (
      (kind === "update" && made.has(`${entity}/${id}`)) ||
      referencesOf(entity, named).some(({ target, id: other }) => made.has(`${target}/${other}`))
    );
  });
}

/** The server has taken it, whatever became of the others. */
const isAnswered = (db: ReadableDb, opId: string): boolean =>
  sql(db, "SELECT 1 FROM answered_op WHERE op_id = ?").get(opId) !== undefined;

/** Occurrences of repeating time off are made by every desk, under the same ids. */
const isAtServer = (db: ReadableDb, { entity, id }: RowChange): boolean =>
  sql(db, "SELECT image FROM server_copy WHERE entity = ? AND id = ?").pluck().get(entity, id) !== null;

const subjectsOf = (db: ReadableDb, opId: string): string[] =>
  sql(db, "SELECT subject_id FROM audit_subject WHERE audit_seq = ?")
    .pluck()
    .all(auditSeqOf(db, opId)) as string[];
