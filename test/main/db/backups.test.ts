import { closeSync, openSync, readdirSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import {
  backupDue,
  backupProblem,
  backupsInBrief,
  listBackups,
  makeBackup,
} from "../../../main/db/backups.ts";
import { openDesk } from "../../../main/db/open.ts";
import { restore } from "../../../main/db/recovery.ts";
import { startReader } from "../../../main/reader/reader.ts";
import { workerFromSource } from "../../../main/reader/worker-from-source.ts";
import {
  addAppointments,
  countAppointments,
  deskOptions,
  MORNING,
  open,
  usedDataDir,
  writerOf,
} from "./data-dir.ts";

const DAY = 86_400;
const fileIn = (dataDir: string) => join(dataDir, "anteroom.db");
const backupOf = (dataDir: string, now: number) => makeBackup({ file: fileIn(dataDir), dataDir, now });

test("a backup is one whole file that needs no other", async () => {
  const dataDir = await usedDataDir(20);
  const { file, bytes } = await backupOf(dataDir, MORNING);
  expect(file).toBe("anteroom-20260302T090000Z.db");
  expect(readdirSync(join(dataDir, "backups"))).toEqual([file]);
  const db = new Database(join(dataDir, "backups", file));
  expect(db.pragma("journal_mode", { simple: true })).toBe("delete");
  db.close();
  expect(listBackups(dataDir)).toEqual([{ file, madeAt: MORNING, bytes, appointments: 20 }]);
});

test("while a thread makes a backup bookings go on; what it holds is one moment, and restores to a sound desk", async () => {
  const dataDir = await usedDataDir(2_000);
  const desk = await open(dataDir);
  const reader = startReader({
    file: desk.file,
    dataDir,
    createWorker: workerFromSource,
    log: () => undefined,
  });
  onTestFinished(() => reader.close());
  let booked = 2_000;
  const progress = { done: false };
  const backup = reader.ask("makeBackup", { now: MORNING }).finally(() => {
    progress.done = true;
  });
  while (!progress.done) {
    addAppointments(writerOf(desk), booked, 1);
    booked += 1;
    await turn();
  }
  const { file, appointments } = await backup;
  expect(appointments).toBeGreaterThanOrEqual(2_000);
  expect(appointments).toBeLessThanOrEqual(booked);
  await reader.close();
  desk.close();

  writeFileSync(fileIn(dataDir), "garbage".repeat(2_000));
  (await openDesk(deskOptions(dataDir))).close();
  expect(restore(dataDir, file, MORNING).ok).toBe(true);
  const restored = await open(dataDir);
  expect(restored.state).toEqual({ state: "ready" });
  expect(countAppointments(restored)).toBe(appointments);
  // Bookings were made one after the other: one moment holds the first so many of them, without a gap.
  const last = restored.reader
    ?.prepare("SELECT max(CAST(substr(id, 2) AS INTEGER)) FROM appointment")
    .pluck()
    .get();
  expect(last).toBe(appointments - 1);
  expect(restored.reader?.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("the newest ten are kept", async () => {
  const dataDir = await usedDataDir();
  for (let day = 0; day < 12; day += 1) await backupOf(dataDir, MORNING + day * DAY);
  const kept = Array.from({ length: 10 }, (_, index) => MORNING + (11 - index) * DAY);
  expect(listBackups(dataDir).map(({ madeAt }) => madeAt)).toEqual(kept);
});

test("a backup made after the clock was set back is not the one that goes", async () => {
  const dataDir = await usedDataDir();
  for (let day = 1; day <= 10; day += 1) await backupOf(dataDir, MORNING + day * DAY);
  await backupOf(dataDir, MORNING);
  const madeAt = listBackups(dataDir).map((backup) => backup.madeAt);
  expect(madeAt).toHaveLength(10);
  expect(madeAt).toContain(MORNING);
});

test("two backups within a second both stay", async () => {
  const dataDir = await usedDataDir();
  await backupOf(dataDir, MORNING);
  await backupOf(dataDir, MORNING);
  expect(listBackups(dataDir).map(({ file }) => file)).toEqual([
    "anteroom-20260302T090000Z-2.db",
    "anteroom-20260302T090000Z.db",
  ]);
});

test("a database that fails its check makes no backup and pushes no older one out", async () => {
  const dataDir = await usedDataDir(500);
  for (let day = 0; day < 10; day += 1) await backupOf(dataDir, MORNING + day * DAY);
  const before = listBackups(dataDir);
  const db = new Database(fileIn(dataDir));
  const page = db.prepare(
    "SELECT pageno FROM dbstat WHERE name = 'appointment' AND pagetype = 'leaf' LIMIT 1 OFFSET 3",
  );
  const position = ((page.pluck().get() as number) - 1) * 4096;
  db.close();
  const handle = openSync(fileIn(dataDir), "r+");
  writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, position);
  closeSync(handle);
  await expect(backupOf(dataDir, MORNING + 11 * DAY)).rejects.toMatchObject({ code: "SQLITE_CORRUPT" });
  expect(listBackups(dataDir)).toEqual(before);
  expect(readdirSync(join(dataDir, "backups"))).toHaveLength(10);
});

test("drafts that a killed process left are removed and never offered", async () => {
  const dataDir = await usedDataDir();
  await backupOf(dataDir, MORNING);
  const draft = join(dataDir, "backups", "anteroom-20260301T090000Z.db.part");
  writeFileSync(draft, "half");
  writeFileSync(`${draft}-journal`, "half");
  expect(listBackups(dataDir)).toHaveLength(1);
  await backupOf(dataDir, MORNING + 1);
  expect(readdirSync(join(dataDir, "backups"))).toHaveLength(2);
});

test("a backup is due when there is none, or none since a day; one from the future does not count", async () => {
  const dataDir = await usedDataDir();
  expect(backupsInBrief(dataDir, MORNING)).toEqual({ lastAt: null, count: 0 });
  await backupOf(dataDir, MORNING);
  await backupOf(dataDir, MORNING + 30 * DAY);
  const { lastAt, count } = backupsInBrief(dataDir, MORNING + DAY);
  expect([lastAt, count]).toEqual([MORNING, 2]);
  expect(backupDue(MORNING, null)).toBe(true);
  expect(backupDue(MORNING + DAY - 1, lastAt)).toBe(false);
  expect(backupDue(MORNING + DAY, lastAt)).toBe(true);
});

test("a file that is no backup of ours is told from one", async () => {
  const dataDir = await usedDataDir();
  const { file } = await backupOf(dataDir, MORNING);
  expect(backupProblem(join(dataDir, "backups", file))).toBeNull();
  const other = new Database(join(dataDir, "other.db"));
  other.exec("CREATE TABLE bookmark (url TEXT)");
  other.close();
  expect(backupProblem(join(dataDir, "other.db"))).toBe("other-programs-backup");
  expect(backupProblem(join(dataDir, "nowhere.db"))).not.toBeNull();
});
