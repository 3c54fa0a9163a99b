import { copyFileSync, existsSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeBackup } from "../../../main/db/backups.ts";
import { openDesk } from "../../../main/db/open.ts";
import { deskOptions, MORNING, newDataDir, open, usedDataDir } from "./data-dir.ts";

const fileIn = (dataDir: string) => join(dataDir, "anteroom.db");

async function deskWithBackup(): Promise<string> {
  const dataDir = await usedDataDir(3);
  await makeBackup({ file: fileIn(dataDir), dataDir, now: MORNING - 60 });
  return dataDir;
}

const missing = { state: "missing", backups: [{ madeAt: MORNING - 60, appointments: 3 }] };

test("a database that is gone is not begun anew: a restore is offered", async () => {
  const dataDir = await deskWithBackup();
  rmSync(fileIn(dataDir));
  const desk = await open(dataDir);
  expect(desk.state).toMatchObject(missing);
  expect(desk.writer).toBeNull();
  expect(existsSync(fileIn(dataDir))).toBe(false);
});

test("a database of zero bytes over a known installation is not filled", async () => {
  const dataDir = await deskWithBackup();
  truncateSync(fileIn(dataDir), 0);
  expect((await open(dataDir)).state).toMatchObject(missing);
  expect(statSync(fileIn(dataDir)).size).toBe(0);
});

test("backups in the folder tell of a database that was there, also when the identity is gone", async () => {
  const dataDir = await deskWithBackup();
  rmSync(fileIn(dataDir));
  rmSync(join(dataDir, "installation.json"));
  expect((await open(dataDir)).state).toMatchObject(missing);
});

test("a zero-byte file where there never was a desk is a first start", async () => {
  const dataDir = newDataDir();
  writeFileSync(fileIn(dataDir), "");
  expect((await open(dataDir)).state).toEqual({ state: "first-run" });
});

test("a first start that was cut short before its schema stood is a first start again", async () => {
  const dataDir = newDataDir();
  const broken = [
    {
      number: 1,
      name: "broken",
      sql: "CREATE TABLE practice (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1)",
    },
  ];
  const failed = await openDesk(deskOptions(dataDir, { migrations: broken }));
  expect(failed.state).toMatchObject({ state: "failed" });
  failed.close();
  expect((await open(dataDir)).state).toEqual({ state: "first-run" });
});

test("a database that was put back by hand is opened", async () => {
  const dataDir = await deskWithBackup();
  writeFileSync(fileIn(dataDir), "garbage".repeat(1000));
  (await openDesk(deskOptions(dataDir))).close();
  const other = await usedDataDir(5);
  copyFileSync(fileIn(other), fileIn(dataDir));
  const desk = await open(dataDir);
  expect(desk.state).toEqual({ state: "ready" });
  expect(desk.installation.damage).toBeNull();
});
