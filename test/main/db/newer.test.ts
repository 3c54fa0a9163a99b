import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDesk } from "../../../main/db/open.ts";
import {
  deskOptions,
  fingerprints,
  migrations,
  newDataDir,
  open,
  usedDataDir,
  writerOf,
} from "./data-dir.ts";

const number = migrations.length + 1;
const later = [...migrations, { number, name: "later", sql: "CREATE TABLE later (x INTEGER) STRICT" }];

test("a database of a newer version is refused, and no byte of any file changes", async () => {
  const dataDir = await usedDataDir();
  (await openDesk(deskOptions(dataDir, { migrations: later }))).close();
  const before = fingerprints(dataDir);
  const desk = await open(dataDir);
  expect(desk.state).toEqual({ state: "newer", found: number, known: migrations.length });
  expect(desk.writer).toBeNull();
  desk.close();
  expect(fingerprints(dataDir)).toEqual(before);
});

test("a newer version that stands in the -wal only is noticed too", async () => {
  const running = await openDesk(deskOptions(await usedDataDir(), { migrations: later }));
  writerOf(running).exec("INSERT INTO later VALUES (1)");
  // As it would lie there had the newer app been killed.
  const dataDir = newDataDir();
  cpSync(join(running.file, ".."), dataDir, { recursive: true });
  running.close();
  const before = fingerprints(dataDir);
  expect(Object.keys(before)).toContain(join(dataDir, "anteroom.db-wal"));
  const desk = await open(dataDir);
  expect(desk.state).toEqual({ state: "newer", found: number, known: migrations.length });
  desk.close();
  expect(fingerprints(dataDir)).toEqual(before);
});
