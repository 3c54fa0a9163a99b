import type { Image } from "../../src/sync/protocol.ts";
import type { Effects } from "../commands/unit-of-work.ts";
import type { ReadableDb, WritableDb } from "../db/connection.ts";
import { idColumn } from "../db/server-copies.ts";
import { updateShare } from "../db/share.ts";
import { sql } from "../db/statements.ts";
import { RowWriter } from "./row-writer.ts";
import { ORDER, shareOf, snapshotStage, startSnapshot } from "./snapshot.ts";
import { differs } from "./stored-row.ts";
import { replayWaiting } from "./to-server-state.ts";

const IMAGES_AT_ONCE = 1_000;

/** Puts the copy into the tables and the waiting ops on top, in the caller's transaction; then this desk is active. */
export function installSnapshot(db: WritableDb): Effects {
  const { snapshot_seq: seq, snapshot_hash: hash } = shareOf(db);
  if (snapshotStage(db).next !== "install" || seq === null) throw new Error("the full copy is not whole yet");
  askOnceMore(db);
  lookOnceMore(db);
  const rows = new RowWriter(db);
  removeWhatIsNotThere(db, rows);
  // Rows may trade places: whoever changes leaves its place before anybody takes one.
  for (const image of imagesToWrite(db))
    if (image.entity !== "conflict" && differs(db, image)) rows.setAside(image.entity, image.id);
  for (const image of imagesToWrite(db)) if (differs(db, image)) rows.writeImage(image);
  replayWaiting(db, rows);
  startSnapshot(db);
  updateShare(db, { state: "active", cursor_seq: seq, cursor_hash: hash ?? "" });
  return rows.finish();
}

/**
 * What the server had logged before the copy was made will not be named by the feed any more. Until the server says so
 * once more, it waits on, but is not replayed: on top of what came after it, it would mean something else.
 */
function askOnceMore(db: WritableDb): void {
  sql(
    db,
    `INSERT INTO copied_op (op_id) SELECT op_id FROM answered_op WHERE in_snapshot = 1 ON CONFLICT DO NOTHING`,
  ).run();
  sql(db, "DELETE FROM answered_op WHERE in_snapshot = 1").run();
}

/** What was done here since its image was compared with it. */
function lookOnceMore(db: WritableDb): void {
  sql(
    db,
    `UPDATE snapshot_row SET same = 0 WHERE same = 1 AND (entity, id) IN (SELECT entity, id FROM server_copy)`,
  ).run();
}

/** Nothing is deleted: a row that the copy lacks is absent until the op that offers it is replayed. */
function removeWhatIsNotThere(db: WritableDb, rows: RowWriter): void {
  for (const entity of ORDER) {
    const id = entity === "conflict" ? "id" : idColumn(entity);
    const gone = sql(
      db,
      `SELECT ${id} FROM ${entity} AS t WHERE NOT EXISTS (
         SELECT 1 FROM snapshot_row WHERE entity = '${entity}' AND snapshot_row.id = t.${id})
       ${entity === "appointment" ? "AND status <> 'pending'" : ""}`,
    )
      .pluck()
      .all() as string[];
    for (const one of gone) {
      if (entity === "conflict") rows.dropConflict(one);
      else rows.makeAbsent(entity, one);
    }
  }
}

/** In the order of references. Page by page: a connection that reads on cannot write meanwhile. */
function* imagesToWrite(db: ReadableDb): Generator<Image> {
  for (const entity of ORDER) {
    for (let after = ""; ; ) {
      const page = sql(
        db,
        "SELECT id, image FROM snapshot_row WHERE entity = ? AND id > ? AND same = 0 ORDER BY id LIMIT ?",
      )
        .raw()
        .all(entity, after, IMAGES_AT_ONCE) as [string, string][];
      for (const [id, image] of page) yield { entity, id, row: JSON.parse(image) } as Image;
      if (page.length < IMAGES_AT_ONCE) break;
      after = page.at(-1)?.[0] ?? "";
    }
  }
}
