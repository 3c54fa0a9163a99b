import type pg from "pg";
import { newId } from "../../../main/ids.ts";
import type { TestServer } from "../../helpers/postgres.ts";
import type { Report } from "../report.ts";
import { closeConnections, firstRow, openConnections } from "./connections.ts";
import { actsOfRound, RACE_SECONDS, RACERS, type RaceAct, race } from "./race-acts.ts";

const SCHEMA = `
  CREATE TABLE booking (id text PRIMARY KEY, practitioner int NOT NULL, starts_at bigint NOT NULL, busy_until bigint NOT NULL);
  CREATE INDEX booking_of_practitioner ON booking (practitioner, starts_at, busy_until)`;
const IS_TAKEN = `
  SELECT 1 FROM booking WHERE practitioner = $1 AND starts_at < $3 AND busy_until > $2 AND id <> $4`;
/** Bookings on a time that one with a lower id holds too. */
const DOUBLE_BOOKINGS = `
  SELECT count(*)::int AS count FROM booking b WHERE EXISTS (
    SELECT 1 FROM booking other WHERE other.practitioner = b.practitioner AND other.id < b.id
      AND other.starts_at < b.busy_until AND other.busy_until > b.starts_at)`;

/** What others do: look whether the time is free, then write, with nothing in the database that would refuse it. */
export async function benchNaiveRace(report: Report, server: TestServer): Promise<void> {
  const database = await server.emptyDatabase();
  await database.owner.query(SCHEMA);
  const racers = await openConnections(database.ownerUrl, RACERS);
  await race(actsOfRound(0), (racer, act) => bookAndMove(racers[racer] as pg.Client, act));
  await closeConnections(racers);
  const { count } = await firstRow<{ count: number }>(database.owner, DOUBLE_BOOKINGS);
  report.add({ name: "sync.race.naive-double-bookings", value: count, unit: "bookings" });
  await database.drop();
}

async function bookAndMove(client: pg.Client, { practitioner, startsAt, movesTo }: RaceAct): Promise<void> {
  const id = newId();
  const booked = await writeIfFree(
    client,
    "INSERT INTO booking (practitioner, starts_at, busy_until, id) VALUES ($1, $2, $3, $4)",
    [practitioner, startsAt, startsAt + RACE_SECONDS, id],
  );
  if (!booked) return;
  await writeIfFree(
    client,
    "UPDATE booking SET practitioner = $1, starts_at = $2, busy_until = $3 WHERE id = $4",
    [practitioner, movesTo, movesTo + RACE_SECONDS, id],
  );
}

async function writeIfFree(client: pg.Client, write: string, place: readonly unknown[]): Promise<boolean> {
  await client.query("BEGIN ISOLATION LEVEL READ COMMITTED");
  const { rowCount } = await client.query(IS_TAKEN, [...place]);
  const free = rowCount === 0;
  if (free) await client.query(write, [...place]);
  await client.query("COMMIT");
  return free;
}
