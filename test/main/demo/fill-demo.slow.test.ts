import { expect, onTestFinished, test } from "vitest";
import { openReader, type ReadableDb } from "../../../main/db/connection.ts";
import { databaseFileOf } from "../../../main/db/data-folder.ts";
import { workingTimeOf } from "../../../main/db/hours.ts";
import { listPractitioners } from "../../../main/db/practitioners.ts";
import { constraintsMissing, countOverlaps } from "../../../main/db/self-check.ts";
import { fillDemo } from "../../../main/demo/fill-demo.ts";
import { spanAround } from "../../../main/demo/span.ts";
import type { Desk } from "../../../main/desk.ts";
import { merged, without } from "../../../src/scheduling/ranges.ts";
import { workingRanges } from "../../../src/scheduling/working-time.ts";
import { command, done, query } from "../../helpers/call.ts";
import { openTestDesk } from "../../helpers/open-test-desk.ts";

/** Wednesday, 18 March 2026, 10:20 in Berlin: no holiday in the weeks around it but Easter. */
const NOW = Date.UTC(2026, 2, 18, 9, 20) / 1000;

async function demo(now = NOW): Promise<{ desk: Desk; db: ReadableDb }> {
  const { desk, dataDir } = await openTestDesk({ now });
  await fillDemo(desk, () => now);
  const db = openReader(databaseFileOf(dataDir));
  onTestFinished(() => void db.close());
  return { desk, db };
}

const count = (db: ReadableDb, where: string): number =>
  db.prepare<[], number>(`SELECT count(*) FROM ${where}`).pluck().get() ?? 0;

/** Occupied and working minutes of the weeks that the demo fills, blocks left out. */
function fullness(db: ReadableDb): number {
  const span = spanAround(NOW);
  let working = 0;
  for (const row of listPractitioners(db)) {
    const work = workingTimeOf(db, row, span.zone);
    const blocks = db
      .prepare<[string], { startsAt: number; endsAt: number }>(
        "SELECT starts_at AS startsAt, ends_at AS endsAt FROM block WHERE practitioner_id = ? ORDER BY starts_at",
      )
      .all(row.id);
    const hours = span.weeks.flatMap(({ days }) => days.flatMap((day) => workingRanges(work, day)));
    for (const range of without(merged(hours), merged(blocks))) working += range.endsAt - range.startsAt;
  }
  const occupied = db
    .prepare<[], number>(
      "SELECT sum(busy_until - starts_at) FROM appointment WHERE status NOT IN ('cancelled', 'noshow')",
    )
    .pluck()
    .get();
  return (occupied ?? 0) / working;
}

test("the demo practice is ready to use, about three quarters full, and sound", async () => {
  const { desk, db } = await demo();
  expect(desk.state).toEqual({ state: "ready" });
  expect(fullness(db)).toBeGreaterThan(0.7);
  expect(fullness(db)).toBeLessThan(0.8);
  expect(constraintsMissing(db).filter((name) => !name.startsWith("setting"))).toEqual([]);
  expect(countOverlaps(db)).toBe(0);
  expect(count(db, "practitioner")).toBe(12);
  expect(count(db, "client")).toBe(2_000);
  expect(count(db, "attendee")).toBeGreaterThan(50);
  expect(db.pragma("foreign_key_check")).toEqual([]);
});

test("what is past has happened, today shows who is here, and nothing to come has happened yet", async () => {
  const { db } = await demo();
  const after = `starts_at > ${NOW + 900}`;
  expect(count(db, `appointment WHERE ${after} AND status NOT IN ('booked', 'cancelled')`)).toBe(0);
  expect(count(db, `appointment WHERE ends_at < ${NOW - 300} AND status = 'booked'`)).toBe(0);
  for (const status of ["fulfilled", "noshow", "cancelled", "checked-in"]) {
    expect(count(db, `appointment WHERE status = '${status}'`)).toBeGreaterThan(0);
  }
  expect(count(db, `audit WHERE at > ${NOW}`)).toBe(0);
});

test("a card of the demo tells its history, and its free times can be booked", async () => {
  const { desk, db } = await demo();
  const id =
    db.prepare<[], string>("SELECT id FROM appointment WHERE status = 'fulfilled'").pluck().get() ?? "";
  const { history } = await done(query(desk, "appointments.read", { id }));
  expect(history.map(({ action }) => action)).toEqual([
    expect.stringContaining("appointments.book"),
    ...Array.from({ length: 3 }, () => "appointments.set-status"),
  ]);
  const { types } = await done(query(desk, "types.list", {}));
  const { clients } = await done(query(desk, "clients.search", { text: "anna lena schmidt" }));
  expect(clients).toHaveLength(2);
  const typeId = types[0]?.id ?? "";
  const { times } = await done(query(desk, "availability.find", { typeId, from: NOW, days: 14 }));
  const { practitionerId, startsAt } = times[0] ?? { practitionerId: "", startsAt: 0 };
  const booking = { practitionerId, startsAt, typeId, clientId: clients[0]?.id, source: "phone" as const };
  expect(await command(desk, "appointments.book", booking)).toMatchObject({ ok: true });
});

async function appointmentsOfDemo(): Promise<unknown[]> {
  const { db } = await demo();
  return db
    .prepare(
      `SELECT appointment.id, practitioner.name, client.name AS client, starts_at, busy_until, status
       FROM appointment JOIN practitioner ON practitioner.id = practitioner_id
       LEFT JOIN client ON client.id = client_id ORDER BY appointment.id`,
    )
    .all();
}

test("the same instant gives the same demo", async () => {
  expect(await appointmentsOfDemo()).toEqual(await appointmentsOfDemo());
});

test.each([
  ["a Sunday night", Date.UTC(2026, 10, 22, 23, 30)],
  ["New Year's Eve", Date.UTC(2026, 11, 31, 22, 59)],
  ["the hour that is skipped", Date.UTC(2027, 2, 28, 1)],
  ["the hour that repeats", Date.UTC(2026, 9, 25, 0, 30)],
])("it can be made at any time: %s", async (_name, instant) => {
  const { desk, db } = await demo(instant / 1000);
  expect(desk.state).toEqual({ state: "ready" });
  expect(count(db, "appointment")).toBeGreaterThan(3_000);
  expect(count(db, "block WHERE source = 'holiday'")).toBeGreaterThan(0);
});
