import { describe, expect, test, vi } from "vitest";
import { writeAudit, writeOp } from "../../../main/db/records.ts";
import type { Desk } from "../../../main/desk.ts";
import { newId } from "../../../main/ids.ts";
import { answerSharingCalls } from "../../../main/sharing-calls.ts";
import { ok } from "../../../src/result.ts";
import { book } from "../../helpers/book.ts";
import { done, query } from "../../helpers/call.ts";
import { at, MONDAY } from "../../helpers/set-up-practice.ts";
import {
  allShared,
  type SharedDesk,
  type SharedPractice,
  sharedPractice,
  until,
  viewOf,
} from "../../helpers/shared-desks.ts";

/** Whatever befalls the line, the server or the worker: bookings go on at once, and each arrives once. */

const WEEK = 7 * 86_400;
/** A booking waits for no server: long before a question to one that is in trouble is given up, on any machine. */
const AT_ONCE_MS = 5_000;

const slots = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, index) => at("09:00") + (from + index) * WEEK);

async function bookAll(
  desk: SharedDesk,
  practice: SharedPractice,
  times: readonly number[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const startsAt of times) {
    const before = performance.now();
    ids.push((await done(book(desk.desk, practice, { startsAt }))).appointment.id);
    expect(performance.now() - before).toBeLessThan(AT_ONCE_MS);
  }
  return ids;
}

/** What the server has logged: an op more than once, or an appointment twice, would show here. */
async function bookingsOnServer({ database }: SharedPractice, deskOf: SharedDesk): Promise<string[]> {
  const { practiceId } = viewOf(deskOf);
  const { rows } = await database.owner.query<{ id: string }>(
    `SELECT image ->> 'id' AS id FROM anteroom.change, jsonb_array_elements(images) image
     WHERE practice_id = $1 AND outcome = 'accepted' AND content::jsonb ->> 'action' = 'appointments.book'
       AND image ->> 'entity' = 'appointment' ORDER BY seq`,
    [practiceId],
  );
  return rows.map(({ id }) => id);
}

const isConfirmed = async ({ desk }: { desk: Desk }, id: string): Promise<boolean> =>
  (await done(query(desk, "appointments.read", { id }))).appointment.sharing === "confirmed";

/** An act that no version of the app writes: it names no base for what it sets. */
async function writeSpoiltOp({ desk, clock }: SharedDesk, clientId: string): Promise<string> {
  const opId = newId();
  const values = { remark: "spoilt" };
  const changes = JSON.stringify([{ entity: "client", id: clientId, kind: "update", base: {}, values }]);
  const written = await desk.queue?.submit("booking", {
    name: "test",
    run: (db) => {
      const now = clock();
      const seq = writeAudit(db, { at: now, actor: "Somebody", action: "test", opId }, changes, [clientId]);
      writeOp(db, { opId, createdAt: now, seq });
      return { answer: ok({}) };
    },
  });
  expect(written).toEqual(ok({}));
  return opId;
}

test("an act that the server refuses for good keeps none behind it, and a person takes it back", async () => {
  const practice = await sharedPractice();
  const [one, two] = practice.desks as [SharedDesk, SharedDesk];
  const opId = await writeSpoiltOp(one, practice.clients[0] ?? "");
  const { appointment } = await done(book(one.desk, practice, { startsAt: at("09:00") }));
  await one.desk.sharing.exchangeNow();
  await until(one, ({ waiting }) => waiting === 1);
  expect(viewOf(one).troubled).toMatchObject([
    { opId, outcome: "quarantined", actor: "Somebody", about: null },
  ]);
  expect(await isConfirmed(one, appointment.id)).toBe(true);
  const call = answerSharingCalls(one.desk, false);
  expect(await call("sharing.drop-op", { opId })).toMatchObject({
    ok: true,
    value: { dropped: 1, sharing: { waiting: 0, troubled: [] } },
  });
  expect(await call("sharing.drop-op", { opId })).toMatchObject({ error: { code: "not-found" } });
  await allShared([one, two]);
  expect(await isConfirmed(two, appointment.id)).toBe(true);
});

describe("the server", () => {
  test.skipIf(process.env["ANTEROOM_TEST_DATABASE_URL"])(
    "goes down, refuses, and comes back: the desk works alone and then shares everything once",
    async () => {
      const practice = await sharedPractice();
      const [one, two] = practice.desks as [SharedDesk, SharedDesk];
      await practice.server.embedded?.stop("immediate");
      const ids = await bookAll(one, practice, slots(5));
      await until(one, ({ state, waiting }) => state === "offline" && waiting === 5);
      expect(viewOf(one).problem).toMatchObject({ code: "unreachable" });
      await practice.server.embedded?.start();
      await until(one, ({ state, waiting }) => state === "connected" && waiting === 0, 30_000);
      await allShared([one, two]);
      expect(await bookingsOnServer(practice, one)).toEqual(ids);
      expect(await isConfirmed(two, ids[4] ?? "")).toBe(true);
    },
  );

  test("ends connections again and again while bookings are pushed", async () => {
    const practice = await sharedPractice();
    const [one, two] = practice.desks as [SharedDesk, SharedDesk];
    const ids: string[] = [];
    for (const startsAt of slots(20)) {
      ids.push(...(await bookAll(one, practice, [startsAt])));
      await practice.database.owner.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'anteroom_desk'",
      );
    }
    await until(one, ({ state, waiting }) => state === "connected" && waiting === 0, 30_000);
    await allShared([one, two]);
    expect(await bookingsOnServer(practice, two)).toEqual(ids);
  });

  test("does not know the password any more: that is said, and the owner puts it right", async () => {
    const practice = await sharedPractice();
    const [one] = practice.desks as [SharedDesk];
    const { owner } = practice.database;
    await owner.query("ALTER ROLE anteroom_desk PASSWORD 'another'");
    await owner.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'anteroom_desk'",
    );
    const [id = ""] = await bookAll(one, practice, slots(1));
    await until(one, ({ state, problem }) => state === "paused" && problem?.code === "login-refused");
    await one.desk.sharing.prepare(one.line.through(practice.database.ownerUrl), undefined);
    await until(one, ({ state, waiting }) => state === "connected" && waiting === 0);
    expect(await bookingsOnServer(practice, one)).toEqual([id]);
  });
});

describe("the line", () => {
  test("is slow: bookings are not, and are confirmed when the answer comes", async () => {
    const practice = await sharedPractice();
    const [one] = practice.desks as [SharedDesk];
    one.line.delay(300);
    const ids = await bookAll(one, practice, slots(10));
    expect(await isConfirmed(one, ids[9] ?? "")).toBe(false);
    await until(one, ({ waiting }) => waiting === 0);
    expect(await isConfirmed(one, ids[9] ?? "")).toBe(true);
  });

  test("breaks after the server has committed and before it could say so: nothing is done twice", async () => {
    const practice = await sharedPractice();
    const [one, two] = practice.desks as [SharedDesk, SharedDesk];
    const ids: string[] = [];
    for (const startsAt of slots(6)) {
      await allShared([one]);
      one.line.loseNextAnswer();
      ids.push(...(await bookAll(one, practice, [startsAt])));
    }
    await allShared([one, two]);
    expect(await bookingsOnServer(practice, one)).toEqual(ids);
    expect(await isConfirmed(two, ids[5] ?? "")).toBe(true);
  });

  test("dies half open: it is noticed, and mended it goes on", async () => {
    const practice = await sharedPractice();
    const [one, two] = practice.desks as [SharedDesk, SharedDesk];
    one.line.stall();
    const ids = await bookAll(one, practice, slots(3));
    expect(viewOf(one).state).toBe("connected");
    await until(one, ({ state, waiting }) => state === "offline" && waiting === 3, 15_000);
    one.line.mend();
    await until(one, ({ state, waiting }) => state === "connected" && waiting === 0, 20_000);
    await allShared([one, two]);
    expect(await bookingsOnServer(practice, two)).toEqual(ids);
  });

  test("was away while the computer slept: awake, the desk asks at once", async () => {
    const practice = await sharedPractice({ desks: 1 });
    const [one] = practice.desks as [SharedDesk];
    one.line.cut();
    await bookAll(one, practice, slots(1));
    await until(one, ({ state }) => state === "offline");
    // Long enough that its own next try lies far ahead.
    for (let tries = 0; tries < 8; tries += 1) await one.desk.sharing.exchangeNow();
    one.line.mend();
    one.desk.supervisor?.wake();
    await until(one, ({ state, waiting }) => state === "connected" && waiting === 0, 2_000);
  });

  test("brings no hints, as behind a pooler: the other desk asks by itself", async () => {
    const practice = await sharedPractice();
    const [one, two] = practice.desks as [SharedDesk, SharedDesk];
    await allShared([one, two]);
    const { rowCount } = await practice.database.owner.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'",
    );
    expect(rowCount).toBeGreaterThan(0);
    await bookAll(one, practice, slots(1));
    const seen = async () =>
      expect((await done(query(two.desk, "schedule.day", { day: MONDAY }))).appointments).toHaveLength(1);
    await vi.waitFor(seen, { timeout: 20_000, interval: 50 });
  });

  test("is cut by hand and mended by hand", async () => {
    const practice = await sharedPractice();
    const [one, two] = practice.desks as [SharedDesk, SharedDesk];
    one.desk.sharing.cutLine(true);
    await bookAll(one, practice, slots(1));
    await until(one, ({ state, cut, waiting }) => state === "offline" && cut && waiting === 1);
    one.desk.sharing.cutLine(false);
    await until(one, ({ state, cut, waiting }) => state === "connected" && !cut && waiting === 0);
    await vi.waitFor(async () =>
      expect((await done(query(two.desk, "schedule.day", { day: MONDAY }))).appointments).toHaveLength(1),
    );
  });
});

test("the worker is killed in mid-batch, again and again: bookings go on, and each arrives once", async () => {
  const practice = await sharedPractice();
  const [one, two] = practice.desks as [SharedDesk, SharedDesk];
  one.line.cut();
  const ids = await bookAll(one, practice, slots(120));
  one.line.mend();
  // Long enough under way to be caught there.
  one.line.delay(30);
  for (let round = 0; round < 6; round += 1) {
    void one.desk.sharing.exchangeNow();
    ids.push(...(await bookAll(one, practice, slots(5, 120 + round * 5))));
    const { length } = one.workers;
    await one.workers.at(-1)?.terminate();
    // It rests before it starts again.
    await vi.waitFor(() => {
      void one.desk.sharing.exchangeNow();
      expect(one.workers.length).toBeGreaterThan(length);
    }, 10_000);
  }
  await until(one, ({ state, waiting }) => state === "connected" && waiting === 0, 30_000);
  await allShared([one, two]);
  expect(await bookingsOnServer(practice, two)).toEqual(ids);
});

test("a desk closes within two seconds, whatever its line does", async () => {
  const practice = await sharedPractice({ desks: 1 });
  const [one] = practice.desks as [SharedDesk];
  one.line.stall();
  await bookAll(one, practice, slots(2));
  void one.desk.sharing.exchangeNow();
  const before = performance.now();
  await one.close();
  expect(performance.now() - before).toBeLessThan(2_000);
});
