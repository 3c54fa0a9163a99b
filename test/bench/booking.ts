import type { Desk } from "../../main/desk.ts";
import { newId } from "../../main/ids.ts";
import type { Answer } from "../../src/ipc/contract.ts";
import { frontDesk } from "../helpers/call.ts";
import { openDesk } from "../helpers/open-desk.ts";
import { percentile, timed } from "./measure.ts";
import { openRawInsert } from "./raw-insert.ts";
import type { Gate, Report } from "./report.ts";
import { type BenchPractice, seedPractice } from "./seed/bench-practice.ts";
import { daysFromNow, type Slot, slotsFrom } from "./slots.ts";

const WARM_UP = 300;
const SINGLES = 2_000;
const BURST = 2_000;
const RACERS = 10_000;
const PRACTICE = { practitioners: 40, clients: 2_000 };

export type Booking = (slot: Slot) => Promise<Answer<"appointments.book">>;

/** A booking as a window's would be: the input is what the router hands on once the schema has passed it. */
export function bookingOn(desk: Desk, { clients, typeId }: BenchPractice): Booking {
  let next = 0;
  return ({ practitionerId, startsAt }) => {
    next += 1;
    const clientId = clients[(next * 37) % clients.length];
    const input = { requestId: newId(), practitionerId, startsAt, clientId, typeId, source: "phone" };
    return desk.command("appointments.book", input, frontDesk) as Promise<Answer<"appointments.book">>;
  };
}

export async function mustBook(book: Booking, slot: Slot): Promise<void> {
  const answer = await book(slot);
  if (!answer.ok) throw new Error(`a free time was refused: ${JSON.stringify(answer.error)}`);
}

/** One booking after the other, each beside a raw insert of the same run; milliseconds. */
export async function measureSingles(
  book: Booking,
  folder: string,
  slots: Generator<Slot, never>,
): Promise<{ booking: number[]; raw: number[] }> {
  const yardstick = openRawInsert(folder);
  const booking: number[] = [];
  const raw: number[] = [];
  for (let turn = 0; turn < WARM_UP + SINGLES; turn += 1) {
    const slot = slots.next().value;
    const insert = async (): Promise<unknown> => raw.push(await timed(() => yardstick.insert(slot)));
    // Each is first as often as second: what comes first may pay for what the other left to the disk.
    if (turn % 2 === 0) await insert();
    booking.push(await timed(() => mustBook(book, slot)));
    if (turn % 2 === 1) await insert();
  }
  yardstick.close();
  return { booking: booking.slice(WARM_UP), raw: raw.slice(WARM_UP) };
}

export function reportRatio(
  report: Report,
  name: string,
  share: number,
  gate: Gate,
  times: { booking: number[]; raw: number[] },
): void {
  const value = percentile(times.booking, share) / percentile(times.raw, share);
  report.add({ name, value, unit: "x raw", gate });
}

export async function benchBooking(report: Report): Promise<void> {
  const open = await openDesk();
  const practice = await seedPractice(open.desk, PRACTICE);
  const book = bookingOn(open.desk, practice);
  const slots = slotsFrom(practice, daysFromNow(30));

  const times = await measureSingles(book, open.dataDir, slots);
  reportRatio(report, "booking.single.p50-ratio", 0.5, { atMost: 2 }, times);
  reportRatio(report, "booking.single.p99-ratio", 0.99, { atMost: 3 }, times);
  await benchBurst(report, open.desk, book, slots);
  await benchRace(report, book, slots.next().value);
  await open.close();
}

async function benchBurst(
  report: Report,
  desk: Desk,
  book: Booking,
  slots: Generator<Slot, never>,
): Promise<void> {
  const take = (): Slot[] => Array.from({ length: BURST }, () => slots.next().value);
  const oneByOne = take();
  const alone = await timed(async () => {
    for (const slot of oneByOne) await mustBook(book, slot);
  });
  const together = take();
  const before = desk.queue?.measurements.commits ?? 0;
  const waiting = await timed(() => Promise.all(together.map((slot) => mustBook(book, slot))));
  const commits = (desk.queue?.measurements.commits ?? 0) - before;
  report.add({ name: "booking.burst.ratio", value: alone / waiting, unit: "x single", gate: { atLeast: 2 } });
  report.add({ name: "booking.burst.commits", value: commits, unit: "commits", gate: { atMost: 100 } });
}

async function benchRace(report: Report, book: Booking, slot: Slot): Promise<void> {
  let winners = 0;
  const ms = await timed(async () => {
    const answers = await Promise.all(Array.from({ length: RACERS }, () => book(slot)));
    winners = answers.filter(({ ok }) => ok).length;
    const others = answers.filter((answer) => !answer.ok && answer.error.code !== "slot-taken");
    if (others.length > 0) throw new Error(`refused for another reason: ${JSON.stringify(others[0])}`);
  });
  report.add({ name: "booking.race.winners", value: winners, unit: "", gate: { exactly: 1 } });
  report.add({ name: "booking.race.ms", value: ms, unit: "ms", gate: { atMost: 1_000 } });
}
