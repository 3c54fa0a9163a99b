import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeBackup } from "../../../main/db/backups.ts";
import { openDesk } from "../../../main/db/open.ts";
import { isDamage } from "../../../main/db/sqlite-errors.ts";
import { startReader } from "../../../main/reader/reader.ts";
import { workerFromSource } from "../../../main/reader/worker-from-source.ts";
import { addAppointments, deskOptions, MORNING, open, usedDataDir, writerOf } from "./data-dir.ts";

const fileIn = (dataDir: string) => join(dataDir, "anteroom.db");

function overwrite(file: string, position: number, bytes: Buffer): void {
  const handle = openSync(file, "r+");
  writeSync(handle, bytes, 0, bytes.length, position);
  closeSync(handle);
}

/** A closed desk with a backup of 500 appointments, and 500 more since. */
async function deskWithBackup(): Promise<string> {
  const dataDir = await usedDataDir(500);
  await makeBackup({ file: fileIn(dataDir), dataDir, now: MORNING - 3600 });
  const desk = await openDesk(deskOptions(dataDir));
  const db = writerOf(desk);
  db.transaction(() => addAppointments(db, 500, 500))();
  desk.close();
  return dataDir;
}

/** A page in the middle of the appointments, which no first look reads. */
async function flipPage(dataDir: string): Promise<void> {
  const desk = await openDesk(deskOptions(dataDir));
  const page = desk.reader
    ?.prepare<[], number>(
      "SELECT pageno FROM dbstat WHERE name = 'appointment' AND pagetype = 'leaf' LIMIT 1 OFFSET 5",
    )
    .pluck()
    .get();
  desk.close();
  overwrite(fileIn(dataDir), ((page ?? 0) - 1) * 4096, Buffer.alloc(4096, 0xa5));
}

const backups = [{ madeAt: MORNING - 3600, appointments: 500 }];

test.each([
  ["a garbage header", (file: string) => overwrite(file, 0, Buffer.alloc(512, 0x5a)), "no-database"],
  [
    "a file that was cut off",
    (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2)),
    "incomplete",
  ],
  ["a file cut off within its first page", (file: string) => truncateSync(file, 60), "damaged"],
  [
    "a schema of garbage",
    (file: string) => overwrite(file, 100, Buffer.alloc(3996, 0xa5)),
    "database-unreadable",
  ],
])("%s is moved aside as it is, and the newest verified backup is offered", async (_what, spoil, words) => {
  const dataDir = await deskWithBackup();
  spoil(fileIn(dataDir));
  const spoilt = readFileSync(fileIn(dataDir));
  const desk = await open(dataDir);
  expect(desk.state).toMatchObject({ state: "damaged", problem: expect.stringContaining(words), backups });
  expect([desk.writer, desk.reader]).toEqual([null, null]);
  const movedTo = desk.state.state === "damaged" ? desk.state.movedTo : null;
  expect(movedTo).toMatch(/damaged-20260302T090000Z$/);
  expect(readFileSync(join(movedTo ?? "", "anteroom.db")).equals(spoilt)).toBe(true);
  expect(readdirSync(dataDir)).not.toContain("anteroom.db");
});

test("after a restart the person finds the same page", async () => {
  const dataDir = await deskWithBackup();
  overwrite(fileIn(dataDir), 0, Buffer.alloc(512, 0x5a));
  const first = await openDesk(deskOptions(dataDir));
  first.close();
  const second = await open(dataDir);
  expect(second.state).toEqual(first.state);
  expect(second.state).toMatchObject({ state: "damaged", backups });
});

test("what stood in the -wal only is moved along, as it is", async () => {
  const dataDir = await deskWithBackup();
  const running = await openDesk(deskOptions(dataDir));
  addAppointments(writerOf(running), 1000, 1);
  const wal = readFileSync(`${fileIn(dataDir)}-wal`);
  expect(wal.length).toBeGreaterThan(32);
  const desk = running.declareDamaged("A page cannot be read.");
  onTestFinished(() => desk.close());
  const movedTo = desk.state.state === "damaged" ? desk.state.movedTo : null;
  expect(readFileSync(join(movedTo ?? "", "anteroom.db-wal")).equals(wal)).toBe(true);
});

test("a flipped page is found by the check of the whole file; the desk then waits for a restore", async () => {
  const dataDir = await deskWithBackup();
  await flipPage(dataDir);
  const opened = await openDesk(deskOptions(dataDir));
  expect(opened.state).toEqual({ state: "ready" });
  const reader = startReader({
    file: opened.file,
    dataDir,
    createWorker: workerFromSource,
    log: () => undefined,
  });
  const problems = await reader.ask("checkWhole", {});
  expect(problems).not.toEqual([]);
  await reader.close();
  const desk = opened.declareDamaged(problems.join(" "));
  onTestFinished(() => desk.close());
  expect(desk.state).toMatchObject({ state: "damaged", movedTo: expect.any(String), backups });
  expect((await open(dataDir)).state).toEqual({ state: "in-use" });
});

test("a query that meets the flipped page fails as damage, in the main process and from a reader thread", async () => {
  const dataDir = await deskWithBackup();
  await flipPage(dataDir);
  const desk = await open(dataDir);
  const error = await Promise.resolve()
    .then(() =>
      desk.reader
        ?.prepare("SELECT count(remarked) FROM (SELECT cancel_reason AS remarked FROM appointment)")
        .get(),
    )
    .catch((thrown: unknown) => thrown);
  expect(isDamage(error)).toBe(true);
  const reader = startReader({
    file: desk.file,
    dataDir,
    createWorker: workerFromSource,
    log: () => undefined,
  });
  onTestFinished(() => reader.close());
  const failed = await reader.ask("makeBackup", { now: MORNING }).catch((thrown: unknown) => thrown);
  expect(isDamage(failed)).toBe(true);
});

test("a damaged database is never migrated", async () => {
  const dataDir = await deskWithBackup();
  await flipPage(dataDir);
  const options = deskOptions(dataDir);
  const number = options.migrations.length + 1;
  const migrations = [
    ...options.migrations,
    { number, name: "next", sql: "CREATE TABLE next (x INTEGER) STRICT" },
  ];
  const desk = await open(dataDir, { migrations });
  expect(desk.state).toMatchObject({ state: "damaged", backups });
});

test("an identity that cannot be read is kept aside, and its desk is not taken for a new one", async () => {
  const dataDir = await deskWithBackup();
  writeFileSync(join(dataDir, "installation.json"), "{ half");
  const desk = await open(dataDir);
  expect(desk.state).toEqual({ state: "ready" });
  expect(readdirSync(dataDir)).toContain("installation.json.unreadable-20260302T090000Z");
});

test("a database whose tables are gone is damaged too", async () => {
  const dataDir = await deskWithBackup();
  const desk = await openDesk(deskOptions(dataDir));
  writerOf(desk).exec("PRAGMA foreign_keys = OFF; DROP TABLE appointment");
  desk.close();
  expect((await open(dataDir)).state).toMatchObject({
    state: "damaged",
    problem: expect.stringContaining("no such table: appointment"),
    backups,
  });
});
