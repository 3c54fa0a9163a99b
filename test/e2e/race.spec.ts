import type { Answer } from "../../src/ipc/contract.ts";
import { call, callTogether, done } from "./helpers/call.ts";
import { type Desk, expect, test } from "./helpers/desk.ts";
import { at, bookingOf, type Practice, setUpPractice } from "./helpers/practice.ts";

const CALLERS = 20;
const ROUNDS = 10;
const FIVE_MINUTES = 300;
const callers = Array.from({ length: CALLERS }, (_, index) => index);

let practice: Practice;
let desk: Desk;

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  practice = await setUpPractice(desk.window, { clients: callers.map((index) => `Caller ${index}`) });
});

/** One of them is booked; each of the others hears who has the time, and what can be had instead. */
function expectOneWinner(answers: Answer<"appointments.book">[]): { startsAt: number; busyUntil: number } {
  const booked = answers.flatMap((answer) => (answer.ok ? [answer.value.appointment] : []));
  expect(booked).toHaveLength(1);
  const [winner] = booked;
  if (!winner) throw new Error("nobody won");
  for (const answer of answers) {
    if (answer.ok) continue;
    const { error } = answer;
    if (error.code !== "slot-taken") throw new Error(`refused with ${error.code}`);
    expect(error.taken.appointmentId).toBe(winner.id);
    expect(error.taken.clientName).toBe(winner.clientName);
    expect([error.taken.startsAt, error.taken.endsAt]).toEqual([winner.startsAt, winner.endsAt]);
    expect(error.nearest.length).toBeGreaterThanOrEqual(3);
  }
  return winner;
}

async function expectNoOverlaps(): Promise<void> {
  expect(await done(call(desk.window, "health.check", {}))).toEqual({ sound: true });
  const { guarantee } = await done(call(desk.window, "health.read", {}));
  expect(guarantee).toMatchObject({ constraints: true, probeRefused: true, overlaps: 0, missing: [] });
}

test("of twenty callers for one time exactly one gets it, again and again", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const startsAt = at("08:00") + round * 3_600;
    const wishes = callers.map((index) =>
      bookingOf(practice, {
        startsAt,
        clientId: practice.clients[index] ?? "",
        typeId: practice.types.intake,
      }),
    );
    const winner = expectOneWinner(await callTogether(desk.window, "appointments.book", wishes));
    expect(winner.startsAt).toBe(startsAt);
  }
  await expectNoOverlaps();
});

test("times that overlap only in part exclude each other as well", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    // Every one of them covers the half hour's end, from its own start and for its own length.
    const middle = at("08:30") + round * 3_600;
    const wishes = callers.map((index) =>
      bookingOf(practice, {
        startsAt: middle - FIVE_MINUTES * (1 + (index % 6)),
        durationMinutes: 5 * (1 + (index % 6)) + 5 * (1 + (index % 5)),
        clientId: practice.clients[index] ?? "",
        typeId: practice.types.short,
      }),
    );
    expectOneWinner(await callTogether(desk.window, "appointments.book", wishes));
  }
  await expectNoOverlaps();
});

test("a room is taken by one of twenty, whoever the practitioner is", async () => {
  const startsAt = at("10:00");
  const [room = ""] = practice.rooms;
  const wishes = callers.map((index) =>
    bookingOf(practice, {
      startsAt: startsAt + FIVE_MINUTES * (index % 3),
      roomId: room,
      practitionerId: practice.practitioners[index % 3] ?? "",
      clientId: practice.clients[index] ?? "",
    }),
  );
  expectOneWinner(await callTogether(desk.window, "appointments.book", wishes));
  await expectNoOverlaps();
});
