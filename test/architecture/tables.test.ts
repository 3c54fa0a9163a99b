import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import { openWriter } from "../../main/db/connection.ts";
import { databaseFileOf } from "../../main/db/data-folder.ts";
import { migrate } from "../../main/db/migrate.ts";
import { migrationsOfFolder } from "../../main/db/migrations-of-folder.ts";
import { entities, travellingColumns } from "../../src/sync/entities.ts";
import { temporaryTestFolder } from "../helpers/open-test-desk.ts";
import { root, sourcesOf } from "./sources.ts";

type Column = { name: string; type: string; notnull: number; pk: number; dflt_value: string | null };

function migrated() {
  const db = openWriter(databaseFileOf(temporaryTestFolder()), { mustExist: false });
  migrate(db, migrationsOfFolder());
  const columns = (table: string) => db.prepare("SELECT * FROM pragma_table_info(?)").all(table) as Column[];
  return { db, columns };
}

test("each table written down for queries is the table that migrations make: columns, types, what may be absent", async () => {
  const { db, columns } = migrated();
  const files = sourcesOf("main/db").filter(({ text }) => text.includes("sqliteTable("));
  const modules = (await Promise.all(
    files.map(({ path }) => import(pathToFileURL(join(root, path)).href)),
  )) as Record<string, unknown>[];
  const tables = modules.flatMap((module) =>
    Object.values(module).filter((value): value is SQLiteTable => is(value, SQLiteTable)),
  );
  const written = files.reduce((count, { text }) => count + text.split("sqliteTable(").length - 1, 0);
  expect(tables).toHaveLength(written);
  expect(tables.length).toBeGreaterThan(8);
  for (const table of tables) {
    const { name, columns: defined } = getTableConfig(table);
    const wanted = defined.map((column) => ({
      name: column.name,
      type: column.getSQLType().toUpperCase(),
      notNull: column.notNull,
      primary: column.primary,
      hasDefault: column.hasDefault,
    }));
    const found = columns(name).map((column) => ({
      name: column.name,
      type: column.type,
      notNull: column.notnull === 1 || column.pk > 0,
      primary: column.pk > 0,
      hasDefault: column.dflt_value !== null || (column.pk > 0 && column.type === "INTEGER"),
    }));
    expect([name, wanted]).toEqual([name, found]);
  }
  db.close();
});

test("every column of a table that travels is in one field group, but for those that are this desk's own", () => {
  const { db, columns } = migrated();
  const local: Record<string, string[]> = {
    client: ["key"],
    appointment: ["placed", "hold_expires_at", "held_by"],
    attendee: ["capacity"],
  };
  for (const entity of Object.keys(entities) as (keyof typeof entities)[]) {
    const id = entity === "group_session" ? "appointment_id" : "id";
    const own = [id, "version", "set_by", ...(local[entity] ?? [])];
    const found = columns(entity)
      .map(({ name }) => name)
      .filter((name) => !own.includes(name));
    expect([entity, found.toSorted()]).toEqual([entity, [...travellingColumns(entity)].toSorted()]);
  }
  db.close();
});

test("every table is strict, so that a column holds what it says", () => {
  const { db } = migrated();
  const loose = db
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all();
  expect(loose).toEqual([]);
  db.close();
});
