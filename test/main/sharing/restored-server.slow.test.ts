import { expect, test } from "vitest";
import type { Desk } from "../../../main/desk.ts";
import { book } from "../../helpers/book.ts";
import { command, done, query } from "../../helpers/call.ts";
import { at } from "../../helpers/set-up-practice.ts";
import {
  allShared,
  type SharedDesk,
  type SharedPractice,
  sharedPractice,
  until,
  viewOf,
} from "../../helpers/shared-desks.ts";

/** The server's database is put back to an earlier copy, under desks that know what came after it. */

const WEEK = 7 * 86_400;
const A_WHILE_SECONDS = 40 * 86_400;

/** Nobody may be connected while a database is copied or put in another's place. */
async function withoutLines(practice: SharedPractice, act: (name: string) => Promise<void>): Promise<void> {
  const { desks, server, database } = practice;
  for (const { line } of desks) line.cut();
  await server.admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 OR datname = $2",
    [database.name, `${database.name}_copy`],
  );
  await act(database.name);
  for (const { line } of desks) line.mend();
}

const copyServer = (practice: SharedPractice): Promise<void> =>
  withoutLines(practice, async (name) => {
    await practice.server.admin.query(`CREATE DATABASE ${name}_copy TEMPLATE ${name}`);
  });
const restoreServer = (practice: SharedPractice): Promise<void> =>
  withoutLines(practice, async (name) => {
    await practice.server.admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await practice.server.admin.query(`ALTER DATABASE ${name}_copy RENAME TO ${name}`);
  });

const statusOf = async ({ desk }: { desk: Desk }, id: string) => {
  const { appointment } = await done(query(desk, "appointments.read", { id }));
  return [appointment.sharing, appointment.placed];
};

test("what it lost the desks offer again, their own and each other's, and nothing is asked", async () => {
  const practice = await sharedPractice();
  const [one, two] = practice.desks as [SharedDesk, SharedDesk];
  const before = await done(book(one.desk, practice, { startsAt: at("09:00") }));
  await allShared([one, two]);
  await copyServer(practice);
  const lost = [
    await done(book(one.desk, practice, { startsAt: at("10:00") })),
    await done(book(two.desk, practice, { startsAt: at("11:00") })),
  ];
  await allShared([one, two]);
  await restoreServer(practice);
  // While it comes to itself, people go on booking.
  const meanwhile = await done(book(two.desk, practice, { startsAt: at("14:00") }));
  await allShared([one, two]);
  for (const { appointment } of [before, ...lost, meanwhile])
    for (const desk of [one, two]) expect(await statusOf(desk, appointment.id)).toEqual(["confirmed", true]);
  expect(viewOf(one)).toMatchObject({ missing: null, problem: null, openConflicts: 0 });
});

test("what a copy of weeks ago lacks, too old to be offered again and much of all, stops sharing until a person decides", async () => {
  const practice = await sharedPractice();
  const [one, two] = practice.desks as [SharedDesk, SharedDesk];
  await allShared([one, two]);
  await copyServer(practice);
  const ids: string[] = [];
  for (let index = 0; index < 40; index += 1) {
    const made = await done(command(one.desk, "clients.create", { name: `Later ${index}` }));
    const startsAt = at("09:00") + index * WEEK;
    const booked = book(one.desk, practice, { startsAt, clientId: made.client.id });
    ids.push((await done(booked)).appointment.id);
  }
  await allShared([one, two]);
  for (const { clock } of [one, two]) clock.advance(A_WHILE_SECONDS);
  // They hear of it all the while: what is older than the copies that servers are put back to, they offer no more.
  await allShared([one, two]);
  await restoreServer(practice);
  for (const desk of [one, two]) await desk.desk.sharing.exchangeNow();
  await until(one, ({ state, missing }) => state === "paused" && missing !== null);
  expect(viewOf(one).missing?.rows).toBe(80);
  // Booking goes on, and nothing that was there is gone.
  const meanwhile = await done(book(one.desk, practice, { startsAt: at("15:00") }));
  expect(await statusOf(one, ids[0] ?? "")).toEqual(["confirmed", true]);
  await one.desk.sharing.answerMissing(false);
  expect(viewOf(one).state).toBe("paused");
  await one.desk.sharing.answerMissing(true);
  await until(one, ({ state, waiting }) => state === "connected" && waiting === 0);
  // The other desk finds that they are back, and has nothing to ask.
  await allShared([one, two]);
  for (const desk of [one, two])
    for (const id of [ids[0], ids[39], meanwhile.appointment.id])
      expect(await statusOf(desk, id ?? "")).toEqual(["confirmed", true]);
  expect(viewOf(two).missing).toBeNull();
}, 60_000);
