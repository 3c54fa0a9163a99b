import pg from "pg";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { newId } from "../../../main/ids.ts";
import type { FeedEntry, OpOutcome, PracticeChecked } from "../../../src/sync/protocol.ts";
import { type OfferedOp, op, time } from "../../helpers/ops.ts";
import { postgresServer, preparePractice } from "../../helpers/postgres.ts";
import { callServer, done, type SharedDesk } from "../../helpers/shared-desk.ts";
import { anotherDesk, booking, people, readyPractice } from "./shared-practice.ts";

/** Real connections, as many as desks. */
const DESKS = 16;
const ROUNDS = 12;
/** Crashes and new sessions take their time on a busy machine. */
const TIMEOUT_MS = 120_000;
const OPS_A_ROUND = 5;

type Racer = { desk: SharedDesk; line: pg.Client };

async function connect(url: string): Promise<pg.Client> {
  const line = new pg.Client(url);
  line.on("error", () => undefined);
  await line.connect();
  return line;
}

async function racers(first: SharedDesk, count: number): Promise<Racer[]> {
  const desks = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      index === 0 ? first : anotherDesk(first, `Desk ${index + 1}`),
    ),
  );
  const lines = await Promise.all(desks.map(() => connect(first.practice.database.deskUrl)));
  onTestFinished(async () => {
    await Promise.all(lines.map((line) => line.end().catch(() => undefined)));
  });
  return desks.map((desk, index) => ({ desk, line: lines[index] as pg.Client }));
}

/** One day's hour of two practitioners and two rooms, on a grid finer than any booking: everybody is in the way. */
let dice = 1;
const roll = (sides: number): number => {
  dice = (dice * 48_271) % 2_147_483_647;
  return dice % sides;
};
const wish = (): OfferedOp =>
  op([
    booking(newId(), {
      ...time(roll(96) * 5, 30 + roll(4) * 10, roll(2) * 10),
      practitioner_id: roll(2) === 0 ? people.ada : people.ben,
      room_id: [people.blue, people.green, null][roll(3)] as string | null,
    }),
  ]);

type Held = {
  id: string;
  practitioner_id: string;
  room_id: string | null;
  starts_at: number;
  busy_until: number;
};

/** Pairs of rows that hold the same practitioner or room at once: arithmetic, no query's conditions. */
async function overlapsOf(desk: SharedDesk): Promise<string[]> {
  const { rows } = await desk.practice.database.owner.query(
    "SELECT to_jsonb(a) AS row FROM anteroom.appointment a WHERE practice_id = $1",
    [desk.practice.practiceId],
  );
  const held = rows
    .map(({ row }) => row as Held & { placed: number; status: string })
    .filter(({ placed, status }) => placed === 1 && status !== "cancelled");
  return held.flatMap((a, index) =>
    held
      .slice(index + 1)
      .filter(
        (b) =>
          (a.practitioner_id === b.practitioner_id || (a.room_id !== null && a.room_id === b.room_id)) &&
          a.starts_at < b.busy_until &&
          b.starts_at < a.busy_until,
      )
      .map((b) => `${a.id} ${b.id}`),
  );
}

const deadlocks = async (desk: SharedDesk): Promise<number> =>
  (
    await desk.practice.database.owner.query(
      "SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()",
    )
  ).rows[0].n as number;

/** The whole feed, from its start. */
async function feedOf(desk: SharedDesk): Promise<readonly FeedEntry[]> {
  const reader = await anotherDesk(desk);
  for (;;) {
    const { head } = await reader.exchange();
    if (reader.cursor.seq === head) return reader.seen;
  }
}

async function expectWhole(desk: SharedDesk, offered: readonly OfferedOp[]): Promise<void> {
  const feed = await feedOf(desk);
  expect(feed.map(({ seq }) => seq)).toEqual(feed.map((_, index) => index + 1));
  const logged = new Map(feed.map((entry) => [entry.opId, entry]));
  expect(logged.size).toBe(feed.length);
  expect(offered.filter(({ opId }) => !logged.has(opId))).toEqual([]);
  expect(await overlapsOf(desk)).toEqual([]);
  const checked = done(await desk.call<PracticeChecked>("check_practice"));
  expect(checked).toMatchObject({ overlaps: 0, gaps: 0 });

  // Every booking either has its time, or one open conflict that says who has it.
  const { rows } = await desk.practice.database.owner.query(
    `SELECT a.placed, (SELECT count(*)::int FROM anteroom.conflict c WHERE c.practice_id = a.practice_id
       AND c.row_id = a.id AND c.kind = 'slot-taken' AND c.state = 'open') AS open
     FROM anteroom.appointment a WHERE a.practice_id = $1`,
    [desk.practice.practiceId],
  );
  expect(rows).toHaveLength(offered.length);
  expect(rows.filter(({ placed, open }) => placed + open !== 1)).toEqual([]);
  expect(rows.some(({ placed }) => placed === 1) && rows.some(({ placed }) => placed === 0)).toBe(true);
}

describe("many desks at once", () => {
  test("race for overlapping times: no overlap, no deadlock, and no loser is lost", async () => {
    const first = await readyPractice();
    const before = await deadlocks(first);
    const all = await racers(first, DESKS);
    const offered: OfferedOp[] = [];
    await Promise.all(
      all.map(async ({ desk, line }) => {
        for (let round = 0; round < ROUNDS; round++) {
          const ops = Array.from({ length: OPS_A_ROUND }, wish);
          offered.push(...ops);
          const reply = await callServer<{ outcomes: OpOutcome[]; entries: FeedEntry[] }>(
            line,
            "exchange",
            desk.identity,
            desk.request({ ops, limit: 100 }),
          );
          const { outcomes, entries } = done(reply);
          const last = entries.at(-1);
          if (last) desk.cursor = { seq: last.seq, hash: last.hash };
          expect(outcomes.every(({ outcome }) => outcome === "accepted" || outcome === "conflicted")).toBe(
            true,
          );
        }
      }),
    );
    await expectWhole(first, offered);
    expect(await deadlocks(first)).toBe(before);
  });

  test("swap, move and cancel the same few bookings: no overlap, no deadlock", async () => {
    const first = await readyPractice();
    const before = await deadlocks(first);
    const ids = Array.from({ length: 6 }, () => newId());
    for (const [index, id] of ids.entries()) await first.act(booking(id, time(index * 60)));
    const all = await racers(first, 8);
    await Promise.all(
      all.map(async ({ desk, line }) => {
        for (let round = 0; round < ROUNDS; round++) {
          const [a, b] = [roll(6), roll(6)];
          const setBy = { time: newId(), status: newId() };
          const move = (id: string, start: number) => ({
            entity: "appointment" as const,
            id,
            kind: "update" as const,
            // Half of the moves know the present, as after a pull just now; the others are late.
            base: { time: { values: {}, setBy: setBy.time }, status: { values: {}, setBy: setBy.status } },
            values: time(start),
          });
          const { rows } = await desk.practice.database.owner.query(
            "SELECT set_by FROM anteroom.appointment WHERE practice_id = $1 AND id = $2",
            [desk.practice.practiceId, ids[a]],
          );
          if (roll(2) === 0) setBy.time = rows[0].set_by.time ?? rows[0].set_by["*"];
          const ops = [
            op(
              a === b
                ? [move(ids[a] as string, roll(12) * 30)]
                : [move(ids[a] as string, b * 60), move(ids[b] as string, a * 60)],
            ),
          ];
          done(await callServer(line, "exchange", desk.identity, desk.request({ ops, limit: 0 })));
        }
      }),
    );
    expect(await overlapsOf(first)).toEqual([]);
    expect(await deadlocks(first)).toBe(before);
    expect(done(await first.call<PracticeChecked>("check_practice"))).toMatchObject({ overlaps: 0, gaps: 0 });
  });
});

/** Sends until it is answered, whatever happens to the line: the same ops with the same ids. */
async function sendUntilAnswered(desk: SharedDesk, ops: readonly OfferedOp[], url: string): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    let line: pg.Client | undefined;
    try {
      line = await connect(url);
      done(await callServer(line, "exchange", desk.identity, desk.request({ ops, limit: 0 })));
      return attempt;
    } catch (error) {
      // Only what the line or the server does; an assertion or a refusal ends the test.
      if (!/terminat|closed|ECONNRE|starting up|shutting down|recovery|Connection/i.test(String(error)))
        throw error;
    } finally {
      void line?.end().catch(() => undefined);
    }
  }
}

describe("lines that break", () => {
  test("at random, with the same ops sent again, leave every op applied once", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const first = await readyPractice();
    const { database } = first.practice;
    const desks = await Promise.all(
      Array.from({ length: 6 }, (_, index) => (index === 0 ? first : anotherDesk(first))),
    );
    let killed = 0;
    const killOne = async () => {
      const { rows } = await database.owner.query(
        `SELECT count(*) FILTER (WHERE pg_terminate_backend(pid))::int AS n FROM (
           SELECT pid FROM pg_stat_activity
           WHERE datname = current_database() AND usename = 'anteroom_desk' AND state = 'active'
           ORDER BY random() LIMIT 1) victim`,
      );
      killed += rows[0].n;
    };
    const offered: OfferedOp[] = [];
    await Promise.all(
      desks.map(async (desk) => {
        for (let round = 0; round < 6; round++) {
          const ops = Array.from({ length: 10 }, wish);
          offered.push(...ops);
          const answered = sendUntilAnswered(desk, ops, database.deskUrl);
          await killOne();
          await answered;
        }
      }),
    );
    expect(killed).toBeGreaterThan(10);
    await expectWhole(first, offered);
  });

  test("because the server crashes in mid-push lose nothing that was answered, and apply nothing twice", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const server = await postgresServer({ durable: true });
    onTestFinished(() => server.close());
    const { embedded } = server;
    if (!embedded) return; // A server that is not ours is not ours to crash.
    const database = await server.newDatabase();
    const first = await readyPractice(await preparePractice(database));
    const desks = await Promise.all(
      Array.from({ length: 4 }, (_, index) => (index === 0 ? first : anotherDesk(first))),
    );
    const offered: OfferedOp[] = [];
    let answered = 0;
    let attempts = 0;
    const pushing = desks.map(async (desk) => {
      for (let round = 0; round < 12; round++) {
        const ops = Array.from({ length: 10 }, wish);
        offered.push(...ops);
        attempts += await sendUntilAnswered(desk, ops, database.deskUrl);
        answered += 1;
      }
    });
    for (const crashAfter of [8, 28]) {
      await vi.waitUntil(() => answered >= crashAfter, { timeout: 30_000, interval: 1 });
      await embedded.stop("immediate");
      await embedded.start();
    }
    await Promise.all(pushing);
    expect(attempts).toBeGreaterThan(answered);
    await expectWhole(first, offered);
  });
});
