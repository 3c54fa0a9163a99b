import { randomUUID } from "node:crypto";
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { answerAppCalls } from "../../main/app-calls.ts";
import { databaseFileOf } from "../../main/db/data-folder.ts";
import { contract } from "../../src/ipc/contract.ts";
import { err } from "../../src/result.ts";
import { command, done, query } from "../helpers/call.ts";
import { openTestDesk } from "../helpers/open-test-desk.ts";
import { openPracticeDesk } from "../helpers/practice-desk.ts";
import { openRaw } from "../helpers/raw-database.ts";
import { at, setUpPractice } from "../helpers/set-up-practice.ts";

const acts = { openDemo: () => undefined, print: async () => err({ code: "not-allowed" } as const) };
const nobody = { window: "", actor: "Desk 1" };
const facts = { version: "1", runtime: "Node", evaluationRuntime: false, demo: false };

test("a new desk is at its first run until a practice is set up, and tells the windows", async () => {
  const { desk, told } = await openTestDesk();
  expect(desk.state).toEqual({ state: "first-run" });
  expect((await done(query(desk, "practice.read", {}))).practice).toBeNull();
  await setUpPractice(desk);
  expect(desk.state).toEqual({ state: "ready" });
  expect(told.filter(({ name }) => name === "app-changed")).toHaveLength(1);
});

test("a first-run guide that fails in the middle leaves no practice behind", async () => {
  const { desk, dataDir } = await openTestDesk();
  const raw = openRaw(dataDir);
  raw.exec("CREATE TRIGGER no_rooms BEFORE INSERT ON room BEGIN SELECT RAISE(ABORT, 'no'); END");
  const guide = {
    name: "New",
    zone: "Europe/Berlin",
    practitioners: [],
    rooms: [{ name: "Blue" }],
    types: [],
  };
  expect(await command(desk, "practice.set-up", guide)).toMatchObject({
    ok: false,
    error: { code: "unexpected" },
  });
  expect(desk.state).toEqual({ state: "first-run" });
  expect(raw.prepare("SELECT count(*) FROM practice").pluck().get()).toBe(0);
  raw.exec("DROP TRIGGER no_rooms");
  raw.close();
  await done(command(desk, "practice.set-up", guide));
  const again = await command(desk, "practice.set-up", { ...guide, name: "Another" });
  expect(again).toMatchObject({ ok: false, error: { code: "already-set-up" } });
});

test("a desk that closes answers everybody who waits, and keeps what it said yes to", async () => {
  const d = await openPracticeDesk();
  const schema = contract["clients.create"].input;
  const waiting = Array.from({ length: 500 }, (_, index) =>
    d.desk.command("clients.create", schema.parse({ requestId: randomUUID(), name: `Late ${index}` }), {
      window: "w",
      actor: "x",
    }),
  );
  await d.close();
  const answers = await Promise.all(waiting);
  const kept = d.raw.prepare("SELECT count(*) FROM client WHERE name LIKE 'Late %'").pluck().get();
  expect(kept).toBe(answers.filter((answer) => answer.ok).length);
  expect(await d.book({ startsAt: at("10:00") })).toMatchObject({ ok: false, error: { code: "not-ready" } });
});

test("two who ask to open again at once wait for the same opening", async () => {
  const d = await openPracticeDesk();
  d.raw.close();
  const appCall = answerAppCalls(d.desk, facts, acts);
  await d.desk.declareDamaged("found in a check");
  const opened = vi.fn();
  const reopen = () => d.desk.reopen(opened);
  await Promise.all([reopen(), reopen(), reopen()]);
  expect(opened).toHaveBeenCalledTimes(1);
  // What was damaged was moved aside: it stays so until somebody decides.
  expect(d.desk.state.state).toBe("damaged");
  const empties = await Promise.all(
    Array.from({ length: 3 }, () => appCall("recovery.start-empty", {}, nobody)),
  );
  expect(empties.every((answer) => answer.ok)).toBe(true);
  expect(d.desk.state).toEqual({ state: "first-run" });
  expect(await appCall("recovery.start-empty", {}, nobody)).toMatchObject({
    ok: false,
    error: { code: "not-allowed" },
  });
  await setUpPractice(d.desk);
});

test("a desk goes on under its old data after it is closed and opened again", async () => {
  const d = await openPracticeDesk();
  const { appointment } = await done(d.book({ startsAt: at("10:00") }));
  const { deskId } = d.desk;
  await d.close();
  const again = await openTestDesk({ dataDir: d.dataDir });
  expect(again.desk.state).toEqual({ state: "ready" });
  expect(again.desk.deskId).toBe(deskId);
  const day = await done(query(again.desk, "schedule.day", { day: "2026-03-02" }));
  expect(day.appointments).toEqual([appointment]);
});

describe("damage that shows while the desk is open", () => {
  test("is told to whoever meets it; from then on nothing is answered from it", async () => {
    const d = await openPracticeDesk();
    await done(d.book({ startsAt: at("10:00") }));
    d.raw.pragma("wal_checkpoint(TRUNCATE)");
    d.raw.close();
    const file = databaseFileOf(d.dataDir);
    const handle = openSync(file, "r+");
    const junk = Buffer.alloc(4_096, 0x5a);
    for (let page = 1; page * 4_096 < readFileSync(file).length; page++)
      writeSync(handle, junk, 0, 4_096, page * 4_096);
    closeSync(handle);
    // The connections have pages in memory still; what is read anew shows it.
    const answers = await Promise.all([
      d.ask("clients.search", { text: "client" }),
      d.book({ startsAt: at("14:00") }),
      d.ask("appointments.read", { id: randomUUID() }),
    ]);
    expect(answers.some((answer) => !answer.ok && answer.error.code === "database-damaged")).toBe(true);
    await vi.waitFor(() =>
      expect(d.desk.state).toMatchObject({ state: "damaged", movedTo: expect.any(String) }),
    );
    expect(d.told.map(({ name }) => name)).toContain("app-changed");
    expect(await d.book({ startsAt: at("15:00") })).toMatchObject({
      ok: false,
      error: { code: "not-ready" },
    });
  });
});
