import type { Conflict } from "../../src/conflicts/conflict.ts";
import type { ConflictImage, Image } from "../../src/sync/protocol.ts";
import type { ReadableDb } from "./connection.ts";
import { countServerRows, entityOrder, serverRows } from "./server-rows.ts";
import { sql } from "./statements.ts";

/** How many rows there are to send up. */
export const countRows = (db: ReadableDb): number =>
  entityOrder.reduce((sum, entity) => sum + countServerRows(db, entity), 0) +
  (sql(db, "SELECT count(*) FROM conflict").pluck().get() as number);

/**
 * All rows as they were when sharing began, in pages, references first: what has been done since waits as ops, and an
 * upload that begins again sends the same.
 */
export function* pagesOfRows(db: ReadableDb, limit: number): Generator<Image[]> {
  for (const entity of entityOrder) {
    for (let after = ""; ; ) {
      const page = serverRows(db, entity, after, limit);
      if (page.length > 0) yield page;
      if (page.length < limit) break;
      after = page.at(-1)?.id ?? "";
    }
  }
  const conflicts = sharedConflicts(db);
  for (let from = 0; from < conflicts.length; from += limit) yield conflicts.slice(from, from + limit);
}

type Stored = { detail: string; image: string | null };

/** There are few: what a person has not settled, and what was settled. */
const sharedConflicts = (db: ReadableDb): ConflictImage[] =>
  sql<Record<string, unknown> & Stored>(
    db,
    `SELECT t.*, c.image AS image FROM conflict AS t LEFT JOIN server_copy AS c ON c.entity = 'conflict' AND c.id = t.id
     WHERE c.id IS NULL OR c.image IS NOT NULL ORDER BY t.id`,
  )
    .all()
    .map(({ image, detail, ...row }) => {
      const conflict = (
        image === null ? { ...row, detail: JSON.parse(detail) } : JSON.parse(image)
      ) as Conflict;
      return { entity: "conflict", id: conflict.id, row: conflict };
    });
