import { statSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WritableDb } from "../../main/db/connection.ts";
import { databaseFileOf, walOf } from "../../main/db/data-folder.ts";
import { leaveShare, startShare } from "../../main/db/share.ts";
import { occurrenceId } from "../../main/ids.ts";
import { HOLD_SECONDS } from "../../src/appointments/hold.ts";
import { ok } from "../../src/result.ts";
import { done } from "../helpers/call.ts";
import { openPracticeDesk, type PracticeDesk } from "../helpers/practice-desk.ts";
import { at } from "../helpers/set-up-practice.ts";

const DAY = 86_400;
let d: PracticeDesk;

/** Only the timers stand still: what the queue does is real. */
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "setTimeout", "clearInterval", "clearTimeout"] });
  d = await openPracticeDesk();
});
afterEach(() => void vi.useRealTimers());

async function after(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms);
  await d.desk.queue?.idle();
}
const count = (table: string) => d.raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;

async function written(work: (db: WritableDb) => void): Promise<void> {
  const run = (db: WritableDb) => {
    work(db);
    return { answer: ok({}) };
  };
  expect(await d.desk.queue?.submit("booking", { name: "test", run })).toEqual(ok({}));
}

test("holds that are over are taken away within ten seconds, and the windows are told", async () => {
  await done(d.send("appointments.hold", { practitionerId: d.practitioners.ada, startsAt: at("10:00") }));
  await after(10_000);
  expect(count("appointment")).toBe(1);
  d.clock.advance(HOLD_SECONDS);
  d.told.length = 0;
  await after(10_000);
  expect(count("appointment")).toBe(0);
  expect(d.told).toMatchObject([{ name: "schedule-changed", data: { practitionerId: d.practitioners.ada } }]);
});

test("ops are kept for thirty days and answers for seven; the audit is kept for good", async () => {
  await done(d.book({ startsAt: at("10:00") }));
  const [ops, answers, audit] = ["outbox", "accepted_request", "audit"].map(count);
  d.clock.advance(8 * DAY);
  await after(3_600_000);
  expect([count("outbox"), count("accepted_request")]).toEqual([ops, 0]);
  expect(answers).toBeGreaterThan(0);
  d.clock.advance(23 * DAY);
  await after(3_600_000);
  expect([count("outbox"), count("audit")]).toEqual([0, audit]);
});

test("what a desk did since it left its practice is kept for a year, in case it comes back", async () => {
  const share = { practice_id: "practice", desk_id: "desk", server: "{}", fence: "fence", epoch: "epoch" };
  await written((db) => {
    startShare(db, { ...share, state: "joining" });
    leaveShare(db, d.clock());
  });
  await done(d.book({ startsAt: at("10:00") }));
  d.clock.advance(360 * DAY);
  await after(3_600_000);
  expect(["share", "outbox", "server_copy"].map(count)).toEqual([1, 1, 1]);
  d.clock.advance(7 * DAY);
  await after(3_600_000);
  expect(["share", "outbox", "server_copy", "appointment"].map(count)).toEqual([0, 0, 0, 1]);
});

test("time off that goes on is stored further as days go by, its removed ones stay removed, and ids are the same on every desk", async () => {
  const time = {
    practitionerId: d.practitioners.ada,
    startsAt: at("12:00"),
    endsAt: at("13:00"),
    reason: "team",
  };
  const made = await done(d.send("blocks.create", { ...time, recurrence: { rrule: "FREQ=WEEKLY" } }));
  const gone = made.blocks[10];
  await done(d.send("blocks.remove", { id: gone?.id ?? "", version: 1 }));
  const last = made.blocks.at(-1);
  const audit = count("audit");
  await after(3_600_000);
  expect([count("block"), count("audit")]).toEqual([made.blocks.length, audit]);
  d.clock.advance(15 * DAY);
  await after(3_600_000);
  const rows = d.raw.prepare("SELECT id, starts_at, removed FROM block ORDER BY starts_at").all() as {
    id: string;
    starts_at: number;
    removed: number;
  }[];
  expect(rows.length).toBe(made.blocks.length + 2);
  expect(rows.at(-1)?.starts_at).toBe((last?.startsAt ?? 0) + 14 * DAY);
  expect(rows.filter((row) => row.removed === 1).map((row) => row.id)).toEqual([gone?.id]);
  for (const row of rows) expect(row.id).toBe(occurrenceId(made.seriesId ?? "", row.starts_at));
});

test("a series that was ended is not stored further", async () => {
  const time = {
    practitionerId: d.practitioners.ada,
    startsAt: at("12:00"),
    endsAt: at("13:00"),
    reason: "team",
  };
  const { blocks } = await done(d.send("blocks.create", { ...time, recurrence: { rrule: "FREQ=WEEKLY" } }));
  await done(d.send("blocks.remove", { id: blocks[5]?.id ?? "", version: 1, scope: "following" }));
  const standing = () => d.raw.prepare("SELECT count(*) FROM block WHERE removed = 0").pluck().get();
  d.clock.advance(30 * DAY);
  await after(3_600_000);
  expect(standing()).toBe(5);
});

test("the write-ahead log is written back when nothing is to be done, not within a booking", async () => {
  const file = databaseFileOf(d.dataDir);
  const note = "x".repeat(4_000);
  const before = statSync(file).size;
  const { appointment } = await done(d.book({ startsAt: at("10:00") }));
  for (let index = 0; index < 30; index++)
    await done(d.send("appointments.add-note", { appointmentId: appointment.id, text: note }));
  expect(statSync(file).size).toBe(before);
  expect(statSync(walOf(file)).size).toBeGreaterThan(256 * 4_096);
  await d.desk.queue?.idle();
  await after(200);
  expect(statSync(file).size).toBeGreaterThan(before);
});
