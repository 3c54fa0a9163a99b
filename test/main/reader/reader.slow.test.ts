import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, onTestFinished, test, vi } from "vitest";
import { type Reader, startReader } from "../../../main/reader/reader.ts";
import { workerFromSource } from "../../../main/reader/worker-from-source.ts";
import { addAppointments, MORNING, newDataDir, open, usedDataDir, writerOf } from "../db/data-dir.ts";
import type { queries } from "./crashing-worker.ts";

type Started = { reader: Reader<typeof queries>; events: string[] };

function start(dataDir: string): Started {
  const events: string[] = [];
  const reader = startReader<typeof queries>({
    file: join(dataDir, "anteroom.db"),
    dataDir,
    createWorker: (options) =>
      new Worker(new URL("./crashing-worker.ts", import.meta.url), { ...options, execArgv: [] }),
    log: (event) => events.push(event),
  });
  onTestFinished(() => reader.close());
  return { reader, events };
}

const fileAppears = (file: string): Promise<void> =>
  vi.waitFor(() => expect(existsSync(file)).toBe(true), { timeout: 10_000, interval: 2 });

test("the reader thread checks the whole file, counts overlaps and makes a backup", async () => {
  const dataDir = await usedDataDir(4);
  const reader = startReader({
    file: join(dataDir, "anteroom.db"),
    dataDir,
    createWorker: workerFromSource,
    log: () => undefined,
  });
  onTestFinished(() => reader.close());
  expect(await reader.ask("checkWhole", {})).toEqual([]);
  expect(await reader.ask("countOverlaps", {})).toBe(0);
  expect(await reader.ask("makeBackup", { now: MORNING })).toMatchObject({
    madeAt: MORNING,
    appointments: 4,
  });
});

test("a question sees one moment, whatever is booked while it is answered", async () => {
  const dataDir = await usedDataDir(1);
  const db = writerOf(await open(dataDir));
  const { reader } = start(dataDir);
  const files = { ready: join(dataDir, "ready"), goOn: join(dataDir, "go-on") };
  const answer = reader.ask("countTwice", files);
  await fileAppears(files.ready);
  addAppointments(db, 1, 1);
  writeFileSync(files.goOn, "");
  expect(await answer).toEqual([1, 1]);
  expect(await reader.ask("countAppointments", {})).toBe(2);
});

test("a long backup or check keeps no search waiting", async () => {
  const dataDir = await usedDataDir(2);
  const { reader } = start(dataDir);
  const files = { ready: join(dataDir, "ready"), goOn: join(dataDir, "go-on") };
  const busy = reader.ask("wait", files);
  await fileAppears(files.ready);
  // The two kinds have a thread each: while one is busy, the other answers.
  expect(await reader.ask("countOverlaps", {})).toBe(0);
  writeFileSync(files.goOn, "");
  await busy;
});

test("a reader thread cannot write", async () => {
  const dataDir = await usedDataDir(2);
  const { reader } = start(dataDir);
  await expect(reader.ask("write", {})).rejects.toMatchObject({ code: "SQLITE_READONLY" });
});

test("a question whose thread died is asked once more", async () => {
  const dataDir = await usedDataDir(2);
  const { reader, events } = start(dataDir);
  expect(await reader.ask("dieOnce", { mark: join(dataDir, "mark") })).toBe("lives");
  expect(events).toEqual(["reader-thread-ended"]);
});

test("a question that kills its thread is given up as transient; those behind it are answered", async () => {
  const dataDir = await usedDataDir(2);
  const { reader, events } = start(dataDir);
  const deadly = reader.ask("die", {});
  const behind = reader.ask("countAppointments", {});
  await expect(deadly).rejects.toMatchObject({ code: "transient" });
  expect(await behind).toBe(2);
  expect(events).toEqual(["reader-thread-ended", "reader-thread-ended"]);
});

test("when too many wait, a further one is told so at once", async () => {
  const dataDir = await usedDataDir();
  const { reader } = start(dataDir);
  const files = { ready: join(dataDir, "ready"), goOn: join(dataDir, "go-on") };
  const busy = reader.ask("wait", files);
  const waiting = Array.from({ length: 100 }, () => reader.ask("countAppointments", {}));
  await expect(reader.ask("countAppointments", {})).rejects.toMatchObject({ code: "busy" });
  writeFileSync(files.goOn, "");
  await busy;
  expect(await Promise.all(waiting)).toEqual(Array.from({ length: 100 }, () => 3));
});

test("a database that cannot be opened is an answer, not the end of the thread", async () => {
  const dataDir = newDataDir();
  const { reader, events } = start(dataDir);
  await expect(reader.ask("countAppointments", {})).rejects.toMatchObject({ code: "SQLITE_CANTOPEN" });
  writeFileSync(
    join(dataDir, "anteroom.db"),
    "not a database, but long enough to be taken for one".repeat(100),
  );
  await expect(reader.ask("countAppointments", {})).rejects.toMatchObject({ code: "SQLITE_NOTADB" });
  expect(events).toEqual([]);
});

test("closing tells those who wait, and gives the threads' connections back", async () => {
  const dataDir = await usedDataDir();
  const desk = await open(dataDir);
  const { reader } = start(dataDir);
  expect(await reader.ask("countAppointments", {})).toBe(3);
  expect(await reader.ask("countOverlaps", {})).toBe(0);
  const files = { ready: join(dataDir, "ready"), goOn: join(dataDir, "go-on") };
  const cutOff = expect(reader.ask("wait", files)).rejects.toMatchObject({ code: "closed" });
  const behind = expect(reader.ask("countAppointments", {})).rejects.toMatchObject({ code: "closed" });
  await fileAppears(files.ready);
  const closing = reader.close();
  writeFileSync(files.goOn, "");
  await Promise.all([closing, cutOff, behind]);
  await expect(reader.ask("countAppointments", {})).rejects.toMatchObject({ code: "closed" });
  desk.close();
  // A connection that were still open would have kept the companions alive.
  expect(readdirSync(dataDir)).not.toContain("anteroom.db-shm");
});
