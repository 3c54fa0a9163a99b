import { createHash } from "node:crypto";
import type { ReadableDb } from "../../../main/db/connection.ts";
import { type Entity, entities, travellingColumns } from "../../../src/sync/entities.ts";

const idColumn = (entity: Entity): string => (entity === "group_session" ? "appointment_id" : "id");

/** The same for two desks whose rows that travel, their setters and their conflicts are the same. */
export function digestOf(db: ReadableDb): string {
  const hash = createHash("sha256");
  for (const entity of Object.keys(entities) as Entity[]) {
    const placed = entity === "appointment" ? ", placed" : "";
    const columns = [idColumn(entity), ...travellingColumns(entity)].join(", ");
    const rows = db
      .prepare<[], unknown[]>(
        `SELECT ${columns}${placed}, (SELECT json_group_array(key || ' ' || value ORDER BY key) FROM json_each(set_by))
         FROM ${entity} ORDER BY 1`,
      )
      .raw();
    for (const row of rows.iterate()) hash.update(JSON.stringify(row));
  }
  const conflicts = db.prepare<[], unknown[]>("SELECT id, state, closed_op FROM conflict ORDER BY id").raw();
  for (const row of conflicts.iterate()) hash.update(JSON.stringify(row));
  return hash.digest("hex");
}
