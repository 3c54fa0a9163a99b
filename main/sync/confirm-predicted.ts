import type { OpContent } from "../../src/sync/op.ts";
import type { FeedEntry, Image } from "../../src/sync/protocol.ts";
import type { WritableDb } from "../db/connection.ts";
import { sql } from "../db/statements.ts";
import type { RowWriter } from "./row-writer.ts";
import { differs } from "./stored-row.ts";
import { lastImages } from "./to-server-state.ts";

/**
 * Confirms what this desk has shown already: its own waiting ops, oldest first, that the server applied as it was done
 * here. Then nothing has to be put back and replayed, however much still waits: these rows are the server's as they
 * stand, and what waits was done on top of them. Answers how many of the entries that settles.
 */
export function confirmPredicted(db: WritableDb, rows: RowWriter, entries: readonly FeedEntry[]): number {
  const waiting = sql<{ op_id: string }>(db, "SELECT op_id FROM outbox ORDER BY seq LIMIT ?").all(
    entries.length,
  );
  const foreign = entries.findIndex(({ opId }, index) => opId !== waiting[index]?.op_id);
  const own = foreign === -1 ? entries : entries.slice(0, foreign);
  const images = lastImages(own);
  if (!own.every((entry) => namesAll(db, entry, images))) return 0;
  const shown = [...images.values()];
  if (shown.some((image) => differs(db, image))) return 0;
  for (const { entity, id } of shown) rows.confirm(entity, id);
  return own.length;
}

/** Whether the server touched all that the op had touched here. */
function namesAll(db: WritableDb, { opId, content }: FeedEntry, images: ReadonlyMap<string, Image>): boolean {
  const { changes } = JSON.parse(content) as OpContent;
  const conflicts = sql(
    db,
    `SELECT conflict.id FROM server_copy JOIN conflict USING (id)
     WHERE server_copy.entity = 'conflict' AND (op_id = ? OR closed_op = ?)`,
  )
    .pluck()
    .all(opId, opId) as string[];
  return (
    changes.every(({ entity, id }) => images.has(`${entity}/${id}`)) &&
    conflicts.every((id) => images.has(`conflict/${id}`))
  );
}
