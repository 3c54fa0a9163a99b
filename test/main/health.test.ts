import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Health } from "../../main/health.ts";
import { QueueMeasurements } from "../../main/queue/measurements.ts";
import { hourOf } from "../../src/health/refusal-jump.ts";
import { done, query, refused } from "../helpers/call.ts";
import { openTestDesk } from "../helpers/open-test-desk.ts";
import { openPracticeDesk, type PracticeDesk } from "../helpers/practice-desk.ts";
import { at, MONDAY } from "../helpers/set-up-practice.ts";
import { testClock } from "../helpers/test-clock.ts";

const MINUTE = 60;
const HOUR = 3_600;

const quiet = { jump: null, aside: false };

describe("an alert", () => {
  const soundHealth = () => {
    const clock = testClock();
    const health = new Health(clock);
    health.proved({ missing: [], probeRefused: true });
    health.counted(0);
    const started = clock();
    const codes = (queue?: QueueMeasurements, backupAt: number | null = clock()) =>
      health.alerts(queue, backupAt, started, quiet).map(({ code }) => code);
    return { clock, health, codes };
  };

  test("is not raised while all is well, nor before anything was checked", () => {
    expect(soundHealth().codes(new QueueMeasurements())).toEqual([]);
    const clock = testClock();
    expect(new Health(clock).alerts(undefined, null, clock(), quiet)).toEqual([]);
  });

  test.each([
    ["a constraint is missing", { missing: ["index appointment_slot"], probeRefused: true }, 0],
    ["a probe got through", { missing: [], probeRefused: false }, 0],
    ["an overlap was found", { missing: [], probeRefused: true }, 1],
  ])("is raised when %s, and names since when", (_name, proof, overlaps) => {
    const { clock, health } = soundHealth();
    const since = clock();
    health.proved(proof);
    health.counted(overlaps);
    expect(health.alerts(undefined, clock(), clock(), quiet)).toEqual([
      { code: "guarantee-broken", since, count: overlaps },
    ]);
    clock.advance(HOUR);
    expect(health.alerts(undefined, clock(), clock(), quiet)[0]?.since).toBe(since);
    health.proved({ missing: [], probeRefused: true });
    health.counted(0);
    expect(health.alerts(undefined, clock(), clock(), quiet)).toEqual([]);
  });

  test("is raised when refusals have jumped, unless a person has put that aside", () => {
    const { clock, health } = soundHealth();
    const jump = { since: clock(), count: 14, usual: 2 };
    const alerts = (aside: boolean) => health.alerts(undefined, clock(), clock(), { jump, aside });
    expect(alerts(false)).toEqual([{ code: "refusals-jumped", since: clock(), count: 14 }]);
    expect(alerts(true)).toEqual([]);
  });

  test("is raised when no backup was made for more than a day, counted from the start if there is none", () => {
    const { clock, codes } = soundHealth();
    const at0 = clock();
    clock.advance(26 * HOUR);
    expect([codes(undefined, at0), codes(undefined, null)]).toEqual([[], []]);
    clock.advance(1);
    expect([codes(undefined, at0), codes(undefined, null)]).toEqual([["backup-old"], ["backup-old"]]);
    expect(codes(undefined, clock() - HOUR)).toEqual([]);
  });

  test("is raised when commands wait long, but not for a few at the start", () => {
    const { codes } = soundHealth();
    const queue = new QueueMeasurements();
    const wait = (times: number) => {
      for (let index = 0; index < times; index++) queue.wait.add(400);
      queue.done += times;
    };
    wait(20);
    expect(codes(queue)).toEqual([]);
    wait(80);
    expect(codes(queue)).toEqual(["queue-slow"]);
  });
});

test("measurements tell the middle, the slowest hundredth and the slowest, of the latest values only", () => {
  const { wait } = new QueueMeasurements();
  expect(wait.view()).toEqual({ p50Ms: 0, p99Ms: 0, maxMs: 0 });
  for (let value = 1; value <= 100; value++) wait.add(value);
  expect(wait.view()).toEqual({ p50Ms: 51, p99Ms: 100, maxMs: 100 });
  for (let index = 0; index < 5_000; index++) wait.add(1);
  expect(wait.view().maxMs).toBe(1);
});

test("refusals are counted by minute, for an hour, and a clock that is set back loses none of the later ones", () => {
  const queue = new QueueMeasurements();
  const now = 1_000 * MINUTE;
  queue.refused("slot-taken", now);
  queue.refused("slot-taken", now + 30);
  queue.refused("blocked", now + MINUTE);
  expect(queue.byMinute(now + MINUTE).slice(-2)).toEqual([2, 1]);
  expect(queue.byMinute(now + 60 * MINUTE).reduce((a, b) => a + b)).toBe(1);
  expect(queue.refusals).toEqual({ "slot-taken": 2, blocked: 1 });
});

test("the desk proves its guarantee on demand, and says what is missing when it is broken", async () => {
  const d = await openPracticeDesk();
  expect(await done(d.send("health.check", {}))).toEqual({ sound: true });
  const sound = await done(d.ask("health.read", {}));
  expect(sound.guarantee).toEqual({
    checkedAt: d.clock(),
    constraints: true,
    probeRefused: true,
    overlaps: 0,
    missing: [],
  });
  expect(sound.alerts).toEqual([]);
  const trigger = d.raw
    .prepare("SELECT sql FROM sqlite_schema WHERE name = 'appointment_no_overlap_insert'")
    .pluck()
    .get() as string;
  d.raw.exec("DROP TRIGGER appointment_no_overlap_insert");
  expect(await done(d.send("health.check", {}))).toEqual({ sound: false });
  const broken = await done(d.ask("health.read", {}));
  expect(broken.guarantee).toMatchObject({
    constraints: false,
    probeRefused: false,
    missing: ["trigger appointment_no_overlap_insert"],
  });
  expect(broken.alerts.map(({ code }) => code)).toEqual(["guarantee-broken"]);
  d.raw.exec(trigger);
  expect(await done(d.send("health.check", {}))).toEqual({ sound: true });
});

test("the Health page's numbers are those of the queue and of the file", async () => {
  const d = await openPracticeDesk();
  const before = await done(d.ask("health.read", {}));
  await done(d.book({ startsAt: at("10:00") }));
  await refused(d.book({ startsAt: at("10:00") }));
  const after = await done(d.ask("health.read", {}));
  expect(after.queue.done - before.queue.done).toBe(2);
  expect(after.queue.refusals).toEqual({ "slot-taken": 1 });
  expect(after.queue.refusalsByMinute.at(-1)).toBe(1);
  expect(after.outbox.waiting - before.outbox.waiting).toBe(1);
  expect(after.database).toMatchObject({
    storage: "ok",
    schema: d.raw.pragma("user_version", { simple: true }),
  });
  expect(after.database.walBytes).toBeGreaterThan(0);
});

describe("refusals", () => {
  const refuse = async (d: PracticeDesk, times: number) => {
    for (let index = 0; index < times; index++) await refused(d.book({ startsAt: at("10:00") }));
  };
  const read = async (d: PracticeDesk) => done(d.ask("health.read", {}));

  test("are counted by hour and practitioner, also over a restart; what is no wish for time is not", async () => {
    const d = await openPracticeDesk();
    await done(d.book({ startsAt: at("10:00") }));
    await refuse(d, 2);
    await refused(d.send("appointments.change", { id: d.practitioners.ada, version: 1 }));
    const hour = hourOf(d.clock());
    const ada = { hour, practitionerId: d.practitioners.ada, count: 2 };
    expect((await read(d)).refusals).toMatchObject({ counts: [ada], jump: null, aside: false });
    expect((await read(d)).refusals.hours.at(-1)).toBe(hour);
    await d.close();
    const again = await openTestDesk({ dataDir: d.dataDir, now: d.clock() });
    expect((await done(query(again.desk, "health.read", {}))).refusals.counts).toEqual([ada]);
  });

  test("that jump are told to the windows within a minute, and no more once they are put aside for the day", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const d = await openPracticeDesk();
    const minute = async () => {
      d.told.length = 0;
      await vi.advanceTimersByTimeAsync(60_000);
      await vi.waitFor(() => expect(d.desk.queue?.waiting).toBe(0));
      await d.desk.queue?.idle();
    };
    const toldOfHealth = () =>
      vi.waitFor(() => expect(d.told.map(({ name }) => name)).toContain("health-changed"));
    await done(d.book({ startsAt: at("10:00") }));
    await refuse(d, 9);
    await minute();
    expect((await read(d)).alerts).toEqual([]);
    await refuse(d, 1);
    await minute();
    await toldOfHealth();
    expect((await read(d)).alerts).toEqual([{ code: "refusals-jumped", since: d.clock(), count: 10 }]);
    await done(d.send("settings.change", { key: "refusals-aside", value: MONDAY }));
    const { alerts, refusals } = await read(d);
    expect([alerts, refusals.aside, refusals.jump?.count]).toEqual([[], true, 10]);
  });
});
