import { type Entity, entities } from "../../src/sync/entities.ts";
import type { FeedEntry, Image, Position, SnapshotPage } from "../../src/sync/protocol.ts";
import type { Effects } from "../commands/unit-of-work.ts";
import type { ReadableDb, WritableDb } from "../db/connection.ts";
import { idColumn } from "../db/server-copies.ts";
import { readShare, type ShareRow, updateShare } from "../db/share.ts";
import { sql } from "../db/statements.ts";
import { noteEntry } from "../db/sync-records.ts";
import { RowWriter } from "./row-writer.ts";
import { followEachOther } from "./take-entries.ts";
import { replayWaiting } from "./to-server-state.ts";

/** A full copy on its way in: pages, then the feed on top of the first one's moment, then all at once into the tables. */

const IMAGES_AT_ONCE = 1_000;
const ORDER: readonly Image["entity"][] = [...(Object.keys(entities) as Entity[]), "conflict"];

/** Begins a full copy, or begins it again. A desk that was active goes on alone until it is installed. */
export function startSnapshot(db: WritableDb): void {
  sql(db, "DELETE FROM snapshot_row").run();
  sql(db, "UPDATE answered_op SET in_snapshot = 0").run();
  const nothing = { snapshot_after: null, snapshot_seq: null, snapshot_hash: null, snapshot_until: null };
  const share = readShare(db);
  updateShare(db, { ...nothing, ...(share?.state === "active" && { state: "recovering" as const }) });
}

export type SnapshotStage =
  | { readonly next: "page"; readonly after: Position | null }
  /** The feed from here on, until it has come to the moment of the last page. */
  | { readonly next: "feed"; readonly from: { readonly seq: number; readonly hash: string } }
  | { readonly next: "install" };

/** What the full copy needs next: it goes on where it was, also after a restart. */
export function snapshotStage(db: ReadableDb): SnapshotStage {
  const {
    snapshot_after: after,
    snapshot_seq: seq,
    snapshot_hash: hash,
    snapshot_until: until,
  } = shareOf(db);
  if (after !== "null" || seq === null) {
    return { next: "page", after: after === null ? null : (JSON.parse(after) as Position) };
  }
  return seq < (until ?? 0) ? { next: "feed", from: { seq, hash: hash ?? "" } } : { next: "install" };
}

/** How much of a full copy is here. It reads all of it: asked once, when the copy begins or goes on. */
export const rowsStaged = (db: ReadableDb): number =>
  sql(db, "SELECT count(*) FROM snapshot_row").pluck().get() as number;

/** Takes a page. One of another epoch, or one that does not come next, is left. */
export function stagePage(db: WritableDb, page: SnapshotPage): boolean {
  const share = shareOf(db);
  if (page.epoch !== share.epoch || share.snapshot_after === "null" || !comesNext(share, page)) return false;
  if (share.snapshot_seq === null) {
    updateShare(db, { snapshot_seq: page.seq, snapshot_hash: page.hash });
    // What the server said it has logged before this moment is in the copy.
    sql(db, "UPDATE answered_op SET in_snapshot = 1").run();
  }
  for (const image of page.images) stageImage(db, image);
  const until = Math.max(share.snapshot_until ?? 0, page.seq);
  updateShare(db, { snapshot_after: JSON.stringify(page.next), snapshot_until: until });
  return true;
}

function comesNext({ snapshot_after: text }: ShareRow, { images }: SnapshotPage): boolean {
  const [first] = images;
  if (text === null || !first) return true;
  const after = JSON.parse(text) as Position;
  const distance = ORDER.indexOf(first.entity) - ORDER.indexOf(after.entity);
  return distance > 0 || (distance === 0 && first.id > after.id);
}

/** The feed on top of the pages: what a later page has newer is written once more, and comes out the same. */
export function stageEntries(db: WritableDb, entries: readonly FeedEntry[], now: number): boolean {
  const { snapshot_seq: seq } = shareOf(db);
  const last = entries.at(-1);
  if (seq === null || !last || !followEachOther(seq, entries)) return false;
  for (const entry of entries) {
    noteEntry(db, entry, now);
    for (const image of entry.images) stageImage(db, image);
  }
  updateShare(db, { snapshot_seq: last.seq, snapshot_hash: last.hash });
  return true;
}

const stageImage = (db: WritableDb, { entity, id, row }: Image): void => {
  sql(
    db,
    `INSERT INTO snapshot_row (entity, id, image) VALUES (?, ?, ?)
     ON CONFLICT (entity, id) DO UPDATE SET image = excluded.image`,
  ).run(entity, id, JSON.stringify(row));
};

/** Puts the copy into the tables and the waiting ops on top, in the caller's transaction; then this desk is active. */
export function installSnapshot(db: WritableDb): Effects {
  const { snapshot_seq: seq, snapshot_hash: hash } = shareOf(db);
  if (snapshotStage(db).next !== "install" || seq === null) throw new Error("the full copy is not whole yet");
  askOnceMore(db);
  const rows = new RowWriter(db);
  removeWhatIsNotThere(db, rows);
  // Rows may trade places: whoever changes leaves its place before anybody takes one.
  for (const image of stagedImages(db))
    if (image.entity !== "conflict" && rows.differs(image)) rows.setAside(image.entity, image.id);
  for (const image of stagedImages(db)) if (rows.differs(image)) rows.writeImage(image);
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
function* stagedImages(db: ReadableDb): Generator<Image> {
  for (const entity of ORDER) {
    for (let after = ""; ; ) {
      const page = sql(
        db,
        "SELECT id, image FROM snapshot_row WHERE entity = ? AND id > ? ORDER BY id LIMIT ?",
      )
        .raw()
        .all(entity, after, IMAGES_AT_ONCE) as [string, string][];
      for (const [id, image] of page) yield { entity, id, row: JSON.parse(image) } as Image;
      if (page.length < IMAGES_AT_ONCE) break;
      after = page.at(-1)?.[0] ?? "";
    }
  }
}

function shareOf(db: ReadableDb): ShareRow {
  const share = readShare(db);
  if (!share) throw new Error("this practice is not shared");
  return share;
}
