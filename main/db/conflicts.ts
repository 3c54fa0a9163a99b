import type { Conflict, ConflictDetail } from "../../src/conflicts/conflict.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./statements.ts";

type ConflictRow = Omit<Conflict, "detail"> & { readonly detail: string };

const parsed = (row: ConflictRow): Conflict => ({ ...row, detail: JSON.parse(row.detail) as ConflictDetail });

export function findConflict(db: ReadableDb, id: string): Conflict | undefined {
  const row = sql<ConflictRow>(db, "SELECT * FROM conflict WHERE id = ?").get(id);
  return row && parsed(row);
}

/** The open conflicts that name a row, as the one that lost or as the other side. */
export const openConflictsOf = (db: ReadableDb, rowId: string): Conflict[] =>
  sql<ConflictRow>(
    db,
    `SELECT * FROM conflict WHERE state = 'open' AND row_id = ?
     UNION SELECT * FROM conflict WHERE state = 'open' AND other_id IS NOT NULL AND other_id = ? ORDER BY id`,
  )
    .all(rowId, rowId)
    .map(parsed);

/** The one conflict that says that an appointment has lost its time. */
export function openSlotTaken(db: ReadableDb, appointmentId: string): Conflict | undefined {
  const row = sql<ConflictRow>(
    db,
    "SELECT * FROM conflict WHERE state = 'open' AND row_id = ? AND kind = 'slot-taken'",
  ).get(appointmentId);
  return row && parsed(row);
}

const COLUMNS = [
  "id",
  "kind",
  "entity",
  "row_id",
  "other_id",
  "op_id",
  "opened_by",
  "opened_at",
  "detail",
  "state",
  "resolution",
  "closed_op",
  "closed_by",
  "closed_at",
] as const;
const SAVE = `INSERT INTO conflict (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map(() => "?").join(", ")})
  ON CONFLICT (id) DO UPDATE SET ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(", ")}`;

export function saveConflict(db: WritableDb, conflict: Conflict): void {
  const row: ConflictRow = { ...conflict, detail: JSON.stringify(conflict.detail) };
  sql(db, SAVE).run(...COLUMNS.map((column) => row[column]));
}

/** Only one that was opened provisionally and that the server did not open. */
export const deleteConflict = (db: WritableDb, id: string): void => {
  sql(db, "DELETE FROM conflict WHERE id = ?").run(id);
};

/** The time that a conflict is about, as far as it is about one. */
const CONCERNED = `coalesce(detail ->> '$.wanted.starts_at', (SELECT starts_at FROM appointment WHERE id = row_id),
  opened_at)`;

/** Open ones by the time they concern; settled ones newest first. `about`: only those that name one of the rows. */
export const listConflicts = (
  db: ReadableDb,
  { settled, about, limit }: { settled: boolean; about: readonly string[] | undefined; limit: number },
): Conflict[] =>
  sql<ConflictRow>(
    db,
    `SELECT * FROM conflict WHERE ${settled ? "state <> 'open'" : "state = 'open'"}
     ${about ? "AND (row_id IN (SELECT value FROM json_each(@about)) OR other_id IN (SELECT value FROM json_each(@about)))" : ""}
     ORDER BY ${settled ? "closed_at DESC, id DESC" : `${CONCERNED}, id`} LIMIT @limit`,
  )
    .all({ limit, ...(about && { about: JSON.stringify(about) }) })
    .map(parsed);

export const countOpenConflicts = (db: ReadableDb): number =>
  sql(db, "SELECT count(*) FROM conflict WHERE state = 'open'").pluck().get() as number;

export const openConflictsByKind = (db: ReadableDb): Record<string, number> =>
  Object.fromEntries(
    sql(db, "SELECT kind, count(*) FROM conflict WHERE state = 'open' GROUP BY kind ORDER BY kind")
      .raw()
      .all() as [string, number][],
  );

/** When conflicts were opened and settled from an instant on. */
export const conflictTimes = (db: ReadableDb, from: number): { opened: number[]; closed: number[] } => ({
  opened: sql(db, "SELECT opened_at FROM conflict WHERE opened_at >= ?").pluck().all(from) as number[],
  closed: sql(db, "SELECT closed_at FROM conflict WHERE closed_at >= ?").pluck().all(from) as number[],
});
