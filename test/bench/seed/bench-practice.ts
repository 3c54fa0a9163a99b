import type { WritableDb } from "../../../main/db/connection.ts";
import { someClients } from "../../../main/demo/clients.ts";
import { Ledger } from "../../../main/demo/ledger.ts";
import { Random } from "../../../main/demo/random.ts";
import type { Desk } from "../../../main/desk.ts";
import type { MinuteRange, WeekPattern } from "../../../src/ipc/views.ts";
import { ok } from "../../../src/result.ts";
import { dayOf } from "../../../src/time/zoned-day.ts";
import { command, done, query } from "../../helpers/call.ts";

export const ZONE = "Europe/Berlin";
/** Every day from 8 to 18: twenty half hours. */
export const OPENS_MINUTE = 8 * 60;
export const SLOT_MINUTES = 30;
export const SLOTS_A_DAY = 20;
const HOURS: MinuteRange[] = [[OPENS_MINUTE, OPENS_MINUTE + SLOTS_A_DAY * SLOT_MINUTES]];
const PATTERN: WeekPattern = [HOURS, HOURS, HOURS, HOURS, HOURS, HOURS, HOURS];
const CHUNK = 5_000;
/** As many as the first-run guide takes at once. */
const AT_ONCE = 100;

export type BenchPractice = { practitioners: string[]; typeId: string; clients: string[] };

/** Runs work on the database through the desk's own queue, as one job. */
export async function throughQueue(desk: Desk, work: (db: WritableDb) => void): Promise<void> {
  const answer = await desk.queue?.submit("staff", {
    name: "bench.seed",
    run: (db) => {
      work(db);
      return { answer: ok({}) };
    },
  });
  if (!answer?.ok) throw new Error(`seeding failed: ${answer?.error.code ?? "no queue"}`);
}

/** A practice of the same people every time: everybody works 8 to 18, appointments take 25 + 5 minutes. */
export async function seedPractice(
  desk: Desk,
  size: { practitioners: number; clients: number },
): Promise<BenchPractice> {
  const names = Array.from({ length: size.practitioners }, (_, index) => `Practitioner ${index + 1}`);
  await done(
    command(desk, "practice.set-up", {
      name: "Bench Practice",
      zone: ZONE,
      practitioners: names.slice(0, AT_ONCE).map((name) => ({ name, pattern: PATTERN })),
      rooms: [{ name: "Room 1" }],
      types: [{ name: "Follow-up", durationMinutes: 25, bufferMinutes: 5, colour: 4 }],
    }),
  );
  await Promise.all(
    names
      .slice(AT_ONCE)
      .map((name) => done(command(desk, "practitioners.create", { name, pattern: PATTERN }))),
  );
  const random = new Random(1);
  const now = Math.floor(Date.now() / 1000);
  for (let made = 0; made < size.clients; made += CHUNK) {
    await throughQueue(desk, (db) => {
      const ledger = new Ledger(db, random);
      for (const values of someClients(random, Math.min(CHUNK, size.clients - made), dayOf(ZONE, now))) {
        const act = ledger.act("clients.create", now - made, "Front desk");
        ledger.insert(act, "client", random.id(act.at), values);
      }
      ledger.writeHistory();
    });
  }
  return readPractice(desk);
}

export async function readPractice(desk: Desk): Promise<BenchPractice> {
  const { practitioners } = await done(query(desk, "practitioners.list", {}));
  const { types } = await done(query(desk, "types.list", {}));
  let clients: string[] = [];
  await throughQueue(desk, (db) => {
    clients = db.prepare<[], string>("SELECT id FROM client ORDER BY key").pluck().all();
  });
  return { practitioners: practitioners.map(({ id }) => id), typeId: types[0]?.id ?? "", clients };
}
