import type { Conflict } from "../../src/conflicts/conflict.ts";
import { type Entity, entities } from "../../src/sync/entities.ts";
import type { Image } from "../../src/sync/protocol.ts";
import type { ReadableDb } from "./connection.ts";
import { idColumn, imageOf } from "./server-copies.ts";
import { sql } from "./statements.ts";

/** Holds are a desk's own and never travel. */
const travels = (entity: Entity | "conflict"): string =>
  entity === "appointment" ? "status <> 'pending'" : "1";
/** What a row refers to comes before it. */
const ORDER = [...(Object.keys(entities) as Entity[]), "conflict"] as const;

export const countRows = (db: ReadableDb): number =>
  ORDER.reduce(
    (sum, entity) =>
      sum +
      (sql(db, `SELECT count(*) FROM ${entity} WHERE ${travels(entity)}`)
        .pluck()
        .get() as number),
    0,
  );

/** All rows as they travel, in pages. Within one read transaction they are of one moment. */
export function* pagesOfRows(db: ReadableDb, limit: number): Generator<Image[]> {
  for (const entity of ORDER) {
    const id = entity === "conflict" ? "id" : idColumn(entity);
    const text = `SELECT * FROM ${entity} WHERE ${id} > ? AND ${travels(entity)} ORDER BY ${id} LIMIT ?`;
    for (let after = ""; ; ) {
      const rows = sql<Record<string, unknown>>(db, text).all(after, limit);
      if (rows.length > 0) yield rows.map((row) => imageOfRow(entity, String(row[id]), row));
      if (rows.length < limit) break;
      after = String(rows.at(-1)?.[id]);
    }
  }
}

const imageOfRow = (entity: (typeof ORDER)[number], id: string, row: Record<string, unknown>): Image =>
  entity === "conflict"
    ? { entity, id, row: { ...row, detail: JSON.parse(row["detail"] as string) } as Conflict }
    : ({ entity, id, row: imageOf(entity, row) } as Image);
