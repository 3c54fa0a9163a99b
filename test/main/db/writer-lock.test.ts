import { expect, test } from "vitest";
import { takeWriterLock } from "../../../main/db/writer-lock.ts";
import { newDataDir, open, usedDataDir } from "./data-dir.ts";
import { startDeskProcess } from "./desk-processes.ts";

test("only one can hold a folder, and after it another", () => {
  const dataDir = newDataDir();
  const first = takeWriterLock(dataDir);
  expect(takeWriterLock(dataDir)).toBe("in-use");
  if (typeof first === "object") first.release();
  const second = takeWriterLock(dataDir);
  expect(second).toMatchObject({ release: expect.any(Function) });
  if (typeof second === "object") second.release();
});

test("a desk that another process holds is in use, and free at once when that process is killed", async () => {
  const dataDir = await usedDataDir(3);
  const other = startDeskProcess({ dataDir, hold: true });
  expect(await other.found).toMatchObject({ state: { state: "ready" }, appointments: 3, writes: true });
  const desk = await open(dataDir);
  expect(desk.state).toEqual({ state: "in-use" });
  desk.close();
  other.child.kill("SIGKILL");
  await other.ended;
  expect((await open(dataDir)).state).toEqual({ state: "ready" });
});

test("another process finds the desk in use that this one holds", async () => {
  const dataDir = await usedDataDir(3);
  await open(dataDir);
  expect(await startDeskProcess({ dataDir }).found).toMatchObject({
    state: { state: "in-use" },
    writes: false,
  });
});
