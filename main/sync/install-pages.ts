import type { Entity } from "../../src/sync/entities.ts";
import type { EntityImage, Position } from "../../src/sync/protocol.ts";
import type { ReadableDb, WritableDb } from "../db/connection.ts";
import { entityOrder } from "../db/server-rows.ts";
import { refusedByConstraint } from "../db/sqlite-errors.ts";
import { sql } from "../db/statements.ts";
import { insertRow, readRow, rowOfImage } from "./stored-row.ts";

/**
 * A large copy on its way into the tables of a desk that joins, in transactions that keep nobody waiting. The practice
 * itself is left to the last one (`installSnapshot`), so that what is there until then is nobody's practice.
 */

export const ROWS_AT_ONCE = 250;

const WRITTEN_BEFORE: readonly Entity[] = entityOrder.filter((entity) => entity !== "practice");

/** How many rows of the copy the tables do not have as it has them. */
export const rowsToInstall = (db: ReadableDb): number =>
  sql(db, "SELECT count(*) FROM snapshot_row WHERE same = 0").pluck().get() as number;

/**
 * Writes the next rows that are not there at all; what is there already, or is refused for what is there, waits for the
 * last transaction. Answers where it has come to: null at the end.
 */
export function installPage(db: WritableDb, after: Position | null, limit = ROWS_AT_ONCE): Position | null {
  const page = nextImages(db, after, limit);
  for (const image of page) if (writeNew(db, image)) markSame(db, image);
  const last = page.at(-1);
  return last ? { entity: last.entity, id: last.id } : null;
}

function nextImages(db: ReadableDb, after: Position | null, limit: number): EntityImage[] {
  const images: EntityImage[] = [];
  const from = after ? WRITTEN_BEFORE.indexOf(after.entity as Entity) : 0;
  for (const entity of WRITTEN_BEFORE.slice(from)) {
    const rows = sql(
      db,
      "SELECT id, image FROM snapshot_row WHERE entity = ? AND id > ? AND same = 0 ORDER BY id LIMIT ?",
    )
      .raw()
      .all(entity, entity === after?.entity ? after.id : "", limit - images.length) as [string, string][];
    for (const [id, image] of rows) images.push({ entity, id, row: JSON.parse(image) as EntityImage["row"] });
    if (images.length === limit) break;
  }
  return images;
}

function writeNew(db: WritableDb, image: EntityImage): boolean {
  const { entity, id } = image;
  if (readRow(db, entity, id)) return false;
  try {
    insertRow(db, entity, id, rowOfImage(image));
    return true;
  } catch (error) {
    if (refusedByConstraint(error)) return false;
    throw error;
  }
}

const markSame = (db: WritableDb, { entity, id }: EntityImage): void => {
  sql(db, "UPDATE snapshot_row SET same = 1 WHERE entity = ? AND id = ?").run(entity, id);
};
