import type { Page } from "@playwright/test";
import type { Answer, Input } from "../../../src/ipc/contract.ts";
import type { WeekPattern } from "../../../src/ipc/views.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { addDays, type Day, dayOf, zonedDay } from "../../../src/time/zoned-day.ts";
import { call, callTogether, done } from "./call.ts";

export const ZONE = "Europe/Berlin";

/** Every day, so that no test depends on the day of the week it runs on. */
export const everyDay = (from: number, until: number): WeekPattern =>
  Array.from({ length: 7 }, () => [[from, until]]) as unknown as WeekPattern;

/** The day after today in the practice: nothing in it is past, whenever the test runs. */
export const tomorrow = (): Day => addDays(dayOf(ZONE, systemClock()), 1);

/** Wall time of the practice to an instant: `at("10:30")` tomorrow, or on another day. */
export function at(time: string, day: Day = tomorrow()): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return zonedDay(ZONE, day).at(hours * 60 + minutes);
}

export const PEOPLE = ["Dr Ada Okafor", "Ben Ruiz", "Chen Wei"] as const;

type Wishes = Partial<Omit<Input<"practice.set-up">, "requestId">> & { clients?: readonly string[] };

/** Ids by the names that tests use. */
export type Practice = {
  practitioners: string[];
  rooms: string[];
  types: { intake: string; followUp: string; short: string; group: string };
  clients: string[];
};

const MARIA = "Maria Lopez";
const clientNames = [MARIA, "Jonas Weber", "Amina Diallo", "Peter Novak"] as const;

/**
 * A small practice: Ada, Ben and Chen work 8 to 18 every day. Intake takes 50 minutes and 10 more, a follow-up 30,
 * a short visit 15, a group of three 60.
 */
export async function setUpPractice(window: Page, wishes: Wishes = {}): Promise<Practice> {
  const { clients = clientNames, ...rest } = wishes;
  await done(
    call(window, "practice.set-up", {
      name: "Linden Street",
      zone: ZONE,
      practitioners: PEOPLE.map((name) => ({ name, pattern: everyDay(480, 1080) })),
      rooms: [{ name: "Blue room" }, { name: "Green room" }],
      types: [
        { name: "Intake", durationMinutes: 50, bufferMinutes: 10, colour: 0 },
        { name: "Follow-up", durationMinutes: 30, bufferMinutes: 0, colour: 3 },
        { name: "Short visit", durationMinutes: 15, bufferMinutes: 0, colour: 6 },
        { name: "Group", durationMinutes: 60, bufferMinutes: 0, colour: 9, capacity: 3 },
      ],
      ...rest,
    }),
  );
  const made = await callTogether(
    window,
    "clients.create",
    clients.map((name, index) => ({ name, phone: `+49 30 555 ${String(1000 + index)}` })),
  );
  const { practitioners } = await done(call(window, "practitioners.list", {}));
  const { rooms } = await done(call(window, "rooms.list", {}));
  const { types } = await done(call(window, "types.list", {}));
  const [intake = "", followUp = "", short = "", group = ""] = types.map(({ id }) => id);
  return {
    practitioners: practitioners.map(({ id }) => id),
    rooms: rooms.map(({ id }) => id),
    types: { intake, followUp, short, group },
    clients: made.map((answer) => (answer.ok ? answer.value.client.id : "")),
  };
}

type Booking = Partial<Input<"appointments.book">> & { startsAt: number };

export const bookingOf = (practice: Practice, booking: Booking): Input<"appointments.book"> =>
  ({
    practitionerId: practice.practitioners[0],
    clientId: practice.clients[0],
    typeId: practice.types.followUp,
    source: "phone",
    ...booking,
  }) as Input<"appointments.book">;

/** Books the first client with Ada for a follow-up, unless told otherwise. */
export const book = (
  window: Page,
  practice: Practice,
  booking: Booking,
): Promise<Answer<"appointments.book">> => call(window, "appointments.book", bookingOf(practice, booking));
