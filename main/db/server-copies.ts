import { type Entity, travellingColumns } from "../../src/sync/entities.ts";
import type { Image } from "../../src/sync/protocol.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./statements.ts";

/** The rows that waiting ops touched, as the server has them. A row is provisional exactly while it has a copy here. */

export type ImageRow = Image["row"];
export type ServerCopy = {
  readonly entity: Image["entity"];
  readonly id: string;
  /** Null: the server has no such row yet. */
  readonly row: ImageRow | null;
};

export const idColumn = (entity: Entity): string => (entity === "group_session" ? "appointment_id" : "id");

/** A row of the tables as it travels. */
export function imageOf(entity: Entity, row: Record<string, unknown>): ImageRow {
  const image: Record<string, unknown> = { [idColumn(entity)]: row[idColumn(entity)] };
  for (const column of travellingColumns(entity)) image[column] = row[column] ?? null;
  image["set_by"] = JSON.parse(row["set_by"] as string);
  if (entity === "appointment") image["placed"] = row["placed"];
  return image as ImageRow;
}

/** Keeps the first copy of a row: what later ops find there is not the server's any more. */
export const keepCopy = (
  db: WritableDb,
  entity: Image["entity"],
  id: string,
  row: ImageRow | null,
): boolean =>
  sql(
    db,
    "INSERT INTO server_copy (entity, id, image) VALUES (?, ?, ?) ON CONFLICT (entity, id) DO NOTHING",
  ).run(entity, id, row && JSON.stringify(row)).changes === 1;

export const serverCopies = (db: ReadableDb): ServerCopy[] =>
  (
    sql(db, "SELECT entity, id, image FROM server_copy").raw().all() as [
      Image["entity"],
      string,
      string | null,
    ][]
  ).map(([entity, id, image]) => ({
    entity,
    id,
    row: image === null ? null : (JSON.parse(image) as ImageRow),
  }));

export const forgetCopy = (db: WritableDb, entity: Image["entity"], id: string): void => {
  sql(db, "DELETE FROM server_copy WHERE entity = ? AND id = ?").run(entity, id);
};

export const hasCopies = (db: ReadableDb): boolean =>
  sql(db, "SELECT 1 FROM server_copy LIMIT 1").get() !== undefined;

export const forgetCopies = (db: WritableDb): void => {
  sql(db, "DELETE FROM server_copy").run();
};

export const isProvisional = (db: ReadableDb, entity: Image["entity"], id: string): boolean =>
  sql(db, "SELECT 1 FROM server_copy WHERE entity = ? AND id = ?").pluck().get(entity, id) !== undefined;
