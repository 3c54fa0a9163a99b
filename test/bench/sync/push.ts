import { OPS_A_CALL } from "../../../src/sync/protocol.ts";
import type { OfferedOp } from "../../helpers/ops.ts";
import type { TestServer } from "../../helpers/postgres.ts";
import { tcpProxy } from "../../helpers/tcp-proxy.ts";
import { median, timed } from "../measure.ts";
import type { Report } from "../report.ts";
import { closeConnections, openConnections } from "./connections.ts";
import type { Line } from "./line.ts";
import { type BenchPeople, bookingOp } from "./ops.ts";
import { sharePractice } from "./shared-practice.ts";

const OPS = 1_000;
const WARM_UP = 10;
/** The thousand in batches is over in a second: measured more than once. */
const BATCH_TURNS = 3;
const ROUND_TRIP_MS = 20;
const PRACTITIONERS = 10;
const SECONDS = 1_800;
const FIRST = Date.UTC(2031, 0, 6, 8) / 1000;

/** A thousand ops that were done offline, pushed a hundred a call and one a call, over a line that takes time. */
export async function benchPush(report: Report, server: TestServer): Promise<void> {
  const { database, first, people } = await sharePractice(server, PRACTITIONERS);
  const { hostname, port } = new URL(database.deskUrl);
  const slow = await tcpProxy({ host: hostname, port: Number(port) });
  slow.delay(ROUND_TRIP_MS / 2);
  const clients = await openConnections(slow.through(database.deskUrl), 2);
  const [one, other] = clients;
  if (!one || !other) throw new Error("there is no line");
  const inBatches = await first.enrol(one, "Batches");
  const oneByOne = await first.enrol(other, "One by one");
  const measure = async (line: Line, opsACall: number): Promise<number> => {
    // A connection that has been used, and a desk that has read what others did.
    await push(line, bookings(people, WARM_UP), opsACall);
    await line.catchUp();
    const ops = bookings(people, OPS);
    return timed(() => push(line, ops, opsACall));
  };
  const batches = [];
  for (let turn = 0; turn < BATCH_TURNS; turn += 1) batches.push(await measure(inBatches, OPS_A_CALL));
  const batch = median(batches);
  const single = await measure(oneByOne, 1);
  report.add({
    name: "sync.push.batch-ratio",
    value: single / batch,
    unit: "x one by one",
    gate: { atLeast: 20 },
  });
  report.add({ name: "sync.push.ops-per-s", value: (OPS / batch) * 1_000, unit: "ops/s" });
  await closeConnections(clients);
  await slow.close();
  await database.drop();
}

async function push(line: Line, ops: readonly OfferedOp[], opsACall: number): Promise<void> {
  for (let pushed = 0; pushed < ops.length; pushed += opsACall) {
    const outcomes = await line.exchange(ops.slice(pushed, pushed + opsACall));
    if (outcomes.some(({ outcome }) => outcome !== "accepted")) throw new Error("a free time was refused");
  }
}

let slots = 0;

/** Free times, each once. */
function bookings(people: BenchPeople, count: number): OfferedOp[] {
  return Array.from({ length: count }, () => {
    const practitionerId = people.practitioners[slots % PRACTITIONERS] as string;
    const startsAt = FIRST + Math.floor(slots / PRACTITIONERS) * SECONDS;
    slots += 1;
    return bookingOp(people, { practitionerId, startsAt, busyUntil: startsAt + SECONDS }).offered;
  });
}
