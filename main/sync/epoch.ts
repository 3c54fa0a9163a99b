import type { ReadableDb, WritableDb } from "../db/connection.ts";
import { countServerRows, entityOrder, serverRows } from "../db/server-rows.ts";
import { lastHeardAt, readShare, updateShare } from "../db/share.ts";
import { sql } from "../db/statements.ts";
import { reofferSeenSince } from "../db/sync-records.ts";
import { offerLackingRows } from "./rows-as-ops.ts";
import { startSnapshot } from "./snapshot.ts";

/**
 * A copy that a server is put back to is hardly older: what a desk knew for longer when it last heard of the practice,
 * the copy has. How long it has been away since says nothing.
 */
const REOFFERED_SECONDS = 30 * 86_400;

/**
 * The server was put back to an earlier copy. What this desk has seen in the feed is offered again, whoever made it,
 * in the order of the feed; then its own ops; then it takes a full copy.
 */
export function enterEpoch(db: WritableDb, epoch: string, now: number): void {
  for (const table of ["answered_op", "copied_op"]) sql(db, `DELETE FROM ${table}`).run();
  reofferSeenSince(db, lastHeardAt(db, now) - REOFFERED_SECONDS);
  // Another server state, another answer.
  sql(db, "DELETE FROM op_trouble WHERE outcome <> 'quarantined'").run();
  // A desk that is only joining had nothing from the server yet that it could lack.
  const joins = ["joining", "installing"].includes(readShare(db)?.state ?? "");
  updateShare(db, { epoch, state: joins ? "joining" : "recovering", cursor_seq: 0, cursor_hash: "" });
  startSnapshot(db);
}

/** How many of the rows that this desk had from the server the full copy lacks; holds and what waits do not count. */
export function rowsMissing(db: ReadableDb): { rows: number; of: number } {
  let rows = 0;
  let of = 0;
  for (const entity of entityOrder) {
    if (entity === "practice") continue;
    of += countServerRows(db, entity);
    rows += serverRows(db, entity, "", Number.MAX_SAFE_INTEGER, true).length;
  }
  return { rows, of };
}

/** Offers them as new inserts; they are never deleted. Answers how many. */
export const offerMissing = (db: WritableDb, now: number): number => offerLackingRows(db, now);
