import { type Entity, entities } from "../../src/sync/entities.ts";
import type { FeedEntry, Image } from "../../src/sync/protocol.ts";
import type { WritableDb } from "../db/connection.ts";
import { forgetCopies, keepCopy, serverCopies } from "../db/server-copies.ts";
import { hasWaitingOps, waitingOpsInOrder } from "../db/sync-records.ts";
import { applyOp } from "./apply-op.ts";
import type { RowWriter } from "./row-writer.ts";

const ORDER: readonly string[] = [...Object.keys(entities), "conflict"];
const byOrder = (a: Image, b: Image): number => ORDER.indexOf(a.entity) - ORDER.indexOf(b.entity);

/** The rows as they are after the last of these entries. */
export function lastImages(entries: readonly FeedEntry[]): Map<string, Image> {
  const images = new Map<string, Image>();
  for (const entry of entries)
    for (const image of entry.images) images.set(`${image.entity}/${image.id}`, image);
  return images;
}

/**
 * Puts every provisional row back to what the server has, as far as these entries say: then the tables are the
 * server's, and what only waiting ops had made is absent.
 */
export function returnToServer(rows: RowWriter, entries: readonly FeedEntry[]): void {
  const images = lastImages(entries);
  const absent: { entity: Image["entity"]; id: string }[] = [];
  for (const { entity, id, row } of serverCopies(rows.db)) {
    const key = `${entity}/${id}`;
    if (images.has(key)) continue;
    if (row) images.set(key, { entity, id, row } as Image);
    else absent.push({ entity, id });
  }
  for (const { entity, id } of absent) {
    if (entity === "conflict") rows.dropConflict(id);
    else rows.makeAbsent(entity, id);
  }
  writeImages(rows, [...images.values()].sort(byOrder));
}

/** Rows that trade places could not be written one after the other: all leave theirs first. */
export function writeImages(rows: RowWriter, images: readonly Image[]): void {
  for (const { entity, id } of images) if (entity !== "conflict") rows.setAside(entity as Entity, id);
  for (const image of images) rows.writeImage(image);
}

/** Replays what still waits on top of the server's rows; each row that it writes is provisional from here on. */
export function replayWaiting(db: WritableDb, rows: RowWriter): void {
  forgetCopies(db);
  rows.keepCopies();
  for (const op of waitingOpsInOrder(db)) applyOp(rows, op);
  // What a waiting op made and could not make again: it may, once the server has what it lacks.
  if (hasWaitingOps(db)) for (const { entity, id } of rows.absent) keepCopy(db, entity, id, null);
}
