import { setTimeout as pause } from "node:timers/promises";
import { readShare } from "../../../main/db/share.ts";
import { Random } from "../../../main/demo/random.ts";
import type { Desk } from "../../../main/desk.ts";
import type { TestServer } from "../../helpers/postgres.ts";
import { type Booking, bookingOn, mustBook } from "../booking.ts";
import { percentile, timed } from "../measure.ts";
import type { Report } from "../report.ts";
import { daysFromNow, type Slot, slotsFrom } from "../slots.ts";
import { inStep, prepareDesks, type SharingDesks, until } from "./desks.ts";
import { fill, tellOf } from "./fill.ts";

const ROWS = 50_000;
/** So many come at once, and the next ones before these are all taken: there is always something to take. */
const ROWS_AT_ONCE = 500;
const IDLE_BOOKINGS = 400;
const LONGEST_PAUSE_MS = 40;

/**
 * One booking after the other with small pauses, on a desk that shares: first with nothing else to do, then while
 * other desks book 50,000 appointments as fast as this one takes them. Only the measured desk is open meanwhile; its
 * worker and the server are real.
 */
export async function benchApply(report: Report, server: TestServer): Promise<void> {
  const desks = await prepareDesks(server, { practitioners: 40, clients: 2_000 });
  const { desk } = await desks.join();
  await inStep([desks.first.desk, desk]);
  await desks.first.close();
  await fill(desks, ROWS);
  const book = bookingOn(desk, desks.practice);
  const slots = slotsFrom(desks.practice, daysFromNow(30));
  const random = new Random(6);

  const idle = await bookWhile((booked) => booked < IDLE_BOOKINGS, book, slots, random);
  await inStep([desk]);
  let coming = true;
  const others = bookElsewhere(desks, desk).finally(() => {
    coming = false;
  });
  const whileApplying = await bookWhile(() => coming, book, slots, random);
  const ms = await others;
  report.add({
    name: "sync.apply.booking-p99-ratio",
    value: percentile(whileApplying, 0.99) / percentile(idle, 0.99),
    unit: "x idle",
    gate: { atMost: 3 },
  });
  report.add({ name: "sync.apply.booking-p99-ms", value: percentile(whileApplying, 0.99), unit: "ms" });
  report.add({ name: "sync.apply.rows-per-s", value: (ROWS / ms) * 1_000, unit: "rows/s" });
  await desks.close();
}

/** Returns when this desk has taken them all, and answers how many milliseconds that was. */
function bookElsewhere(desks: SharingDesks, desk: Desk): Promise<number> {
  return timed(async () => {
    for (let from = 0; from < ROWS; from += ROWS_AT_ONCE) {
      const end = await tellOf(desks, from, from + ROWS_AT_ONCE);
      void desk.sharing.exchangeNow();
      const left = from + ROWS_AT_ONCE < ROWS ? ROWS_AT_ONCE / 2 : 0;
      await until("the desk has taken what came", () => seqOf(desk) >= end - left);
    }
  });
}

const seqOf = ({ reader }: Desk): number => (reader && readShare(reader)?.cursor_seq) ?? 0;

/** What each booking took, in milliseconds. */
async function bookWhile(
  goesOn: (booked: number) => boolean,
  book: Booking,
  slots: Generator<Slot, never>,
  random: Random,
): Promise<number[]> {
  const times: number[] = [];
  while (goesOn(times.length)) {
    const slot = slots.next().value;
    times.push(await timed(() => mustBook(book, slot)));
    await pause(random.int(0, LONGEST_PAUSE_MS));
  }
  return times;
}
