import type Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openDesk } from "../../helpers/open-desk.ts";
import { everything, openRaw, overlapsIn } from "../../helpers/raw-database.ts";
import { removeFolder, temporaryFolder } from "../../helpers/temporary-folder.ts";

/** The database alone refuses: another program, without a line of our rules, tries every way in. */

const DAY = 86_400;
const at = (hours: number, minutes = 0): number => 1_772_406_000 + hours * 3600 + minutes * 60;

let dataDir: string;
let raw: Database.Database;

const INSERT = `INTO appointment (id, practitioner_id, room_id, status, placed, starts_at, ends_at, busy_until,
    source, hold_expires_at, held_by, booked_by, booked_at)
  VALUES (@id, @who, @room, @status, @placed, @from, @until, @busy, 'phone',
    iif(@status = 'pending', @from, NULL), iif(@status = 'pending', 'w', NULL), 'front desk', 0)`;

type Row = { id: string; who: string; room: string | null; status: string; placed: number } & {
  from: number;
  until: number;
  busy: number;
};
const row = (given: Partial<Row> & { from: number; until: number }): Row => ({
  id: "new",
  who: "ada",
  room: null,
  status: "booked",
  placed: 1,
  busy: given.until,
  ...given,
});

/**
 * Ada has `a` 10:00 to 11:00 in the blue room (ten minutes of it buffer), `b` 11:00 to 12:00, a hold at 14:00;
 * Ben has `ben` 10:30 to 11:30. Under Ada's `a` lie rows that hold no time.
 */
beforeAll(async () => {
  dataDir = temporaryFolder();
  await (await openDesk({ dataDir })).close();
  raw = openRaw(dataDir);
  raw.exec("INSERT INTO practitioner (id, name) VALUES ('ada', 'Ada'), ('ben', 'Ben')");
  raw.exec("INSERT INTO room (id, name) VALUES ('blue', 'Blue'), ('green', 'Green')");
  const insert = raw.prepare(`INSERT ${INSERT}`);
  const put = (given: Parameters<typeof row>[0]) => insert.run(row(given));
  put({ id: "a", room: "blue", from: at(10), until: at(10, 50), busy: at(11) });
  put({ id: "b", from: at(11), until: at(12) });
  put({ id: "ben", who: "ben", from: at(10, 30), until: at(11, 30) });
  put({ id: "hold", status: "pending", from: at(14), until: at(14, 30) });
  for (const status of ["cancelled", "noshow", "entered-in-error", "waitlist"])
    put({ id: status, status, from: at(10, 15), until: at(10, 45) });
  put({ id: "unplaced", placed: 0, from: at(10, 15), until: at(10, 45) });
});
afterAll(() => {
  raw.close();
  removeFolder(dataDir);
});

const newRows: [name: string, Row][] = [
  ["the same time", row({ from: at(10), until: at(10, 50) })],
  ["the same start, shorter", row({ from: at(10), until: at(10, 5) })],
  ["a time that begins before and reaches in", row({ from: at(9, 30), until: at(10, 5) })],
  ["a time inside", row({ from: at(10, 20), until: at(10, 30) })],
  ["a time around", row({ from: at(9), until: at(13) })],
  ["a time that begins in the buffer", row({ from: at(10, 55), until: at(11) })],
  ["a time whose own buffer reaches in", row({ from: at(9, 30), until: at(9, 50), busy: at(10, 1) })],
  ["a time around that began 23 hours before", row({ from: at(11) - DAY + 3600, until: at(10, 30) })],
  ["a time that somebody holds on the phone", row({ from: at(14, 15), until: at(14, 45) })],
  ["a hold", row({ status: "pending", from: at(10, 30), until: at(11) })],
  ["one that has happened", row({ status: "fulfilled", from: at(10, 30), until: at(11) })],
  ["the room of another's appointment", row({ who: "ben", room: "blue", from: at(10), until: at(10, 30) })],
];

const updates: [name: string, set: string][] = [
  ["moving", `starts_at = ${at(10, 30)}, ends_at = ${at(11)}, busy_until = ${at(11)} WHERE id = 'b'`],
  ["moving the start alone", `starts_at = ${at(10, 59)} WHERE id = 'b'`],
  ["lengthening", `ends_at = ${at(11, 5)}, busy_until = ${at(11, 5)} WHERE id = 'a'`],
  ["a longer buffer alone", `busy_until = ${at(11, 1)} WHERE id = 'a'`],
  ["giving it to another practitioner", "practitioner_id = 'ada' WHERE id = 'ben'"],
  ["putting it into a taken room", "room_id = 'blue' WHERE id = 'ben'"],
  ["reviving a cancelled one", "status = 'booked' WHERE id = 'cancelled'"],
  ["a missed one that came after all", "status = 'arrived' WHERE id = 'noshow'"],
  ["taking an error back", "status = 'fulfilled' WHERE id = 'entered-in-error'"],
  ["booking from the waiting list", "status = 'booked' WHERE id = 'waitlist'"],
  ["placing one that lost its time", "placed = 1 WHERE id = 'unplaced'"],
  ["lengthening a hold over the next", `starts_at = ${at(11, 30)} WHERE id = 'hold'`],
  [
    "confirming a hold at another time",
    `status = 'booked', hold_expires_at = NULL, held_by = NULL, starts_at = ${at(10, 30)}, ends_at = ${at(10, 40)},
     busy_until = ${at(10, 40)} WHERE id = 'hold'`,
  ],
  [
    "swapping two in one statement",
    `starts_at = iif(id = 'a', ${at(11)}, ${at(10)}), ends_at = iif(id = 'a', ${at(12)}, ${at(11)}),
     busy_until = iif(id = 'a', ${at(12)}, ${at(11)}) WHERE id IN ('a', 'b')`,
  ],
  [
    "moving every one by half an hour",
    `starts_at = starts_at + 1800, ends_at = ends_at + 1800,
     busy_until = busy_until + 1800 WHERE id IN ('a', 'b')`,
  ],
  [
    "from another row's values",
    `starts_at = o.starts_at FROM (SELECT starts_at FROM appointment WHERE id = 'a') AS o
     WHERE appointment.id = 'b'`,
  ],
];

/** Each conflict clause of SQLite, with and without triggers firing inside REPLACE. */
const clauses = ["", "OR ABORT", "OR FAIL", "OR IGNORE", "OR REPLACE", "OR ROLLBACK"];

/** Runs `act`, then takes it back; returns the overlaps it made and whether it changed anything. */
function attempt(act: () => void): { overlaps: string[]; changed: boolean; refusal: string | null } {
  const before = raw.prepare("SELECT * FROM appointment ORDER BY id").all();
  let refusal: string | null = null;
  raw.exec("BEGIN");
  try {
    act();
  } catch (error) {
    refusal = (error as Error).message;
  }
  const after = raw.prepare("SELECT * FROM appointment ORDER BY id").all();
  const overlaps = overlapsIn(raw);
  if (raw.inTransaction) raw.exec("ROLLBACK");
  return { overlaps, changed: JSON.stringify(after) !== JSON.stringify(before), refusal };
}

const insertWith = (clause: string, values: Row) => raw.prepare(`INSERT ${clause} ${INSERT}`).run(values);
const updateWith = (clause: string, set: string) =>
  raw.prepare(`UPDATE ${clause} appointment SET ${set}`).run();
const upsert = (values: Row, set: string) =>
  raw.prepare(`INSERT ${INSERT} ON CONFLICT (id) DO UPDATE SET ${set}`).run(values);
const withoutTriggers = (act: () => void) => () => {
  raw.exec("DROP TRIGGER appointment_no_overlap_insert");
  raw.exec("DROP TRIGGER appointment_no_overlap_update");
  raw.exec("DROP INDEX appointment_slot");
  act();
};

describe.each([true, false])("with recursive triggers %s", (recursive) => {
  beforeAll(() => {
    raw.pragma(`recursive_triggers = ${recursive ? "ON" : "OFF"}`);
  });

  test.each(newRows)("%s is refused to an INSERT of every kind", (_name, values) => {
    for (const clause of clauses) {
      const { refusal, changed, overlaps } = attempt(() => insertWith(clause, values));
      expect({ clause, refusal, changed, overlaps }).toEqual({
        clause,
        refusal: expect.stringMatching(/^(slot|room)-taken$/),
        changed: false,
        overlaps: [],
      });
    }
  });

  test.each(updates)("%s is refused to an UPDATE of every kind", (_name, set) => {
    for (const clause of clauses) {
      const { refusal, changed, overlaps } = attempt(() => updateWith(clause, set));
      expect({ clause, refusal, overlaps }).toEqual({
        clause,
        refusal: expect.stringMatching(/^(slot|room)-taken$/),
        overlaps: [],
      });
      // OR FAIL keeps the rows it had written before the one that failed; they do not overlap either.
      if (clause !== "OR FAIL") expect(changed).toBe(false);
    }
  });

  test("an UPSERT is refused both as the insert and as the update it turns into", () => {
    const taken = row({ from: at(10, 20), until: at(10, 30) });
    expect(attempt(() => upsert(taken, "source = 'email'")).refusal).toBe("slot-taken");
    const free = row({ id: "b", status: "cancelled", from: at(20), until: at(21) });
    expect(attempt(() => upsert(free, `starts_at = ${at(10, 30)}`)).refusal).toBe("slot-taken");
    const revived = row({ ...free, id: "cancelled" });
    expect(attempt(() => upsert(revived, "status = 'booked'")).refusal).toBe("slot-taken");
  });

  test("REPLACE cannot push an appointment out of its time by its id", () => {
    const pushed = row({ id: "b", from: at(10, 30), until: at(11) });
    expect(attempt(() => insertWith("OR REPLACE", pushed))).toMatchObject({
      refusal: "slot-taken",
      changed: false,
    });
  });
});

test("every one of these would overlap if the triggers were not there", () => {
  for (const [name, values] of newRows) {
    const { overlaps } = attempt(withoutTriggers(() => insertWith("", values)));
    expect({ name, overlaps: overlaps.length }).not.toEqual({ name, overlaps: 0 });
  }
  const swaps = ["swapping two in one statement", "moving every one by half an hour"];
  for (const [name, set] of updates) {
    // A whole row is moved on before the next one: these end without an overlap, and are refused half-way.
    if (swaps.includes(name)) continue;
    const { overlaps } = attempt(withoutTriggers(() => updateWith("", set)));
    expect({ name, overlaps: overlaps.length }).not.toEqual({ name, overlaps: 0 });
  }
});

test("without the triggers the unique index still refuses the very same start", () => {
  const { refusal } = attempt(() => {
    raw.exec("DROP TRIGGER appointment_no_overlap_insert");
    insertWith("", row({ from: at(10), until: at(10, 50) }));
  });
  expect(refusal).toContain("UNIQUE constraint failed: appointment.practitioner_id, appointment.starts_at");
});

test.each<[string, Row]>([
  ["back to back before", row({ from: at(9), until: at(10) })],
  ["back to back after, once the buffer is over", row({ from: at(12), until: at(13) })],
  ["another practitioner's same time", row({ who: "ben", from: at(9, 30), until: at(10, 30) })],
  ["another room at the same time", row({ who: "ben", room: "green", from: at(9), until: at(10, 30) })],
  ["the same room right afterwards", row({ who: "ben", room: "blue", from: at(11, 30), until: at(12) })],
  ["a cancelled one under a booking", row({ status: "cancelled", from: at(10), until: at(11) })],
  ["one without its time under a booking", row({ placed: 0, from: at(10), until: at(11) })],
  ["a day before, of a whole day's length", row({ from: at(10) - DAY, until: at(10) })],
  ["a day after a whole day", row({ from: at(12), until: at(14) })],
])("%s is let in", (_name, values) => {
  expect(attempt(() => insertWith("", values))).toEqual({ refusal: null, changed: true, overlaps: [] });
});

test("the look-back of one day is enough, because nothing may last longer", () => {
  const dayLong = row({ id: "long", from: at(20), until: at(20) + DAY });
  const insideItsEnd = row({ from: at(20) + DAY - 60, until: at(20) + DAY + 3600 });
  const rightAfter = row({ from: at(20) + DAY, until: at(20) + DAY + 3600 });
  const both = (second: Row) =>
    attempt(() => {
      insertWith("", dayLong);
      insertWith("", second);
    });
  expect(both(insideItsEnd).refusal).toBe("slot-taken");
  expect(both(rightAfter).refusal).toBeNull();
  const longer = row({ from: at(20), until: at(20) + DAY + 1 });
  expect(attempt(() => insertWith("", longer)).refusal).toContain("CHECK constraint failed");
  expect(
    attempt(() => updateWith("", `busy_until = starts_at + ${DAY + 1} WHERE id = 'hold'`)).refusal,
  ).toContain("CHECK constraint failed");
});

test.each([
  ["an end before its start", row({ from: at(16), until: at(15) })],
  ["no length", row({ from: at(16), until: at(16) })],
  ["a buffer that ends before the appointment", row({ from: at(16), until: at(17), busy: at(16, 30) })],
  ["a status nobody knows", row({ status: "maybe", from: at(16), until: at(17) })],
  ["a placed that is neither yes nor no", row({ placed: 2, from: at(16), until: at(17) })],
])("%s is refused", (_name, values) => {
  expect(attempt(() => insertWith("", values)).refusal).toContain("CHECK constraint failed");
});

test("values of another type are refused", () => {
  expect(attempt(() => updateWith("", "starts_at = 'soon' WHERE id = 'b'")).refusal).toContain(
    "cannot store TEXT",
  );
  expect(attempt(() => updateWith("", "starts_at = 0.5 WHERE id = 'b'")).refusal).toContain(
    "cannot store REAL",
  );
});

test.each(["audit", "outbox", "note"])("what stands in %s is not changed, removed or replaced", (table) => {
  onTestFinished(() => void raw.exec("ROLLBACK"));
  raw.exec("BEGIN");
  raw.exec(`INSERT INTO audit (seq, at, actor, action, op_id, changes) VALUES (999, 0, 'x', 'y', 'op', '[]');
    INSERT INTO outbox (op_id, seq, created_at) VALUES ('op', 999, 0);
    INSERT INTO note (id, appointment_id, text, written_by, written_at) VALUES ('n', 'a', 'first', 'x', 0)`);
  const before = everything(raw)[table];
  const replace = `INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`;
  const change = { audit: "actor = 'z'", outbox: "seq = 1", note: "text = 'second'" }[table];
  const acts = [`UPDATE ${table} SET ${change}`, `UPDATE OR REPLACE ${table} SET ${change}`, replace];
  if (table !== "outbox") acts.push(`DELETE FROM ${table}`);
  for (const recursive of ["ON", "OFF"]) {
    raw.pragma(`recursive_triggers = ${recursive}`);
    for (const act of acts) expect(() => raw.exec(act), `${act}, ${recursive}`).toThrow("append-only");
  }
  expect(everything(raw)[table]).toEqual(before);
});
