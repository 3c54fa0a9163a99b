import { type Entity, travellingColumns } from "../../src/sync/entities.ts";
import { hasValues } from "../../src/sync/merge.ts";
import type { Values } from "../../src/sync/op.ts";
import type { EntityImage, Image } from "../../src/sync/protocol.ts";
import { findConflict } from "../db/conflicts.ts";
import type { ReadableDb, WritableDb } from "../db/connection.ts";
import { idColumn } from "../db/server-copies.ts";
import { sql } from "../db/statements.ts";

/** Rows of the tables against images of the server's. */

export type Row = Values & { readonly set_by: string };

export const readRow = (db: ReadableDb, entity: Entity, id: string): Row | undefined =>
  sql<Row>(db, `SELECT * FROM ${entity} WHERE ${idColumn(entity)} = ?`).get(id);

/** The columns that this desk knows: a newer server may send more. */
export function rowOfImage({ entity, row }: EntityImage): Row {
  const values: Record<string, unknown> = { set_by: JSON.stringify(row["set_by"]) };
  for (const column of travellingColumns(entity)) if (column in row) values[column] = row[column];
  if (entity === "appointment") values["placed"] = row["placed"];
  return values as Row;
}

/** Throws SqliteError when a constraint refuses it. */
export function insertRow(db: WritableDb, entity: Entity, id: string, row: Values): void {
  const values: Values = { [idColumn(entity)]: id, ...row };
  const columns = Object.keys(values);
  const places = columns.map(() => "?");
  // The capacity is the session's; it is this database's own column.
  if (entity === "attendee") {
    columns.push("capacity");
    places.push("(SELECT capacity FROM group_session WHERE appointment_id = ?)");
  }
  sql(db, `INSERT INTO ${entity} (${columns.join(", ")}) VALUES (${places.join(", ")})`).run(
    ...Object.values(values),
    ...(entity === "attendee" ? [row["appointment_id"] ?? null] : []),
  );
}

/** Whether writing an image would change anything; new setters count, for the ops to come. */
export function differs(db: ReadableDb, image: Image): boolean {
  if (image.entity === "conflict") {
    const known = findConflict(db, image.id);
    return known === undefined || sortedText(known) !== sortedText(image.row);
  }
  const row = readRow(db, image.entity, image.id);
  if (row === undefined) return true;
  const { set_by: setBy, ...values } = rowOfImage(image);
  return !hasValues(row, values) || !sameSetters(row.set_by, setBy);
}

const sameSetters = (a: string, b: string): boolean =>
  a === b || sortedText(JSON.parse(a) as object) === sortedText(JSON.parse(b) as object);

/** The server writes keys in another order. */
const sortedText = (value: object): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
