import { setTimeout as pause } from "node:timers/promises";
import { Random } from "../../../main/demo/random.ts";
import type { Desk } from "../../../main/desk.ts";
import { done, query } from "../../helpers/call.ts";
import type { TestServer } from "../../helpers/postgres.ts";
import { bookingOn } from "../booking.ts";
import { percentile } from "../measure.ts";
import type { Report } from "../report.ts";
import { daysFromNow, type Slot, slotsFrom } from "../slots.ts";
import { inStep, LOOK_EVERY_MS, prepareDesks } from "./desks.ts";

const WARM_UP = 30;
const BOOKINGS = 300;
const LONGEST_PAUSE_MS = 40;

/** How long a booking takes to be confirmed on its own desk, and to be seen on another one, while nothing else goes on. */
export async function benchVisible(report: Report, server: TestServer): Promise<void> {
  const desks = await prepareDesks(server, { practitioners: 40, clients: 2_000 });
  const here = desks.first.desk;
  const { desk: there } = await desks.join();
  await inStep([here, there]);
  const book = bookingOn(here, desks.practice);
  const slots = slotsFrom(desks.practice, daysFromNow(30));
  const random = new Random(5);
  const times: { confirmedMs: number; visibleMs: number }[] = [];
  for (let turn = 0; turn < WARM_UP + BOOKINGS; turn += 1) {
    times.push(await measure(slots.next().value));
    // What follows an exchange (the hint of one's own push) is over by then, or is not: both happen.
    await pause(random.int(0, LONGEST_PAUSE_MS));
  }
  const measured = times.slice(WARM_UP);
  const confirmed = measured.map(({ confirmedMs }) => confirmedMs);
  const visible = measured.map(({ visibleMs }) => visibleMs);
  report.add({
    name: "sync.visible.p99-ms",
    value: percentile(visible, 0.99),
    unit: "ms",
    gate: { atMost: 250 },
  });
  report.add({ name: "sync.visible.p50-ms", value: percentile(visible, 0.5), unit: "ms" });
  report.add({
    name: "sync.confirm.p99-ms",
    value: percentile(confirmed, 0.99),
    unit: "ms",
    gate: { atMost: 150 },
  });
  report.add({ name: "sync.confirm.p50-ms", value: percentile(confirmed, 0.5), unit: "ms" });
  await desks.close();

  async function measure(slot: Slot): Promise<{ confirmedMs: number; visibleMs: number }> {
    const started = performance.now();
    const { appointment } = await done(book(slot));
    const [confirmedMs, visibleMs] = await Promise.all(
      [here, there].map(async (desk) => {
        while (!(await isConfirmed(desk, appointment.id))) await pause(LOOK_EVERY_MS);
        return performance.now() - started;
      }),
    );
    return { confirmedMs: confirmedMs as number, visibleMs: visibleMs as number };
  }
}

/** As the windows of that desk would show it. */
async function isConfirmed(desk: Desk, id: string): Promise<boolean> {
  const answer = await query(desk, "appointments.read", { id });
  return answer.ok && answer.value.appointment.sharing === "confirmed";
}
