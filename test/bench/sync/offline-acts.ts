import { Random } from "../../../main/demo/random.ts";
import type { Desk } from "../../../main/desk.ts";
import type { AppointmentView } from "../../../src/ipc/views.ts";
import { command, done } from "../../helpers/call.ts";
import { bookingOn } from "../booking.ts";
import type { BenchPractice } from "../seed/bench-practice.ts";
import { daysFromNow, type Slot, slotsFrom } from "../slots.ts";

const BOOKINGS = 350;
const MOVES = 100;
const CANCELS = 50;
export const ACTS = BOOKINGS + MOVES + CANCELS;
/** Times that the desks book from: eight of them want two thirds of these, and many the same. */
const SLOTS = 4_000;

/** What one desk did while it was alone: no time twice by itself, many that others took as well. Each act is an op. */
export async function actAlone(desk: Desk, practice: BenchPractice, seed: number): Promise<void> {
  const random = new Random(seed);
  const slots = shuffledSlots(practice, random);
  const take = (count: number): Slot[] => slots.splice(0, count);
  const book = bookingOn(desk, practice);
  const booked = await Promise.all(take(BOOKINGS).map(async (slot) => (await done(book(slot))).appointment));
  const edit = ({ id, version }: AppointmentView) => ({ id, version });
  const moved = booked.slice(0, MOVES);
  const cancelled = booked.slice(MOVES, MOVES + CANCELS);
  const places = take(MOVES);
  await Promise.all([
    ...moved.map((appointment, index) =>
      done(command(desk, "appointments.move", { ...edit(appointment), ...(places[index] as Slot) })),
    ),
    ...cancelled.map((appointment) =>
      done(command(desk, "appointments.cancel", { ...edit(appointment), reason: "Called off" })),
    ),
  ]);
}

function shuffledSlots(practice: BenchPractice, random: Random): Slot[] {
  const times = slotsFrom(practice, daysFromNow(30));
  const slots = Array.from({ length: SLOTS }, () => times.next().value);
  for (let index = slots.length - 1; index > 0; index -= 1) {
    const other = random.int(0, index);
    [slots[index], slots[other]] = [slots[other] as Slot, slots[index] as Slot];
  }
  return slots;
}
