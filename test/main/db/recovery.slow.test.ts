import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listBackups, makeBackup } from "../../../main/db/backups.ts";
import { openDesk } from "../../../main/db/open.ts";
import { restore, startEmpty } from "../../../main/db/recovery.ts";
import { constraintsMissing, probe } from "../../../main/db/self-check.ts";
import {
  addAppointments,
  countAppointments,
  deskOptions,
  fingerprints,
  MORNING,
  open,
  usedDataDir,
  writerOf,
} from "./data-dir.ts";
import { startDeskProcess } from "./desk-processes.ts";

const fileIn = (dataDir: string) => join(dataDir, "anteroom.db");

/** A desk whose database turned to garbage after a backup of three appointments. */
async function damagedDesk(): Promise<{ dataDir: string; backup: string }> {
  const dataDir = await usedDataDir(3);
  const { file: backup } = await makeBackup({ file: fileIn(dataDir), dataDir, now: MORNING - 60 });
  writeFileSync(fileIn(dataDir), "garbage".repeat(2000));
  const desk = await open(dataDir);
  expect(desk.state).toMatchObject({ state: "damaged" });
  desk.close();
  return { dataDir, backup };
}

test("a backup takes the damaged database's place, is sound there, and can be booked in", async () => {
  const { dataDir, backup } = await damagedDesk();
  expect(restore(dataDir, backup, MORNING)).toEqual({ ok: true, value: { movedTo: null } });
  const desk = await open(dataDir);
  expect(desk.state).toEqual({ state: "ready" });
  expect(countAppointments(desk)).toBe(3);
  const db = writerOf(desk);
  expect(constraintsMissing(db)).toEqual([]);
  expect(probe(db)).toBe(true);
  addAppointments(db, 3, 1);
  expect(countAppointments(desk)).toBe(4);
  expect(listBackups(dataDir)).toMatchObject([{ file: backup }]);
});

test("what lies in the database's place, companions and all, is kept and never read into the restored one", async () => {
  const { dataDir, backup } = await damagedDesk();
  writeFileSync(fileIn(dataDir), "");
  writeFileSync(`${fileIn(dataDir)}-wal`, "stale");
  const answer = restore(dataDir, backup, MORNING);
  const movedTo = answer.ok ? answer.value.movedTo : null;
  expect(movedTo).toMatch(/replaced-20260302T090000Z$/);
  expect(readFileSync(join(movedTo ?? "", "anteroom.db-wal"), "utf8")).toBe("stale");
  expect(countAppointments(await open(dataDir))).toBe(3);
});

test.each(["../anteroom.db", "..", "", "/etc/passwd", "anteroom-20200101T000000Z.db", "damaged", "CON"])(
  "the name %j is no backup of this desk and is refused",
  async (name) => {
    const { dataDir } = await damagedDesk();
    const before = fingerprints(dataDir);
    expect(restore(dataDir, name, MORNING)).toEqual({ ok: false, error: { code: "unknown-backup" } });
    expect(fingerprints(dataDir)).toEqual(before);
  },
);

test("a file in the backup folder under another name is not offered", async () => {
  const { dataDir, backup } = await damagedDesk();
  copyFileSync(join(dataDir, "backups", backup), join(dataDir, "backups", "mine.db"));
  expect(listBackups(dataDir).map(({ file }) => file)).toEqual([backup]);
  expect(restore(dataDir, "mine.db", MORNING).ok).toBe(false);
});

test("a backup that rotted is not restored, and nothing changes", async () => {
  const { dataDir, backup } = await damagedDesk();
  const path = join(dataDir, "backups", backup);
  const bytes = readFileSync(path);
  bytes.fill(0xa5, bytes.length - 4096 * 8, bytes.length - 4096 * 4);
  writeFileSync(path, bytes);
  const before = fingerprints(dataDir);
  const answer = restore(dataDir, backup, MORNING);
  expect(answer).toMatchObject({
    ok: false,
    error: { code: expect.stringMatching(/unsound-backup|unknown-backup/) },
  });
  expect(fingerprints(dataDir)).toEqual(before);
});

test("a restore that cannot be done says so and leaves no draft", async () => {
  const { dataDir, backup } = await damagedDesk();
  mkdirSync(join(dataDir, "restoring.db.part"));
  expect(restore(dataDir, backup, MORNING)).toMatchObject({ ok: false, error: { code: "not-done" } });
  expect(existsSync(fileIn(dataDir))).toBe(false);
});

test("beginning anew keeps everything aside and makes a new desk", async () => {
  const { dataDir, backup } = await damagedDesk();
  const before = await openDesk(deskOptions(dataDir));
  before.close();
  const answer = startEmpty(dataDir, MORNING);
  const movedTo = answer.ok ? (answer.value.movedTo ?? "") : "";
  expect(readdirSync(join(movedTo, "backups"))).toEqual([backup]);
  const desk = await open(dataDir);
  expect(desk.state).toEqual({ state: "first-run" });
  expect(desk.installation.deskId).not.toBe(before.installation.deskId);
});

test("what another process has open is neither replaced nor moved", async () => {
  const dataDir = await usedDataDir(3);
  const { file: backup } = await makeBackup({ file: fileIn(dataDir), dataDir, now: MORNING - 60 });
  const other = startDeskProcess({ dataDir, hold: true });
  await other.found;
  const refusal = {
    ok: false,
    error: { code: "not-done", problem: "Another Anteroom has this data folder open." },
  };
  expect(restore(dataDir, backup, MORNING)).toEqual(refusal);
  expect(startEmpty(dataDir, MORNING)).toEqual(refusal);
  expect(existsSync(fileIn(dataDir))).toBe(true);
});

test("a restore works while the stopped desk keeps its lock, and afterwards as well", async () => {
  const { dataDir, backup } = await damagedDesk();
  const stopped = await open(dataDir);
  expect(restore(dataDir, backup, MORNING).ok).toBe(true);
  stopped.close();
  expect(restore(dataDir, backup, MORNING + 1).ok).toBe(true);
  expect((await open(dataDir)).state).toEqual({ state: "ready" });
});
