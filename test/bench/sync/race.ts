import type { TestServer } from "../../helpers/postgres.ts";
import { median, timed } from "../measure.ts";
import type { Report } from "../report.ts";
import { closeConnections, firstRow, openConnections } from "./connections.ts";
import type { Line } from "./line.ts";
import { bookingOp, movingOp } from "./ops.ts";
import { actsOfRound, RACE_SECONDS, RACED_PRACTITIONERS, RACERS, type RaceAct, race } from "./race-acts.ts";
import { type SharedPractice, sharePractice } from "./shared-practice.ts";

const ROUNDS = 5;
/** No feed in the answers: what the constraints cost is not to drown in it. */
const ENTRIES = 0;
const HELD_TWICE = `
  SELECT count(*)::int AS count FROM anteroom.appointment a JOIN anteroom.appointment b
    ON b.practice_id = a.practice_id AND b.practitioner_id = a.practitioner_id AND b.id > a.id AND b.holds
   AND b.starts_at < a.busy_until AND b.busy_until > a.starts_at
  WHERE a.holds`;
/** Also those that a function caught by itself. */
const DEADLOCKS = "SELECT deadlocks::int AS count FROM pg_stat_database WHERE datname = current_database()";

/**
 * Fifty desks, each on a connection of its own, book and move for overlapping ranges, one op a call; the same again
 * in a second database that has the lock and the check but no exclusion constraint.
 */
export async function benchRace(report: Report, server: TestServer): Promise<void> {
  const whole = await openRace(server);
  const lockOnly = await openRace(server);
  await lockOnly.practice.database.owner.query(
    `ALTER TABLE anteroom.appointment DROP CONSTRAINT appointment_one_at_a_time,
                                      DROP CONSTRAINT appointment_one_in_a_room`,
  );
  for (const open of [whole, lockOnly]) {
    await open.run(actsOfRound(0));
    // As the server does by itself within a minute: plans that were made for empty tables read all rows of full ones.
    await open.practice.database.owner.query("ANALYZE");
  }
  const times: { whole: number[]; lockOnly: number[] } = { whole: [], lockOnly: [] };
  for (let round = 1; round <= ROUNDS; round += 1) {
    const acts = actsOfRound(round);
    // Each goes first in every other round.
    const inWhole = async () => times.whole.push(await timed(() => whole.run(acts)));
    if (round % 2 === 0) await inWhole();
    times.lockOnly.push(await timed(() => lockOnly.run(acts)));
    if (round % 2 === 1) await inWhole();
  }
  const deadlocks = await whole.close();
  await lockOnly.close();
  report.add({ name: "sync.race.deadlocks", value: deadlocks, unit: "", gate: { exactly: 0 } });
  report.add({
    name: "sync.race.vs-lock-only",
    value: median(times.whole) / median(times.lockOnly),
    unit: "x lock only",
    gate: { atMost: 1.5 },
  });
}

type OpenRace = {
  practice: SharedPractice;
  run(acts: RaceAct[][]): Promise<void>;
  /** Answers how many deadlocks there were, once every connection has told the server's statistics. */
  close(): Promise<number>;
};

async function openRace(server: TestServer): Promise<OpenRace> {
  const practice = await sharePractice(server, RACED_PRACTITIONERS);
  const { database, first } = practice;
  const connections = await openConnections(database.deskUrl, RACERS);
  const lines: Line[] = [];
  for (const client of connections)
    lines.push(await first.enrol(client, `Desk ${lines.length + 2}`, ENTRIES));
  const close = async (): Promise<number> => {
    await closeConnections(connections);
    const heldTwice = await firstRow<{ count: number }>(database.owner, HELD_TWICE);
    if (heldTwice.count > 0) throw new Error(`${heldTwice.count} times are held twice`);
    const { count } = await firstRow<{ count: number }>(database.owner, DEADLOCKS);
    await database.drop();
    return count;
  };
  const run = (acts: RaceAct[][]): Promise<void> =>
    race(acts, (racer, act) => bookAndMove(lines[racer] as Line, practice, act));
  return { practice, run, close };
}

async function bookAndMove(line: Line, { people }: SharedPractice, act: RaceAct): Promise<void> {
  const { practitioner, startsAt, movesTo } = act;
  const practitionerId = people.practitioners[practitioner] as string;
  const booked = bookingOp(people, { practitionerId, startsAt, busyUntil: startsAt + RACE_SECONDS });
  await line.exchange([booked.offered]);
  await line.exchange([movingOp(booked, movesTo)]);
}
