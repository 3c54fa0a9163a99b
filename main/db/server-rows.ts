import { type Entity, entities } from "../../src/sync/entities.ts";
import type { EntityImage } from "../../src/sync/protocol.ts";
import type { ReadableDb } from "./connection.ts";
import { type ImageRow, idColumn, imageOf } from "./server-copies.ts";
import { sql } from "./statements.ts";

/**
 * The rows as they were before all that waits: the server's copy where there is one, else the row. Holds are a desk's
 * own and never travel; what only waiting ops have made is not among them.
 */

/** What a row refers to comes before it. */
export const entityOrder = Object.keys(entities) as Entity[];

const fromRows = (entity: Entity): string =>
  `FROM ${entity} AS t LEFT JOIN server_copy AS c ON c.entity = '${entity}' AND c.id = t.${idColumn(entity)}
   WHERE (c.id IS NULL OR c.image IS NOT NULL)${entity === "appointment" ? " AND t.status <> 'pending'" : ""}`;

export const countServerRows = (db: ReadableDb, entity: Entity): number =>
  sql(db, `SELECT count(*) ${fromRows(entity)}`)
    .pluck()
    .get() as number;

/** One page of an entity's rows by id; `lacking`: only those that the full copy on its way in has not got. */
export function serverRows(
  db: ReadableDb,
  entity: Entity,
  after: string,
  limit: number,
  lacking = false,
): EntityImage[] {
  const id = idColumn(entity);
  const unlessStaged = lacking
    ? `AND NOT EXISTS (SELECT 1 FROM snapshot_row AS s WHERE s.entity = '${entity}' AND s.id = t.${id})`
    : "";
  return sql<Record<string, unknown> & { server_image: string | null }>(
    db,
    `SELECT t.*, c.image AS server_image ${fromRows(entity)} ${unlessStaged} AND t.${id} > ? ORDER BY t.${id} LIMIT ?`,
  )
    .all(after, limit)
    .map(({ server_image: image, ...row }) => ({
      entity,
      id: String(row[id]),
      row: (image === null ? imageOf(entity, row) : JSON.parse(image)) as ImageRow as EntityImage["row"],
    }));
}
