import type { Op, RowChange } from "../../src/sync/op.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./statements.ts";

/** What a command leaves behind besides its rows: the op that travels, the audit entry, the versions of days. */

/** Puts an act that was audited as `seq` among those to be shared: they travel in that order, whatever the clock says. */
export const writeOp = (
  db: WritableDb,
  op: { opId: string; createdAt: number; seq: number | bigint },
): void => {
  sql(db, "INSERT INTO outbox (op_id, seq, created_at) VALUES (?, ?, ?)").run(op.opId, op.seq, op.createdAt);
};

/** The audit entry of an op that waits, or that was seen in the feed and is not forgotten yet. */
export const auditSeqOf = (db: ReadableDb, opId: string): number | undefined =>
  sql(
    db,
    `SELECT seq FROM outbox WHERE op_id = ? UNION ALL SELECT audit_seq FROM seen_op WHERE op_id = ? LIMIT 1`,
  )
    .pluck()
    .get(opId, opId) as number | undefined;

/** An act by its op, whether or not it has been shared already. */
export function findAct(db: ReadableDb, opId: string): AuditRow | undefined {
  const seq = auditSeqOf(db, opId);
  return seq === undefined ? undefined : sql<AuditRow>(db, "SELECT * FROM audit WHERE seq = ?").get(seq);
}

export function findOp(db: ReadableDb, opId: string): Op | undefined {
  const row = findAct(db, opId);
  return row && { opId, createdAt: row.at, changes: JSON.parse(row.changes) as RowChange[] };
}

/** How many ops wait, and since when the oldest of them does. */
export const waitingOps = (db: ReadableDb): { waiting: number; oldestAt: number | null } =>
  sql<{ waiting: number; oldestAt: number | null }>(
    db,
    "SELECT count(*) AS waiting, min(created_at) AS oldestAt FROM outbox",
  ).get() as { waiting: number; oldestAt: number | null };

/** Without a shared server nobody waits for old ops. */
export const trimOutbox = (db: WritableDb, before: number): number =>
  sql(db, "DELETE FROM outbox WHERE created_at < ?").run(before).changes;

/** Answers the entry's number, which orders all that ever happened here. */
export function writeAudit(
  db: WritableDb,
  entry: { at: number; actor: string; action: string; opId: string },
  changes: string,
  subjects: Iterable<string>,
): number | bigint {
  const { lastInsertRowid } = sql(
    db,
    "INSERT INTO audit (at, actor, action, op_id, changes) VALUES (?, ?, ?, ?, ?)",
  ).run(entry.at, entry.actor, entry.action, entry.opId, changes);
  for (const subject of subjects) {
    sql(db, "INSERT INTO audit_subject (subject_id, audit_seq) VALUES (?, ?)").run(subject, lastInsertRowid);
  }
  return lastInsertRowid;
}

export type AuditRow = {
  seq: number;
  at: number;
  actor: string;
  action: string;
  op_id: string;
  changes: string;
};

export const auditOf = (db: ReadableDb, subjectId: string): AuditRow[] =>
  sql<AuditRow>(
    db,
    `SELECT audit.* FROM audit_subject JOIN audit ON audit.seq = audit_subject.audit_seq
     WHERE subject_id = ? ORDER BY audit_seq`,
  ).all(subjectId);

/** Each day of a practitioner's schedule has a version, so that a window knows whether what it shows is current. */
export const bumpSchedule = (db: WritableDb, practitionerId: string, day: string): number =>
  sql(
    db,
    `INSERT INTO schedule_version (practitioner_id, day, version) VALUES (?, ?, 1)
     ON CONFLICT (practitioner_id, day) DO UPDATE SET version = version + 1 RETURNING version`,
  )
    .pluck()
    .get(practitionerId, day) as number;

/** Of one practitioner, for the local days `[from, until]`. */
export const scheduleVersionsOf = (
  db: ReadableDb,
  practitionerId: string,
  from: string,
  until: string,
): Map<string, number> =>
  new Map(
    sql(db, "SELECT day, version FROM schedule_version WHERE practitioner_id = ? AND day >= ? AND day <= ?")
      .raw()
      .all(practitionerId, from, until) as [string, number][],
  );

export const scheduleVersions = (db: ReadableDb, day: string): Map<string, number> =>
  new Map(
    sql(db, "SELECT practitioner_id, version FROM schedule_version WHERE day = ?").raw().all(day) as [
      string,
      number,
    ][],
  );
