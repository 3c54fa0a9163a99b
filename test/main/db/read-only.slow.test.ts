import { chmodSync, chownSync, cpSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openDesk } from "../../../main/db/open.ts";
import { addAppointments, deskOptions, fingerprints, newDataDir, usedDataDir, writerOf } from "./data-dir.ts";
import { type Found, startDeskProcess } from "./desk-processes.ts";

// Permission bits do not bind root: root lets another user's process look.
const user = process.getuid?.() === 0 ? 65_534 : undefined;
async function look(dataDir: string): Promise<Found> {
  const desk = startDeskProcess({ dataDir }, user);
  const found = await desk.found;
  await desk.ended;
  return found;
}

/** Nobody may write in the folder until the test ends, and everybody may read. */
function forbidWriting(dataDir: string, folderMode: number, fileMode: number): void {
  for (const name of readdirSync(dataDir)) chmodSync(join(dataDir, name), fileMode);
  chmodSync(dataDir, folderMode);
  onTestFinished(() => chmodSync(dataDir, 0o700));
}

const copiesOf = (pid: number | undefined) =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`anteroom-reading-${pid}-`));

test.skipIf(process.platform === "win32")(
  "in a read-only folder bookings can be read and searched, not made",
  async () => {
    const dataDir = await usedDataDir(3);
    forbidWriting(dataDir, 0o555, 0o444);
    const before = fingerprints(dataDir);
    const desk = startDeskProcess({ dataDir }, user);
    expect(await desk.found).toEqual({
      state: { state: "read-only", reason: "folder-not-writable" },
      appointments: 3,
      overlaps: 0,
      writes: false,
    });
    await desk.ended;
    expect(fingerprints(dataDir)).toEqual(before);
    expect(copiesOf(desk.child.pid)).toEqual([]);
  },
);

test.skipIf(process.platform === "win32")(
  "a read-only file in a folder that is not is the same",
  async () => {
    const dataDir = await usedDataDir(3);
    forbidWriting(dataDir, 0o777, 0o444);
    rmSync(join(dataDir, "desk.lock"));
    expect(await look(dataDir)).toMatchObject({
      state: { state: "read-only", reason: "database-not-writable" },
      appointments: 3,
      writes: false,
    });
  },
);

test.skipIf(process.platform === "win32")("what stands in the -wal only is read too", async () => {
  const running = await openDesk(deskOptions(await usedDataDir(3)));
  addAppointments(writerOf(running), 3, 2);
  const dataDir = newDataDir();
  cpSync(join(running.file, ".."), dataDir, { recursive: true });
  running.close();
  expect(readdirSync(dataDir)).toContain("anteroom.db-wal");
  forbidWriting(dataDir, 0o555, 0o444);
  expect(await look(dataDir)).toMatchObject({ state: { state: "read-only" }, appointments: 5 });
});

test.skipIf(process.platform === "win32")(
  "a read-only folder without a database is said to be that",
  async () => {
    const dataDir = newDataDir();
    forbidWriting(dataDir, 0o555, 0o444);
    expect(await look(dataDir)).toMatchObject({
      state: { state: "failed", problem: "folder-not-writable" },
    });
  },
);

test.skipIf(process.platform === "win32")("a file that may not even be read is told in words", async () => {
  const dataDir = await usedDataDir(3);
  forbidWriting(dataDir, 0o755, 0o444);
  chmodSync(join(dataDir, "anteroom.db"), 0o000);
  if (user !== undefined) chownSync(join(dataDir, "anteroom.db"), 0, 0);
  expect(await look(dataDir)).toMatchObject({
    state: { state: "failed", problem: "folder-not-usable" },
  });
});
