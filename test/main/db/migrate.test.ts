import { join } from "node:path";
import { expect, test } from "vitest";
import { listBackups } from "../../../main/db/backups.ts";
import { openWriter } from "../../../main/db/connection.ts";
import { type Migration, migrate, migrationsFrom } from "../../../main/db/migrate.ts";
import { countAppointments, migrations, newDataDir, open, usedDataDir, writerOf } from "./data-dir.ts";

const next = (sql: string, number = migrations.length + 1): Migration => ({ number, name: "next", sql });

test("the first migration makes the whole schema, every table of it STRICT", async () => {
  const db = writerOf(await open(newDataDir()));
  const tables = db
    .prepare<[], { name: string; type: string; strict: number }>(
      "SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  const ours = tables.filter(({ type, name }) => type === "table" && !name.startsWith("client_search"));
  expect(ours.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["practice", "appointment", "block", "outbox"]),
  );
  expect(ours.filter(({ strict }) => strict !== 1)).toEqual([]);
  expect(db.pragma("user_version", { simple: true })).toBe(migrations.length);
  expect(db.pragma("foreign_key_check")).toEqual([]);
});

test("migrations are applied in the order of their numbers, and none twice", () => {
  const db = openWriter(join(newDataDir(), "some.db"), { mustExist: false });
  const list = migrationsFrom({
    "local/0002-second.sql": "INSERT INTO log VALUES ('second')",
    "local/0001-first.sql": "CREATE TABLE log (line TEXT) STRICT",
  });
  const applied: string[] = [];
  migrate(db, list, ({ name }) => applied.push(name));
  migrate(db, list, ({ name }) => applied.push(name));
  expect(applied).toEqual(["first", "second"]);
  expect(db.prepare("SELECT line FROM log").pluck().all()).toEqual(["second"]);
  db.close();
});

test("a missing number, a double one or a strange name is refused before anything is applied", () => {
  expect(() => migrationsFrom({ "0001-first.sql": "", "0003-third.sql": "" })).toThrow("migration 2");
  expect(() => migrationsFrom({ "0001-first.sql": "", "0001-other.sql": "" })).toThrow("migration 2");
  expect(() => migrationsFrom({ "first.sql": "" })).toThrow("not a migration's name");
});

test("an older database is migrated after a verified backup of it was made", async () => {
  const dataDir = await usedDataDir(3);
  const newer = [...migrations, next("CREATE TABLE extra (x INTEGER) STRICT")];
  const desk = await open(dataDir, { migrations: newer });
  expect(desk.state).toEqual({ state: "ready" });
  expect(desk.writer?.pragma("user_version", { simple: true })).toBe(newer.length);
  expect(countAppointments(desk)).toBe(3);
  expect(listBackups(dataDir)).toMatchObject([{ appointments: 3 }]);
});

test("nothing to apply makes no backup", async () => {
  const dataDir = await usedDataDir();
  await open(dataDir);
  expect(listBackups(dataDir)).toEqual([]);
});

test("a migration that fails half-way leaves nothing behind, and the desk says why it does not open", async () => {
  const dataDir = await usedDataDir(3);
  const broken = [
    ...migrations,
    next("CREATE TABLE extra (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);"),
  ];
  const failed = await open(dataDir, { migrations: broken });
  expect(failed.state).toMatchObject({
    state: "failed",
    problem: expect.stringContaining("no such table: nowhere"),
    backups: [{ appointments: 3 }],
  });
  failed.close();
  const before = await open(dataDir);
  expect(before.state).toEqual({ state: "ready" });
  expect(before.reader?.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'extra'").get()).toBeUndefined();
});
