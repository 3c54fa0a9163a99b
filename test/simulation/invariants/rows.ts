import type { WritableDb } from "../../../main/db/connection.ts";
import { type Entity, entities, travellingColumns } from "../../../src/sync/entities.ts";
import { rowsOf } from "../reading.ts";

/** A row as it travels, and everything that must be the same everywhere: canonical, so that texts can be compared. */
export type Rows = Map<string, string>;

export const allEntities = Object.keys(entities) as Entity[];
export const idColumn = (entity: string): string => (entity === "group_session" ? "appointment_id" : "id");
export const keyOf = (entity: string, id: string): string => `${entity} ${id}`;

/** The same text for the same value, whatever the order of its keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
    .join(",")}}`;
}

const parsed = (value: unknown): unknown => (typeof value === "string" ? JSON.parse(value) : value);

const CONFLICT_COLUMNS = [
  "kind",
  "entity",
  "row_id",
  "other_id",
  "op_id",
  "opened_by",
  "opened_at",
  "detail",
  "state",
  "resolution",
  "closed_op",
  "closed_by",
  "closed_at",
] as const;

/** A row of either database, or of an image, in its canonical form. */
export function canonicalRow(entity: string, row: Record<string, unknown>): string {
  if (entity === "conflict") {
    const members = CONFLICT_COLUMNS.map((column) => [column, row[column] ?? null]);
    return canonical({ ...Object.fromEntries(members), detail: parsed(row["detail"]) });
  }
  const members = travellingColumns(entity as Entity).map((column) => [column, row[column] ?? null]);
  return canonical({
    ...Object.fromEntries(members),
    set_by: parsed(row["set_by"]),
    ...(entity === "appointment" ? { placed: Number(row["placed"]) } : {}),
  });
}

/** Every row of a desk that travels or came by travelling; holds are the desk's own. */
export function rowsOfDesk(db: WritableDb): Rows {
  const rows: Rows = new Map();
  for (const entity of [...allEntities, "conflict"]) {
    const only = entity === "appointment" ? "WHERE status <> 'pending'" : "";
    const found = rowsOf<Record<string, unknown>>(db, `SELECT * FROM ${entity} ${only}`);
    for (const row of found)
      rows.set(keyOf(entity, String(row[idColumn(entity)])), canonicalRow(entity, row));
  }
  return rows;
}

/** What differs between two sets of rows, in words; at most a few. */
export function differences(here: Rows, there: Rows, limit = 3): string[] {
  const found: string[] = [];
  for (const key of new Set([...here.keys(), ...there.keys()])) {
    const [a, b] = [here.get(key), there.get(key)];
    if (a !== b) found.push(`${key}: ${a ?? "nothing"} / ${b ?? "nothing"}`);
    if (found.length === limit) break;
  }
  return found;
}
