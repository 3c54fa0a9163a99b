import { beforeEach, describe, expect, test } from "vitest";
import type { Effects } from "../../../main/commands/unit-of-work.ts";
import { endShare, leaveShare, startShare } from "../../../main/db/share.ts";
import { trimRecords } from "../../../main/housekeeping.ts";
import {
  enterEpoch,
  exchangeRequest,
  hasUnoffered,
  installSnapshot,
  localRowsAsOps,
  offerMissing,
  rowsMissing,
  rowsStaged,
  snapshotStage,
  stageEntries,
  stagePage,
  startSnapshot,
  takeEntries,
  takeLeases,
  takeOutcomes,
  updateShare,
} from "../../../main/sync/replica.ts";
import { exchange, Feed } from "../../helpers/feed.ts";
import { openReplica, Replica } from "../../helpers/replica.ts";
import { at } from "../../helpers/set-up-practice.ts";
import {
  bookAt,
  edit,
  kindsOf,
  openConflicts,
  placeOn,
  rowOf,
  type SharingReplicas,
  shareAll,
  sharingReplicas,
  tryToBook,
  yes,
} from "../../helpers/sharing-replicas.ts";

/** Full copies: for a desk that joins, for one whose server was put back, for one that was away for too long. */

let s: SharingReplicas;
let one: Replica;
let two: Replica;

beforeEach(() => {
  s = sharingReplicas();
  ({ one, two } = s);
});

const EPOCH = "epoch 1";
const DAY = 86_400;
const count = (desk: Replica, table: string): unknown =>
  desk.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

/** Offers what is to be offered, takes all pages and the feed on top of them. */
function stageAll(desk: Replica, feed: Feed, epoch = EPOCH, limit = 7): void {
  while (hasUnoffered(desk.db)) {
    const { ops } = exchangeRequest(desk.db, desk.clock());
    const outcomes = feed.push(ops);
    desk.write((db) => takeOutcomes(db, outcomes, desk.clock()));
  }
  for (const page of feed.pages(epoch, limit)) desk.write((db) => expect(stagePage(db, page)).toBe(true));
  const stage = snapshotStage(desk.db);
  if (stage.next === "feed")
    desk.write((db) => stageEntries(db, feed.entries.slice(stage.from.seq), desk.clock()));
}

const install = (desk: Replica): Effects => desk.write((db) => installSnapshot(db));

/** The server as it was before all of this: an earlier copy, and a feed that begins anew. */
const putBack = (file: string): Feed => new Feed(new Replica(file, "Server put back"));

describe("a desk that joins", () => {
  function joining(): Replica {
    const desk = openReplica(s.folder, "Desk 3");
    desk.db.exec(`DELETE FROM working_hours; DELETE FROM practitioner; DELETE FROM room; DELETE FROM client;
      DELETE FROM appointment_type; DELETE FROM practice`);
    desk.write((db) =>
      startShare(db, {
        state: "joining",
        practice_id: "practice",
        desk_id: "desk-3",
        server: "{}",
        fence: "fence",
        epoch: EPOCH,
      }),
    );
    return desk;
  }

  test("has what the others have, whatever happened while the pages came", () => {
    const { id } = bookAt(one);
    const other = bookAt(one, { time: "11:00", clientId: s.clients[1] });
    shareAll(s.feed, one);
    const desk = joining();
    const [first, ...rest] = s.feed.pages(EPOCH, 5);
    expect(snapshotStage(desk.db)).toEqual({ next: "page", after: null });
    desk.write((db) => stagePage(db, first as never));
    expect(snapshotStage(desk.db)).toEqual({ next: "page", after: first?.next });
    expect(rowsStaged(desk.db)).toBe(5);
    // Two rows trade places behind the page that has one of them.
    yes(one.send("appointments.swap", { first: edit(one, id), second: edit(one, other.id) }));
    exchange(one, s.feed);
    const newer = s.feed.pages(EPOCH, 5);
    for (const page of [...rest.slice(0, 2), ...newer.slice(3)])
      desk.write((db) => expect(stagePage(db, page)).toBe(true));
    expect(snapshotStage(desk.db)).toEqual({ next: "feed", from: { seq: first?.seq, hash: first?.hash } });
    desk.write((db) => stageEntries(db, s.feed.entries.slice(first?.seq), desk.clock()));
    expect(snapshotStage(desk.db)).toEqual({ next: "install" });
    const effects = install(desk);
    expect(effects.records).toContain("practitioners");
    expect(desk.rows()).toEqual(one.rows());
    expect(count(desk, "snapshot_row")).toBe(0);
    expect(exchangeRequest(desk.db, desk.clock()).cursor).toEqual(s.feed.head);
    bookAt(one, { time: "14:00" });
    shareAll(s.feed, one, desk);
    expect(desk.rows()).toEqual(one.rows());
    desk.close();
  });

  test("goes on with the pages after a restart, and leaves one that comes twice, late, or of another epoch", () => {
    bookAt(one);
    shareAll(s.feed, one);
    let desk = joining();
    const [first, second, ...rest] = s.feed.pages(EPOCH, 6);
    if (!first || !second) throw new Error("there are more pages");
    desk.write((db) => stagePage(db, first));
    desk.close();
    desk = new Replica(desk.file, "Desk 3");
    desk.write((db) => expect(stagePage(db, { ...second, epoch: "another" })).toBe(false));
    desk.write((db) => expect(stagePage(db, second)).toBe(true));
    desk.write((db) => expect(stagePage(db, second)).toBe(false));
    desk.write((db) => expect(stagePage(db, first)).toBe(false));
    for (const page of rest) desk.write((db) => stagePage(db, page));
    desk.write((db) => expect(stagePage(db, second)).toBe(false));
    install(desk);
    expect(desk.rows()).toEqual(one.rows());
    desk.close();
  });

  test("is not active before its copy is whole", () => {
    bookAt(one);
    shareAll(s.feed, one);
    const desk = joining();
    const [first] = s.feed.pages(EPOCH, 3);
    desk.write((db) => stagePage(db, first as never));
    expect(() => install(desk)).toThrow("not whole");
    expect(desk.write((db) => takeEntries(db, { seq: 0, hash: "" }, s.feed.entries, 0)).taken).toBe(false);
    expect(exchangeRequest(desk.db, desk.clock()).limit).toBe(0);
    desk.close();
  });

  test("brings its own bookings as ops: those that overlap become conflicts, and nothing is lost", () => {
    shareAll(s.feed, two);
    const winner = bookAt(one);
    shareAll(s.feed, one);
    // It was set up with the same people, so these rows are there already; its client and its bookings are not.
    const desk = openReplica(s.folder, "Desk 3");
    const mine = yes(desk.send("clients.create", { name: "My own client", phone: "030 7" })).client.id;
    const loser = bookAt(desk, { clientId: mine, time: "10:30" });
    yes(desk.send("appointments.add-note", { appointmentId: loser.id, text: "brings a letter" }));
    const session = yes(
      desk.send("appointments.book", {
        practitionerId: s.ben,
        typeId: s.group,
        source: "staff",
        startsAt: at("9:00"),
        clientId: mine,
      }),
    ).appointment;
    const held = yes(desk.send("appointments.hold", { practitionerId: s.ben, startsAt: at("16:00") }));
    desk.write((db) => {
      startShare(db, {
        state: "joining",
        practice_id: "practice",
        desk_id: "desk-3",
        server: "{}",
        fence: "fence",
        epoch: EPOCH,
      });
      localRowsAsOps(db, desk.clock());
    });
    expect(yes(desk.ask("appointments.read", { id: loser.id })).appointment.sharing).toBe("provisional");
    for (const page of s.feed.pages(EPOCH, 500)) desk.write((db) => stagePage(db, page));
    install(desk);
    expect(placeOn(desk, loser.id)).toEqual({ status: "booked", placed: 0, startsAt: at("10:30") });
    expect(placeOn(desk, session.id).placed).toBe(1);
    expect(rowOf(desk, held.holdId).status).toBe("pending");
    expect(yes(desk.ask("clients.search", { text: "own client" })).clients).toMatchObject([{ id: mine }]);
    expect(openConflicts(desk)).toMatchObject([
      { kind: "slot-taken", row_id: loser.id, other_id: winner.id },
    ]);
    while (Number(count(desk, "outbox")) > 0) exchange(desk, s.feed);
    shareAll(s.feed, desk, one);
    expect(one.rows()).toEqual(desk.rows());
    expect(count(desk, "server_copy")).toBe(0);
    expect(yes(one.ask("appointments.read", { id: loser.id })).notes).toMatchObject([
      { text: "brings a letter" },
    ]);
    desk.close();
  });
});

describe("a desk that was away for longer than the feed reaches back", () => {
  test("takes a full copy, and keeps what waits", () => {
    const { id } = bookAt(one);
    shareAll(s.feed, one, two);
    yes(one.send("appointments.move", { ...edit(one, id), practitionerId: s.ada, startsAt: at("13:00") }));
    exchange(one, s.feed);
    const waiting = bookAt(two, { time: "13:30", clientId: s.clients[1] });
    const logged = bookAt(two, { time: "16:00", clientId: s.clients[2] });
    // The answer to the second one was lost, or came: the server has it, and the desk does not know that the copy does.
    const { ops } = exchangeRequest(two.db, two.clock());
    s.feed.push(ops.slice(1));
    two.write((db) => startSnapshot(db));
    stageAll(two, s.feed);
    install(two);
    expect(placeOn(two, logged.id)).toMatchObject({ placed: 1 });
    expect(placeOn(two, waiting.id)).toMatchObject({ placed: 0, startsAt: at("13:30") });
    // What the copy holds by the server's earlier word is asked once more, and is its own from then on.
    expect(count(two, "outbox")).toBe(2);
    expect(exchange(two, s.feed)).toMatchObject([{ outcome: "duplicate" }, { outcome: "duplicate" }]);
    expect([count(two, "outbox"), count(two, "server_copy"), count(two, "copied_op")]).toEqual([0, 0, 0]);
    shareAll(s.feed, two, one);
    expect([count(two, "outbox"), count(two, "server_copy"), count(two, "answered_op")]).toEqual([0, 0, 0]);
    expect(two.rows()).toEqual(one.rows());
    expect(kindsOf(openConflicts(one))).toEqual(["slot-taken"]);
  });
});

describe("a server that was put back to an earlier copy", () => {
  test("gets everything again that any desk has seen, in the order of the feed, and all are equal", () => {
    const server = openReplica(s.folder, "Earlier server");
    server.close();
    const { id } = bookAt(one);
    shareAll(s.feed, one, two);
    yes(one.send("appointments.move", { ...edit(one, id), practitionerId: s.ada, startsAt: at("13:00") }));
    const later = bookAt(two, { time: "11:00", clientId: s.clients[1] });
    shareAll(s.feed, one, two, one);
    const before = one.rows();
    const fresh = putBack(server.file);
    const waiting = bookAt(two, { time: "15:00", clientId: s.clients[2] });
    for (const [index, desk] of [two, one].entries()) {
      desk.write((db) => enterEpoch(db, "epoch 2", desk.clock()));
      const { ops, limit, epoch, cursor } = exchangeRequest(desk.db, desk.clock());
      expect({ limit, epoch, cursor }).toEqual({ limit: 0, epoch: "epoch 2", cursor: { seq: 0, hash: "" } });
      expect(ops).toHaveLength(index === 0 ? 4 : 3);
      stageAll(desk, fresh, "epoch 2");
      expect(rowsMissing(desk.db)).toMatchObject({ rows: 0 });
      install(desk);
    }
    shareAll(fresh, two, one);
    expect(one.rows()).toMatchObject(before);
    expect(one.rows()).toEqual(two.rows());
    expect(placeOn(one, later.id).placed).toBe(1);
    expect(placeOn(one, waiting.id).placed).toBe(1);
    for (const desk of [one, two])
      expect([count(desk, "outbox"), count(desk, "reoffer"), count(desk, "server_copy")]).toEqual([0, 0, 0]);
    expect(openConflicts(one)).toEqual([]);
  });

  test("once more while the copy came, in the same epoch, gets a booking again that it had taken", () => {
    const server = openReplica(s.folder, "Earlier server");
    server.close();
    const waiting = bookAt(two);
    two.write((db) => enterEpoch(db, "epoch 2", two.clock()));
    exchange(two, putBack(server.file));
    expect(hasUnoffered(two.db)).toBe(false);
    const fresh = putBack(server.file);
    stageAll(two, fresh, "epoch 2");
    install(two);
    expect(placeOn(two, waiting.id)).toMatchObject({ status: "booked", placed: 1 });
    expect(exchange(two, fresh)).toMatchObject([{ outcome: "accepted" }]);
    shareAll(fresh, two);
    expect(count(two, "outbox")).toBe(0);
    expect(placeOn(two, waiting.id)).toMatchObject({ status: "booked", placed: 1 });
  });

  test("gets the rows again that no op explains any more, as new ones", () => {
    const server = openReplica(s.folder, "Earlier server");
    server.close();
    const { id } = bookAt(one);
    yes(one.send("appointments.add-note", { appointmentId: id, text: "first visit" }));
    shareAll(s.feed, one, two);
    for (const desk of [one, two]) desk.db.exec("DELETE FROM seen_op");
    yes(two.send("appointments.move", { ...edit(two, id), practitionerId: s.ada, startsAt: at("13:00") }));
    const fresh = putBack(server.file);
    two.write((db) => enterEpoch(db, "epoch 2", two.clock()));
    stageAll(two, fresh, "epoch 2");
    expect(rowsMissing(two.db)).toMatchObject({ rows: 2 });
    two.write((db) => offerMissing(db, two.clock()));
    install(two);
    expect(placeOn(two, id)).toMatchObject({ placed: 1 });
    exchange(two, fresh);
    shareAll(fresh, two);
    expect(count(two, "outbox")).toBe(0);
    // What was moved on top of a row that had to be made anew is a person's to decide.
    expect(placeOn(two, id)).toMatchObject({ placed: 1 });
    expect(yes(two.ask("appointments.read", { id })).notes).toMatchObject([{ text: "first visit" }]);
    one.write((db) => enterEpoch(db, "epoch 2", one.clock()));
    stageAll(one, fresh, "epoch 2");
    install(one);
    shareAll(fresh, one, two);
    expect(one.rows()).toEqual(two.rows());
  });

  const hears = (desk: Replica): void =>
    desk.write((db) => updateShare(db, { last_exchange_at: desk.clock() }));

  test("offers nothing that it had had for thirty days, nor twice what the feed has named since", () => {
    bookAt(one);
    shareAll(s.feed, one, two);
    two.clock.advance(31 * DAY);
    hears(two);
    two.write((db) => enterEpoch(db, "epoch 2", two.clock()));
    expect(count(two, "reoffer")).toBe(0);
    one.write((db) => enterEpoch(db, "epoch 2", one.clock()));
    one.write((db) => enterEpoch(db, "epoch 3", one.clock()));
    expect(count(one, "reoffer")).toBe(1);
  });

  test("offers what it had just seen when it last heard of the practice, however long it was away", () => {
    const earlier = openReplica(s.folder, "Earlier server");
    earlier.close();
    const { id } = bookAt(one);
    yes(one.send("appointments.move", { ...edit(one, id), practitionerId: s.ada, startsAt: at("13:00") }));
    shareAll(s.feed, one, two);
    const moved = placeOn(one, id);
    hears(one);
    one.write((db) => leaveShare(db, one.clock()));
    one.clock.advance(300 * DAY);
    one.write((db) => trimRecords({ db, now: one.clock() }));
    one.write((db) => updateShare(db, { left_at: null }));
    const fresh = putBack(earlier.file);
    one.write((db) => enterEpoch(db, "epoch 2", one.clock()));
    stageAll(one, fresh, "epoch 2");
    install(one);
    shareAll(fresh, one);
    expect(placeOn(one, id)).toEqual(moved);
  });

  test("offers once more what it offered again, and what still waited to be", () => {
    bookAt(one);
    bookAt(one, { time: "15:00" });
    shareAll(s.feed, one, two);
    hears(two);
    two.clock.advance(40 * DAY);
    two.write((db) => enterEpoch(db, "epoch 2", two.clock()));
    const [first] = exchangeRequest(two.db, two.clock()).ops;
    const outcome = { opId: first?.opId ?? "", outcome: "accepted" } as const;
    two.write((db) => takeOutcomes(db, [outcome], two.clock()));
    expect(count(two, "reoffer")).toBe(1);
    hears(two);
    two.write((db) => enterEpoch(db, "epoch 3", two.clock()));
    expect(count(two, "reoffer")).toBe(2);
  });
});

test("a desk that leaves keeps its copy, and what it needs to come back; it holds times for nobody else", () => {
  const { id } = bookAt(one);
  one.write((db) => {
    const lease = { holdId: "hold", deskName: "Desk 2", practitionerId: s.ben, roomId: null, seconds: 300 };
    takeLeases(db, [{ ...lease, startsAt: at("15:00"), busyUntil: at("16:00") }], one.clock());
    leaveShare(db, one.clock());
  });
  const appointment = () => yes(one.ask("appointments.read", { id })).appointment;
  expect(appointment()).toMatchObject({ sharing: "local", placed: true });
  yes(tryToBook(one, { practitionerId: s.ben, time: "15:00" }));
  yes(one.send("appointments.cancel", { ...edit(one, id), reason: "ill" }));
  expect([count(one, "outbox"), count(one, "server_copy")]).toEqual([3, 2]);
  expect(() => exchangeRequest(one.db, one.clock())).toThrow("not shared");
  one.write((db) => updateShare(db, { left_at: null }));
  expect(appointment()).toMatchObject({ sharing: "provisional", status: "cancelled" });
  shareAll(s.feed, one, two);
  expect(two.rows()).toEqual(one.rows());
  expect(appointment()).toMatchObject({ sharing: "confirmed", status: "cancelled" });
});

test("a desk that forgets its server keeps its copy, what was provisional included", () => {
  const { id } = bookAt(one);
  one.write((db) => endShare(db));
  expect(yes(one.ask("appointments.read", { id })).appointment).toMatchObject({
    sharing: "local",
    placed: true,
  });
  for (const table of ["share", "server_copy", "reoffer", "seen_op"])
    expect([table, count(one, table)]).toEqual([table, 0]);
  yes(one.send("appointments.cancel", { ...edit(one, id), reason: "ill" }));
  expect(count(one, "server_copy")).toBe(0);
});
