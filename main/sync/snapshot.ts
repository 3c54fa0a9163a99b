import { type Entity, entities } from "../../src/sync/entities.ts";
import type { FeedEntry, Image, Position, SnapshotPage } from "../../src/sync/protocol.ts";
import type { ReadableDb, WritableDb } from "../db/connection.ts";
import { readShare, type ShareRow, saveCursor, updateShare } from "../db/share.ts";
import { sql } from "../db/statements.ts";
import { noteEntry } from "../db/sync-records.ts";
import { differs } from "./stored-row.ts";
import { followEachOther } from "./take-entries.ts";

/** A full copy on its way in: pages, then the feed on top of the first one's moment; then it is put into the tables. */

export const ORDER: readonly Image["entity"][] = [...(Object.keys(entities) as Entity[]), "conflict"];

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
  // The server knew this desk's place when it answered: now this one is known of its history.
  saveCursor(db, { seq: page.seq, hash: page.hash });
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

/**
 * With whether the tables have it so already, because most of a copy changes nothing for a desk that was there before:
 * whatever a command writes from here on has a server copy, and is looked at once more.
 */
function stageImage(db: WritableDb, image: Image): void {
  const { entity, id, row } = image;
  sql(
    db,
    `INSERT INTO snapshot_row (entity, id, image, same) VALUES (?, ?, ?, ?)
     ON CONFLICT (entity, id) DO UPDATE SET image = excluded.image, same = excluded.same`,
  ).run(entity, id, JSON.stringify(row), differs(db, image) ? 0 : 1);
}

export function shareOf(db: ReadableDb): ShareRow {
  const share = readShare(db);
  if (!share) throw new Error("this practice is not shared");
  return share;
}
