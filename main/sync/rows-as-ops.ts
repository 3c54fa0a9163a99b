import { travellingColumns } from "../../src/sync/entities.ts";
import type { RowChange, Values } from "../../src/sync/op.ts";
import type { EntityImage } from "../../src/sync/protocol.ts";
import type { WritableDb } from "../db/connection.ts";
import { writeAudit, writeOp } from "../db/records.ts";
import { idColumn } from "../db/server-copies.ts";
import { entityOrder, serverRows } from "../db/server-rows.ts";
import { sql } from "../db/statements.ts";
import { newId } from "../ids.ts";
import { RowWriter } from "./row-writer.ts";
import { replayWaiting, returnToServer } from "./to-server-state.ts";

/** One that is refused takes only so many others with it. */
const ROWS_AN_OP = 50;

/**
 * Offers rows as if they were made now, references first: those of a desk that joins with bookings of its own, or
 * those that a restored server lacks. The practice itself is the server's. Answers how many.
 */
export function offerRows(
  db: WritableDb,
  action: string,
  now: number,
  pages: (entity: (typeof entityOrder)[number], after: string) => EntityImage[],
): number {
  let offered = 0;
  for (const entity of entityOrder) {
    if (entity === "practice") continue;
    for (let after = ""; ; ) {
      const page = pages(entity, after);
      if (page.length === 0) break;
      offerPage(db, action, now, page);
      offered += page.length;
      after = page.at(-1)?.id ?? "";
    }
  }
  return offered;
}

function offerPage(db: WritableDb, action: string, now: number, page: readonly EntityImage[]): void {
  const changes: RowChange[] = page.map(({ entity, id, row }) => ({
    entity,
    id,
    kind: "insert",
    values: Object.fromEntries(
      travellingColumns(entity).map((column) => [column, row[column] ?? null]),
    ) as Values,
  }));
  const opId = newId();
  const entry = { at: now, actor: "Anteroom", action, opId };
  // Nobody did anything to these rows: their histories stay as they are.
  const seq = writeAudit(db, entry, JSON.stringify(changes), []);
  writeOp(db, { opId, createdAt: now, seq });
}

/** All rows of this desk as ops that wait, for joining a practice with what was booked here before. */
export function localRowsAsOps(db: WritableDb, now: number): number {
  const offered = offerRows(db, "sharing.join", now, (entity, after) =>
    serverRows(db, entity, after, ROWS_AN_OP),
  );
  // The server has none of them.
  for (const entity of entityOrder) {
    if (entity === "practice") continue;
    const hold = entity === "appointment" ? "status = 'pending'" : "0";
    sql(
      db,
      `INSERT INTO server_copy (entity, id, image) SELECT '${entity}', ${idColumn(entity)}, NULL FROM ${entity}
       WHERE NOT (${hold}) ON CONFLICT (entity, id) DO NOTHING`,
    ).run();
  }
  // Nor the conflicts of before: they are named after ops that never go there. What still is one, the new ops open.
  const rows = new RowWriter(db);
  for (const id of sql(db, "SELECT id FROM conflict").pluck().all() as string[]) rows.dropConflict(id);
  returnToServer(rows, []);
  replayWaiting(db, rows);
  rows.finish();
  return offered;
}

/** Rows that this desk had from the server and that the full copy on its way in lacks: new ones, for the server. */
export const offerLackingRows = (db: WritableDb, now: number): number =>
  offerRows(db, "sharing.offer-missing", now, (entity, after) =>
    serverRows(db, entity, after, ROWS_AN_OP, true),
  );
