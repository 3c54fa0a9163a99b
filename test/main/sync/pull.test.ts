import { beforeEach, describe, expect, test } from "vitest";
import {
  chunkOf,
  exchangeRequest,
  takeEntries,
  takeLeases,
  takeOutcomes,
} from "../../../main/sync/replica.ts";
import type { Cursor, FeedEntry } from "../../../src/sync/protocol.ts";
import { exchange } from "../../helpers/feed.ts";
import { otherWindow } from "../../helpers/practice-desk.ts";
import { everything } from "../../helpers/raw-database.ts";
import { Replica } from "../../helpers/replica.ts";
import { at, MONDAY } from "../../helpers/set-up-practice.ts";
import {
  bookAt,
  edit,
  no,
  openConflicts,
  placeOn,
  rowOf,
  type SharingReplicas,
  shareAll,
  sharingReplicas,
  tryToBook,
  yes,
} from "../../helpers/sharing-replicas.ts";

/** How what comes is taken: in one transaction a chunk, with the waiting ops on top, whatever happens in between. */

let s: SharingReplicas;
let one: Replica;
let two: Replica;

beforeEach(() => {
  s = sharingReplicas();
  ({ one, two } = s);
});

const START: Cursor = { seq: 0, hash: "" };
const take = (desk: Replica, from: Cursor, entries: readonly FeedEntry[]) =>
  desk.write((db) => takeEntries(db, from, entries, desk.clock()));
const count = (desk: Replica, table: string): unknown =>
  desk.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
const cursor = (desk: Replica): unknown =>
  desk.db.prepare("SELECT cursor_seq AS seq, cursor_hash AS hash FROM share").get();
/** Everything that two ways of taking the same should come to; versions and times of hearing aside. */
const outcome = (desk: Replica) => [
  desk.rows(),
  cursor(desk),
  count(desk, "outbox"),
  count(desk, "server_copy"),
];

/** An afternoon of which the second desk has heard nothing, and in which it did things of its own. */
function afternoon(): FeedEntry[] {
  const { id } = bookAt(one);
  shareAll(s.feed, one, two);
  const heard = s.feed.entries.length;
  yes(one.send("appointments.move", { ...edit(one, id), practitionerId: s.ada, startsAt: at("13:00") }));
  bookAt(one, { time: "11:00", clientId: s.clients[1] });
  yes(one.send("appointments.add-note", { appointmentId: id, text: "rang up" }));
  yes(one.send("clients.change", { id: s.clients[2] ?? "", version: 1, name: "Written first" }));
  bookAt(one, { time: "15:00", clientId: s.clients[2] });
  exchange(one, s.feed);
  yes(two.send("appointments.move", { ...edit(two, id), practitionerId: s.ada, startsAt: at("15:00") }));
  bookAt(two, { time: "11:10", clientId: s.clients[3] });
  yes(two.send("clients.change", { id: s.clients[2] ?? "", version: 1, name: "Written second" }));
  yes(two.send("appointments.add-note", { appointmentId: id, text: "wrote a letter" }));
  return s.feed.entries.slice(heard);
}

describe("an op that waits", () => {
  test("makes its rows provisional, until the feed names it", () => {
    const { id } = bookAt(one);
    expect(yes(one.ask("appointments.read", { id })).appointment.sharing).toBe("provisional");
    expect(one.db.prepare("SELECT entity, id, image FROM server_copy").all()).toEqual([
      { entity: "appointment", id, image: null },
    ]);
    const request = exchangeRequest(one.db, one.clock());
    const outcomes = s.feed.push(request.ops);
    one.write((db) => takeOutcomes(db, outcomes, one.clock()));
    // The answer alone confirms nothing: it only stops the sending.
    expect(exchangeRequest(one.db, one.clock()).ops).toEqual([]);
    expect(count(one, "outbox")).toBe(1);
    expect(yes(one.ask("appointments.read", { id })).appointment.sharing).toBe("provisional");
    const taken = take(one, START, s.feed.entries);
    expect(taken).toMatchObject({ taken: true, confirmed: 1 });
    expect(taken.effects.schedule).toMatchObject([{ practitionerId: s.ada, days: [MONDAY] }]);
    expect([count(one, "outbox"), count(one, "server_copy"), count(one, "answered_op")]).toEqual([0, 0, 0]);
    expect(yes(one.ask("appointments.read", { id })).appointment).toMatchObject({
      sharing: "confirmed",
      version: 1,
    });
  });

  test("keeps the copy of its row as the server has it, however many follow", () => {
    const { id } = bookAt(one);
    shareAll(s.feed, one);
    const shared = one.row("appointment", id);
    for (const time of ["13:00", "14:00"])
      yes(one.send("appointments.move", { ...edit(one, id), practitionerId: s.ada, startsAt: at(time) }));
    const copy = one.db.prepare<[], string>("SELECT image FROM server_copy").pluck().get() ?? "";
    expect(JSON.parse(copy)).toMatchObject({ ...shared, id });
  });

  test("is offered with the exact text it was written with, oldest first, a hundred at most", () => {
    for (let turn = 0; turn < 120; turn += 1)
      yes(one.send("clients.create", { name: `Somebody ${turn} — “ß”` }));
    const { ops } = exchangeRequest(one.db, one.clock());
    expect(ops).toHaveLength(100);
    const [first] = ops;
    const { changes, ...entry } = one.db
      .prepare<[string], { actor: string; action: string; at: number; changes: string }>(
        "SELECT actor, action, at, changes FROM audit WHERE op_id = ?",
      )
      .get(first?.opId ?? "") ?? { changes: "[]" };
    expect(first?.content).toBe(JSON.stringify({ ...entry, changes: JSON.parse(changes) }));
    expect(ops.map(({ opId }) => opId)).toEqual(
      one.db.prepare("SELECT op_id FROM outbox ORDER BY seq LIMIT 100").pluck().all(),
    );
  });

  test("is confirmed at little cost when the server did as was done here, however much waits behind it", () => {
    for (let turn = 0; turn < 200; turn += 1) yes(one.send("clients.create", { name: `Somebody ${turn}` }));
    const [first, ...rest] = exchangeRequest(one.db, one.clock()).ops;
    s.feed.push(first ? [first] : []);
    const writes = () => one.db.prepare("SELECT total_changes()").pluck().get() as number;
    const before = writes();
    expect(take(one, START, s.feed.entries).confirmed).toBe(1);
    expect(writes() - before).toBeLessThan(10);
    expect([count(one, "outbox"), count(one, "server_copy")]).toEqual([199, 199]);
    const heard = s.feed.head;
    s.feed.push(rest);
    expect(take(one, heard, s.feed.entries.slice(heard.seq)).confirmed).toBe(99);
    expect([count(one, "outbox"), count(one, "server_copy")]).toEqual([100, 100]);
    shareAll(s.feed, one, two);
    expect(two.rows()).toEqual(one.rows());
  });

  test("in trouble is offered again when it waits for something, never when it is quarantined, and stops no other", () => {
    for (const name of ["first", "second", "third"]) yes(one.send("clients.create", { name }));
    const [first, second] = exchangeRequest(one.db, one.clock()).ops.map(({ opId }) => opId);
    one.write((db) =>
      takeOutcomes(
        db,
        [
          { opId: first ?? "", outcome: "quarantined", reason: "23514" },
          { opId: second ?? "", outcome: "deferred", reason: "unknown_row" },
        ],
        one.clock(),
      ),
    );
    const offered = exchangeRequest(one.db, one.clock()).ops.map(({ opId }) => opId);
    expect(offered).toHaveLength(2);
    expect(offered).toContain(second);
    expect(offered).not.toContain(first);
    expect(count(one, "outbox")).toBe(3);
    expect(one.db.prepare("SELECT op_id, outcome, reason FROM op_trouble ORDER BY outcome").all()).toEqual([
      { op_id: second, outcome: "deferred", reason: "unknown_row" },
      { op_id: first, outcome: "quarantined", reason: "23514" },
    ]);
  });
});

describe("entries", () => {
  test("come to the same in one chunk as in many", () => {
    const entries = afternoon();
    const whole = new Replica(two.file, "Desk 2", two.clock);
    const before = everything(two.db);
    two.db.exec("SAVEPOINT whole");
    expect(takeEntries(two.db, cursor(two) as Cursor, entries, 0).taken).toBe(true);
    const atOnce = outcome(two);
    two.db.exec("ROLLBACK TO whole; RELEASE whole");
    whole.close();
    expect(everything(two.db)).toEqual(before);
    let from = cursor(two) as Cursor;
    for (const entry of entries) {
      expect(take(two, from, [entry]).taken).toBe(true);
      from = { seq: entry.seq, hash: entry.hash };
    }
    expect(outcome(two)).toEqual(atOnce);
    expect(openConflicts(two).length).toBeGreaterThan(1);
  });

  test("are taken on from where a desk was when it was cut off between two chunks", () => {
    const entries = afternoon();
    const half = Math.floor(entries.length / 2);
    take(two, cursor(two) as Cursor, entries.slice(0, half));
    two.db.close();
    const again = new Replica(two.file, "Desk 2", two.clock);
    const { cursor: from } = exchangeRequest(again.db, again.clock());
    expect(from.seq).toBe(entries[half - 1]?.seq);
    expect(take(again, from, entries.slice(half)).taken).toBe(true);
    exchange(again, s.feed);
    shareAll(s.feed, one, again);
    expect(again.rows()).toEqual(one.rows());
    expect(count(again, "server_copy")).toBe(0);
    again.close();
  });

  test("that do not begin where the desk stands, or leave one out, are not taken at all", () => {
    const entries = afternoon();
    const from = cursor(two) as Cursor;
    const before = everything(two.db);
    const { effects, ...refused } = take(two, { ...from, seq: from.seq - 1 }, entries);
    expect(refused).toEqual({ taken: false, confirmed: 0 });
    expect(effects).toEqual({ schedule: [], records: [], conflicts: false });
    expect(take(two, { ...from, hash: "another feed" }, entries).taken).toBe(false);
    expect(take(two, from, [...entries.slice(0, 1), ...entries.slice(2)]).taken).toBe(false);
    expect(take(two, from, []).taken).toBe(false);
    expect(everything(two.db)).toEqual(before);
    expect(take(two, from, entries).taken).toBe(true);
    expect(take(two, from, entries).taken).toBe(false);
  });

  test("are taken few at a time where nothing waits, and many where each chunk replays much", () => {
    const entries = Array.from({ length: 500 }) as FeedEntry[];
    expect(chunkOf(one.db, entries)).toBe(20);
    for (let turn = 0; turn < 60; turn += 1) yes(one.send("clients.create", { name: `Client ${turn}` }));
    expect(chunkOf(one.db, entries)).toBe(80);
    expect(chunkOf(one.db, entries.slice(0, 3))).toBe(3);
  });

  test("bring another desk's acts into the history, once, with who did them", () => {
    const { id } = bookAt(one);
    shareAll(s.feed, one, two);
    yes(one.send("appointments.add-note", { appointmentId: id, text: "rang up" }));
    yes(one.send("appointments.move", { ...edit(one, id), practitionerId: s.ada, startsAt: at("13:00") }));
    shareAll(s.feed, one, two);
    const history = (desk: Replica) => yes(desk.ask("appointments.read", { id })).history;
    expect(history(two)).toEqual(history(one));
    expect(history(two).map(({ actor, action }) => [actor, action])).toEqual([
      ["Desk 1", "appointments.book"],
      ["Desk 1", "appointments.add-note"],
      ["Desk 1", "appointments.move"],
    ]);
    expect(count(two, "seen_op")).toBe(3);
  });

  test("tell the windows of the days, the records and the conflicts that look different, and of no others", () => {
    yes(one.send("clients.change", { id: s.clients[0] ?? "", version: 1, name: "Another" }));
    bookAt(one);
    exchange(one, s.feed);
    const { effects } = take(two, START, s.feed.entries);
    expect(effects).toMatchObject({
      schedule: [{ practitionerId: s.ada, days: [MONDAY], version: 1 }],
      records: ["clients"],
      conflicts: false,
    });
    const heard = s.feed.head;
    bookAt(two, { time: "13:00" });
    bookAt(one, { time: "13:30", clientId: s.clients[1] });
    exchange(one, s.feed);
    expect(take(two, heard, s.feed.entries.slice(heard.seq)).effects).toMatchObject({
      schedule: [{ practitionerId: s.ada, days: [MONDAY] }],
      records: [],
      conflicts: true,
    });
  });

  test("leave the version of a row that they do not change, though it was put back and replayed", () => {
    const waiting = bookAt(two, { time: "14:00", clientId: s.clients[1] });
    yes(two.send("appointments.set-status", { ...edit(two, waiting.id), status: "arrived" }));
    const { version } = rowOf(two, waiting.id);
    bookAt(one);
    exchange(one, s.feed);
    exchange(two, s.feed, { offer: false });
    expect(rowOf(two, waiting.id).version).toBe(version);
    yes(two.send("appointments.set-status", { id: waiting.id, version, status: "checked-in" }));
  });
});

describe("a local hold", () => {
  const hold = (time: string) =>
    yes(one.send("appointments.hold", { practitionerId: s.ada, typeId: s.session, startsAt: at(time) }));

  test("gives way to a booking that arrives, and its window is told", () => {
    const { holdId } = hold("10:00");
    const { holdId: other } = yes(
      one.send(
        "appointments.hold",
        { practitionerId: s.ada, typeId: s.session, startsAt: at("14:00") },
        otherWindow,
      ),
    );
    bookAt(two, { time: "10:30" });
    exchange(two, s.feed);
    const taken = take(one, START, s.feed.entries);
    expect(taken.effects.schedule).toMatchObject([{ days: [MONDAY] }]);
    expect(one.db.prepare("SELECT id FROM appointment WHERE status = 'pending'").pluck().all()).toEqual([
      other,
    ]);
    expect(no(one.sendPlain("appointments.renew-hold", { holdId }))).toMatchObject({ code: "hold-expired" });
  });

  test("is told to the others with how long it lasts, and never travels as an op", () => {
    const { holdId } = hold("10:00");
    one.clock.advance(60);
    const { leases, ops } = exchangeRequest(one.db, one.clock());
    expect(ops).toEqual([]);
    expect(leases).toEqual([
      {
        holdId,
        practitionerId: s.ada,
        roomId: null,
        startsAt: at("10:00"),
        busyUntil: at("11:00"),
        seconds: 120,
      },
    ]);
    one.clock.advance(120);
    expect(exchangeRequest(one.db, one.clock()).leases).toEqual([]);
  });
});

describe("another desk's hold", () => {
  const lease = {
    holdId: "their-hold",
    deskName: "Desk 2",
    practitionerId: "",
    roomId: null,
    startsAt: at("10:00"),
    busyUntil: at("11:00"),
    seconds: 90,
  };
  const told = () => one.write((db) => takeLeases(db, [{ ...lease, practitionerId: s.ada }], one.clock()));

  test("keeps the time from being held or booked here, while it lives, and is offered nowhere", () => {
    expect(told().schedule).toMatchObject([{ practitionerId: s.ada, days: [MONDAY] }]);
    const refused = no(tryToBook(one, { time: "10:30" }));
    expect(refused).toMatchObject({
      code: "slot-taken",
      resource: "practitioner",
      taken: { appointmentId: "their-hold", status: "pending", bookedBy: "Desk 2", here: false },
    });
    if (refused.code !== "slot-taken") throw new Error("not taken");
    for (const { practitionerId, startsAt } of refused.nearest)
      expect(practitionerId === s.ada && startsAt > at("9:00") && startsAt < at("11:00")).toBe(false);
    expect(no(one.send("appointments.hold", { practitionerId: s.ada, startsAt: at("10:30") }))).toMatchObject(
      { code: "slot-taken", taken: { bookedBy: "Desk 2" } },
    );
    expect(yes(one.ask("schedule.day", { day: MONDAY })).remoteHolds).toMatchObject([
      { holdId: "their-hold", deskName: "Desk 2", expiresAt: one.clock() + 90 },
    ]);
    one.clock.advance(90);
    expect(yes(one.ask("schedule.day", { day: MONDAY })).remoteHolds).toEqual([]);
    yes(tryToBook(one, { time: "10:30" }));
  });

  test("changes nothing that windows show when it is only renewed", () => {
    told();
    one.clock.advance(30);
    expect(told().schedule).toEqual([]);
    expect(one.write((db) => takeLeases(db, [], one.clock())).schedule).toMatchObject([{ days: [MONDAY] }]);
  });
});

test("a desk that shares nothing keeps no copies and opens conflicts with time off all the same", () => {
  one.db.exec("DELETE FROM share");
  const { id } = bookAt(one);
  expect(count(one, "server_copy")).toBe(0);
  expect(yes(one.ask("appointments.read", { id })).appointment.sharing).toBe("local");
  yes(
    one.send("blocks.create", {
      practitionerId: s.ada,
      startsAt: at("10:00"),
      endsAt: at("12:00"),
      reason: "ill",
      keepBookings: true,
    }),
  );
  expect(yes(one.ask("appointments.read", { id })).appointment.needsDecision).toBe(true);
  expect(openConflicts(one)).toMatchObject([{ kind: "booking-meets-block", row_id: id }]);
  expect(placeOn(one, id).placed).toBe(1);
});
