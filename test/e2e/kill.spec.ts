import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { COMMAND_LIMIT } from "../../main/ipc/router.ts";
import type { Input } from "../../src/ipc/contract.ts";
import { addDays } from "../../src/time/zoned-day.ts";
import { call, callTogether, done } from "./helpers/call.ts";
import { bookingsByRequest, damage, halfWritten, look, overlaps } from "./helpers/database.ts";
import { type Desk, expect, test } from "./helpers/desk.ts";
import { at, everyDay, type Practice, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { killAtOnce } from "./helpers/processes.ts";
import { seeded } from "./helpers/random.ts";

const BOOKINGS = 10_000;
/** Fewer than one window may send at once: the set-up sends from the same window just before. */
const BURST = COMMAND_LIMIT.capacity - 40;
/** Of the times that bookings are sent once more, this part is killed as well. */
const REPEATS_KILLED = 0.25;
const PEOPLE = 6;
const SLOTS_A_DAY = 96;
const SLOT = 900;

type Booking = Input<"appointments.book">;
type Heard = { requestId: string; id: string | null; code: string | null };

/**
 * The n-th booking has a quarter of an hour of its own; every tenth wants the end of the one before, so that races
 * go on while the app dies.
 */
function nthBooking(practice: Practice, n: number): Booking {
  const late = n % 10 === 9;
  const slot = late ? n - 1 : n;
  const day = addDays(tomorrow(), 1 + Math.floor(slot / (SLOTS_A_DAY * PEOPLE)));
  const inDay = Math.floor((slot % (SLOTS_A_DAY * PEOPLE)) / PEOPLE);
  const requestId = randomUUID();
  return {
    requestId,
    note: requestId,
    practitionerId: practice.practitioners[slot % PEOPLE] ?? "",
    clientId: practice.clients[n % practice.clients.length] ?? "",
    typeId: practice.types.short,
    startsAt: at("00:00", day) + inDay * SLOT + (late ? 300 : 0),
    durationMinutes: late ? 5 : 10,
    source: "phone",
  };
}

/**
 * Sends all bookings in one turn. Each answer is told to this process as it comes to the window, on a line of its
 * own beside the app's IPC: what is told here was truly answered.
 */
async function sendAndListen(page: Page, bookings: Booking[]): Promise<Heard[]> {
  const heard: Heard[] = [];
  const line = await page.context().newCDPSession(page);
  line.on("Runtime.bindingCalled", ({ payload }) => heard.push(JSON.parse(payload) as Heard));
  await line.send("Runtime.addBinding", { name: "tellTest" });
  await page.evaluate((wishes) => {
    const { tellTest } = globalThis as unknown as { tellTest: (heard: string) => void };
    for (const wish of wishes) {
      void window.anteroom.invoke("appointments.book", wish).then((answer) => {
        const id = answer.ok ? answer.value.appointment.id : null;
        const code = answer.ok ? null : answer.error.code;
        tellTest(JSON.stringify({ requestId: wish.requestId, id, code }));
      });
    }
  }, bookings);
  return heard;
}

/** The same without a kill. */
async function hear(page: Page, bookings: Booking[]): Promise<Heard[]> {
  const answers = await callTogether(page, "appointments.book", bookings);
  return answers.map((answer, index) => ({
    requestId: bookings[index]?.requestId ?? "",
    id: answer.ok ? answer.value.appointment.id : null,
    code: answer.ok ? null : answer.error.code,
  }));
}

test("killed at random moments, no acknowledged booking is lost and none is made twice", async ({
  launchDesk,
}) => {
  test.setTimeout(600_000);
  const seed = Number(process.env["ANTEROOM_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`Seed of the kills: ${seed} (ANTEROOM_TEST_SEED repeats it)`);
  const random = seeded(seed);

  let desk: Desk = await launchDesk();
  const { dataDir } = desk;
  const practice = await setUpPractice(desk.window, {
    practitioners: Array.from({ length: PEOPLE }, (_, index) => ({
      name: `Practitioner ${index + 1}`,
      pattern: everyDay(0, 1440),
    })),
    types: [1, 2, 3].map((n) => ({ name: `Type ${n}`, durationMinutes: 10, bufferMinutes: 5, colour: n })),
  });

  const acknowledged = new Map<string, string>();
  const unanswered = new Map<string, Booking>();
  const counts = { sent: 0, refused: 0, kills: 0, bookedUnanswered: 0, lostUnanswered: 0 };
  let booked: ReadonlyMap<string, { id: string }> = new Map();

  const settle = ({ requestId, id, code }: Heard): void => {
    unanswered.delete(requestId);
    const before = booked.get(requestId);
    if (before) expect(id, "a repeated request is answered with what it did the first time").toBe(before.id);
    if (id !== null) acknowledged.set(requestId, id);
    else if (code === "slot-taken") counts.refused += 1;
    else throw new Error(`refused with ${code}`);
  };

  /** Everything promised is in the file, whole, and nothing overlaps. */
  const prove = (): ReadonlyMap<string, { id: string }> =>
    look(dataDir, (db) => {
      const found = bookingsByRequest(db);
      const lost = [...acknowledged].filter(([requestId, id]) => found.get(requestId)?.id !== id);
      expect(lost, "acknowledged, and gone after the kill").toEqual([]);
      expect(halfWritten(db), "half-written").toEqual([]);
      expect(damage(db), "damage").toEqual([]);
      expect(overlaps(db)).toBe(0);
      return found;
    });

  // How long a burst may run before it is killed; learned, so that kills fall into the middle on any machine.
  let patienceMs = 400;
  const killDuring = async (bookings: Booking[]): Promise<void> => {
    const heard = await sendAndListen(desk.window, bookings);
    await setTimeout(random() * patienceMs);
    await killAtOnce(desk.app);
    counts.kills += 1;
    for (const each of heard) settle(each);
    patienceMs *= heard.length < bookings.length / 2 ? 1.25 : 0.85;

    desk = await launchDesk({ dataDir });
    booked = prove();
    for (const requestId of unanswered.keys()) {
      counts[booked.has(requestId) ? "bookedUnanswered" : "lostUnanswered"] += 1;
    }
  };

  while (counts.sent < BOOKINGS || unanswered.size > 0) {
    const again = [...unanswered.values()];
    if (again.length > 0 && random() < REPEATS_KILLED) {
      await killDuring(again);
      continue;
    }
    for (const each of await hear(desk.window, again)) settle(each);
    if (again.length > 0) {
      // A new start may send a whole burst at once again.
      await desk.close();
      desk = await launchDesk({ dataDir });
    }
    const size = Math.min(BURST, BOOKINGS - counts.sent);
    const wave = Array.from({ length: size }, (_, index) => nthBooking(practice, counts.sent + index));
    counts.sent += size;
    for (const booking of wave) unanswered.set(booking.requestId, booking);
    if (size > 0) await killDuring(wave);
  }

  expect(prove().size).toBe(acknowledged.size);
  expect(acknowledged.size + counts.refused).toBe(counts.sent);
  expect(counts.kills).toBeGreaterThanOrEqual(BOOKINGS / BURST);
  await done(call(desk.window, "health.check", {}));
  const { guarantee } = await done(call(desk.window, "health.read", {}));
  expect(guarantee).toMatchObject({ constraints: true, probeRefused: true, overlaps: 0 });
  console.log(
    `${counts.kills} kills in ${counts.sent} bookings: ${acknowledged.size} booked, ${counts.refused} refused; ` +
      `of those unanswered at a kill ${counts.bookedUnanswered} were booked whole, ${counts.lostUnanswered} not at all`,
  );
});
