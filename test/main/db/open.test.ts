import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { APPLICATION_ID } from "../../../main/db/connection.ts";
import { openDesk } from "../../../main/db/open.ts";
import {
  countAppointments,
  deskOptions,
  fillPractice,
  fingerprints,
  newDataDir,
  open,
  usedDataDir,
  writerOf,
} from "./data-dir.ts";

const databaseIn = (dataDir: string) => join(dataDir, "anteroom.db");

test("an empty folder becomes a desk with an identity and a database that waits for its practice", async () => {
  const dataDir = newDataDir();
  const desk = await open(dataDir);
  expect(desk.state).toEqual({ state: "first-run" });
  expect(desk.writer?.pragma("application_id", { simple: true })).toBe(APPLICATION_ID);
  const kept = JSON.parse(readFileSync(join(dataDir, "installation.json"), "utf8"));
  expect(kept).toMatchObject({ deskId: desk.installation.deskId, databaseCreated: true });
});

test("a desk that was set up is ready, with what was kept and with the same identity", async () => {
  const dataDir = newDataDir();
  const first = await openDesk(deskOptions(dataDir));
  fillPractice(writerOf(first), 2);
  first.close();
  const second = await open(dataDir);
  expect(second.state).toEqual({ state: "ready" });
  expect(countAppointments(second)).toBe(2);
  expect(second.installation.deskId).toBe(first.installation.deskId);
});

test("closing leaves one whole file without companions", async () => {
  const dataDir = await usedDataDir();
  expect(readdirSync(dataDir).toSorted()).toEqual(["anteroom.db", "desk.lock", "installation.json"]);
});

test("a second desk on the same folder learns that it is in use", async () => {
  const dataDir = await usedDataDir();
  const first = await open(dataDir);
  const second = await open(dataDir);
  expect(second.state).toEqual({ state: "in-use" });
  expect(second.writer).toBeNull();
  first.close();
  expect((await open(dataDir)).state).toEqual({ state: "ready" });
});

test("a data folder that cannot be made is told with what the computer says", async () => {
  const dataDir = newDataDir();
  writeFileSync(join(dataDir, "file"), "");
  const desk = await open(join(dataDir, "file", "desk"));
  expect(desk.state).toMatchObject({
    state: "failed",
    problem: expect.stringContaining("database-not-opened: ENOTDIR"),
  });
});

test("another program's database is refused, and no byte of it changes", async () => {
  const dataDir = newDataDir();
  const other = new Database(databaseIn(dataDir));
  other.exec("CREATE TABLE bookmark (url TEXT)");
  other.close();
  const before = fingerprints(dataDir)[databaseIn(dataDir)];
  const desk = await open(dataDir);
  expect(desk.state).toMatchObject({
    state: "failed",
    problem: "other-programs-database",
  });
  expect(fingerprints(dataDir)[databaseIn(dataDir)]).toBe(before);
});
