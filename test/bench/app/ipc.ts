import type { AnteroomApi } from "../../../src/ipc/contract.ts";
import { openDesk } from "../../helpers/open-desk.ts";
import { removeFolder, temporaryFolder } from "../../helpers/temporary-folder.ts";
import { percentile } from "../measure.ts";
import type { Report } from "../report.ts";
import { type BenchPractice, seedPractice } from "../seed/bench-practice.ts";
import { daysFromNow, type Slot, slotsFrom } from "../slots.ts";
import { launch } from "./launch.ts";

/** Together within what a window may send in a burst (main/ipc/router.ts). */
const WARM_UP = 50;
const BOOKINGS = 300;

/** A booking from the window and back, each awaited before the next. */
export async function benchIpc(report: Report): Promise<void> {
  const dataDir = temporaryFolder();
  const practice = await prepare(dataDir);
  const slots = slotsFrom(practice, daysFromNow(30));
  const taken: Slot[] = Array.from({ length: WARM_UP + BOOKINGS }, () => slots.next().value);
  const { app, page } = await launch(dataDir);
  const { clients, typeId } = practice;
  const times = await page.evaluate(bookInWindow, { slots: taken, clients, typeId });
  await app.close();
  removeFolder(dataDir);
  const measured = times.slice(WARM_UP);
  report.add({ name: "ipc.book.p50-ms", value: percentile(measured, 0.5), unit: "ms" });
  report.add({ name: "ipc.book.p99-ms", value: percentile(measured, 0.99), unit: "ms" });
}

async function prepare(dataDir: string): Promise<BenchPractice> {
  const { desk, close } = await openDesk({ dataDir });
  const practice = await seedPractice(desk, { practitioners: 12, clients: 2_000 });
  await close();
  return practice;
}

/** Runs in the window. */
async function bookInWindow(asked: { slots: Slot[]; clients: string[]; typeId: string }): Promise<number[]> {
  const { anteroom } = window as unknown as { anteroom: AnteroomApi };
  const times: number[] = [];
  for (const [index, slot] of asked.slots.entries()) {
    const clientId = asked.clients[index % asked.clients.length];
    const requestId = crypto.randomUUID();
    const started = performance.now();
    const answer = await anteroom.invoke("appointments.book", {
      ...slot,
      requestId,
      clientId,
      typeId: asked.typeId,
      source: "phone",
    });
    times.push(performance.now() - started);
    if (!answer.ok) throw new Error(`a free time was refused: ${JSON.stringify(answer.error)}`);
  }
  return times;
}
