import type { OpContent, RowChange } from "../../src/sync/op.ts";
import type { FeedEntry, OpOutcome, Outcome } from "../../src/sync/protocol.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { auditSeqOf, writeAudit } from "./records.ts";
import { readShare } from "./share.ts";
import { sql } from "./statements.ts";

/** The ops of a shared practice: those that wait, those the server has answered, those seen in the feed. */

export type StoredOp = OpContent & { readonly opId: string };
type AuditedOp = { op_id: string; actor: string; action: string; at: number; changes: string };

/** What an op holds, exactly as it was written. */
const contentOf = ({ actor, action, at, changes }: AuditedOp): string =>
  `${headOf({ actor, action, at })}${changes}}`;

const headOf = (head: { actor: string; action: string; at: number }): string =>
  `${JSON.stringify(head).slice(0, -1)},"changes":`;

export type Offer = { readonly opId: string; readonly content: string };
const offered = (rows: AuditedOp[]): Offer[] =>
  rows.map((row) => ({ opId: row.op_id, content: contentOf(row) }));

const OP = "audit.op_id, audit.actor, audit.action, audit.at, audit.changes";

/** Own ops that the server has not answered yet, oldest first; without those that are in trouble. */
export const unansweredOps = (db: ReadableDb, limit: number): Offer[] =>
  offered(
    sql<AuditedOp>(
      db,
      `SELECT ${OP} FROM outbox JOIN audit USING (seq)
       WHERE outbox.op_id NOT IN (SELECT op_id FROM answered_op) AND outbox.op_id NOT IN (SELECT op_id FROM op_trouble)
       ORDER BY outbox.seq LIMIT ?`,
    ).all(limit),
  );

/** Own ops that wait for something at the server, those first that were not offered for longest. */
export const troubledOffers = (db: ReadableDb, limit: number): Offer[] =>
  offered(
    sql<AuditedOp>(
      db,
      `SELECT ${OP} FROM op_trouble JOIN outbox USING (op_id) JOIN audit USING (seq)
       WHERE outcome <> 'quarantined' ORDER BY op_trouble.at, outbox.seq LIMIT ?`,
    ).all(limit),
  );

/**
 * Ops of all desks that a server put back to an earlier copy may have lost, in the order of the feed: those that it has
 * not been asked about yet, or those that it deferred.
 */
export const reoffers = (db: ReadableDb, which: "new" | "deferred", limit: number): Offer[] =>
  offered(
    sql<AuditedOp>(
      db,
      `SELECT ${OP} FROM reoffer JOIN audit ON audit.seq = reoffer.audit_seq
       WHERE deferred ${which === "new" ? "= 0" : "> 0"} ORDER BY position LIMIT ?`,
    ).all(limit),
  );

/** The waiting ops in their order, as they are replayed; what a full copy holds already is not done a second time. */
export const waitingOpsInOrder = (db: ReadableDb): StoredOp[] =>
  sql<AuditedOp>(
    db,
    `SELECT ${OP} FROM outbox JOIN audit USING (seq)
     WHERE outbox.op_id NOT IN (SELECT op_id FROM copied_op) ORDER BY outbox.seq`,
  )
    .all()
    .map(({ op_id: opId, changes, ...rest }) => ({
      ...rest,
      opId,
      changes: JSON.parse(changes) as RowChange[],
    }));

const LOGGED: readonly Outcome[] = ["accepted", "conflicted", "duplicate", "superseded"];

/**
 * An answer only stops the re-sending: the op leaves the outbox when the feed names it. Answers true for one that a full
 * copy held, or that a copy of this desk had sent before this one came there: the feed will not name it any more, and it
 * leaves the outbox now.
 */
export function takeOutcome(db: WritableDb, { opId, outcome, reason, seq }: OpOutcome, now: number): boolean {
  const waits = sql(db, "SELECT 1 FROM outbox WHERE op_id = ?").get(opId) !== undefined;
  if (LOGGED.includes(outcome)) {
    sql(db, "DELETE FROM reoffer WHERE op_id = ?").run(opId);
    sql(db, "DELETE FROM op_trouble WHERE op_id = ?").run(opId);
    // Logged anew, it may be lost anew.
    sql(db, "UPDATE seen_op SET seen_at = ? WHERE op_id = ?").run(now, opId);
    const copied = sql(db, "DELETE FROM copied_op WHERE op_id = ?").run(opId).changes === 1;
    const gone = copied || (seq !== undefined && isPassed(db, seq));
    if (waits && gone && outcome === "duplicate") return takeOffOutbox(db, opId, now);
    if (waits) sql(db, "INSERT INTO answered_op (op_id) VALUES (?) ON CONFLICT DO NOTHING").run(opId);
    return false;
  }
  // An old op of anybody's that finds no row now: whoever made that row offers it, and both again after that.
  if (outcome === "deferred") postponeReoffer(db, opId);
  if (outcome === "quarantined") sql(db, "DELETE FROM reoffer WHERE op_id = ?").run(opId);
  if (!waits) return false;
  sql(
    db,
    `INSERT INTO op_trouble (op_id, outcome, reason, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (op_id) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason, at = excluded.at`,
  ).run(opId, outcome, reason ?? "", now);
  return false;
}

/**
 * Where the feed ended when the server answered: by then it has named what was logged. A feed that is shorter now is of a
 * server that was put back to an earlier copy, and what that one had logged is offered anew.
 */
export function noteHead(db: WritableDb, head: number): void {
  sql(db, "UPDATE answered_op SET until = ? WHERE until IS NULL").run(head);
  sql(db, "DELETE FROM answered_op WHERE until > ?").run(head);
}

/** Whether the server once logged more than it has. */
export const hasLostAnswers = (db: ReadableDb, head: number): boolean =>
  sql(db, "SELECT 1 FROM answered_op WHERE until > ? LIMIT 1").get(head) !== undefined;

/** What the feed has not named on its way there was lost by the server, and is offered anew. */
export function forgetUnnamed(db: WritableDb, seq: number): void {
  sql(db, "DELETE FROM answered_op WHERE until <= ?").run(seq);
}

/** Whether this desk stands behind that place in the feed. */
function isPassed(db: ReadableDb, seq: number): boolean {
  const share = readShare(db);
  return share?.state === "active" && seq <= share.cursor_seq;
}

/** As if the feed had named it. */
function takeOffOutbox(db: WritableDb, opId: string, now: number): boolean {
  noteSeen(db, opId, auditSeqOf(db, opId) ?? 0, now);
  return sql(db, "DELETE FROM outbox WHERE op_id = ?").run(opId).changes === 1;
}

const noteSeen = (db: WritableDb, opId: string, auditSeq: number | bigint, now: number): void => {
  sql(
    db,
    `INSERT INTO seen_op (op_id, audit_seq, seen_at) VALUES (?, ?, ?)
     ON CONFLICT (op_id) DO UPDATE SET seen_at = excluded.seen_at`,
  ).run(opId, auditSeq, now);
};

/** The server was put back: what was seen since then is offered again, and what still waits to be. */
export function reofferSeenSince(db: WritableDb, since: number): void {
  sql(db, "UPDATE seen_op SET seen_at = max(seen_at, ?) WHERE op_id IN (SELECT op_id FROM reoffer)").run(
    since,
  );
  sql(db, "DELETE FROM reoffer").run();
  sql(
    db,
    "INSERT INTO reoffer (op_id, audit_seq) SELECT op_id, audit_seq FROM seen_op WHERE seen_at >= ? ORDER BY position",
  ).run(since);
}

function postponeReoffer(db: WritableDb, opId: string): void {
  sql(
    db,
    "UPDATE reoffer SET position = (SELECT max(position) FROM reoffer) + 1, deferred = deferred + 1 WHERE op_id = ?",
  ).run(opId);
}

/** Whom an audit entry's history belongs to, by what the op's rows look like after it. */
function subjectsOf(entry: FeedEntry, changes: readonly RowChange[]): Set<string> {
  const subjects = new Set<string>();
  const rowOf = (entity: string, id: string) =>
    entry.images.find((image) => image.entity === entity && image.id === id)?.row as
      | Record<string, unknown>
      | undefined;
  for (const { entity, id } of changes) {
    const row = rowOf(entity, id);
    if (entity === "conflict") for (const name of ["row_id", "other_id"]) add(subjects, row?.[name]);
    else add(subjects, entity === "note" || entity === "attendee" ? row?.["appointment_id"] : id);
  }
  return subjects;
}

const add = (subjects: Set<string>, id: unknown): void => {
  if (typeof id === "string") subjects.add(id);
};

/**
 * Notes that the feed has named an op: another desk's enters the audit, one of this desk's stops waiting. Answers
 * whether it was one that waited here.
 */
export function noteEntry(db: WritableDb, entry: FeedEntry, now: number): boolean {
  const { opId, content } = entry;
  let auditSeq: number | bigint | undefined = auditSeqOf(db, opId);
  if (auditSeq === undefined) {
    const { actor, action, at, changes } = JSON.parse(content) as OpContent;
    const head = headOf({ actor, action, at });
    // As it was written, so that it can be offered again one day.
    const text = content.startsWith(head) ? content.slice(head.length, -1) : JSON.stringify(changes);
    auditSeq = writeAudit(db, { actor, action, at, opId }, text, subjectsOf(entry, changes));
  }
  noteSeen(db, opId, auditSeq, now);
  for (const table of ["reoffer", "op_trouble", "answered_op", "copied_op"])
    sql(db, `DELETE FROM ${table} WHERE op_id = ?`).run(opId);
  return sql(db, "DELETE FROM outbox WHERE op_id = ?").run(opId).changes === 1;
}

/** How many acts the server is not known to have: own ones, and those that it may have lost. */
export const countUnshared = (db: ReadableDb): number =>
  sql(db, "SELECT count(*) FROM (SELECT op_id FROM outbox UNION SELECT op_id FROM reoffer)")
    .pluck()
    .get() as number;

export const hasWaitingOps = (db: ReadableDb): boolean =>
  sql(db, "SELECT 1 FROM outbox LIMIT 1").get() !== undefined;

/** Nobody offers again what the feed has had for so long. */
export const forgetSeen = (db: WritableDb, before: number): number =>
  sql(db, "DELETE FROM seen_op WHERE seen_at < ? AND op_id NOT IN (SELECT op_id FROM reoffer)").run(before)
    .changes;
