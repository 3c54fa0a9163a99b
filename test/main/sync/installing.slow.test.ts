import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { hasPractice } from "../../../main/db/first-reads.ts";
import { startShare } from "../../../main/db/share.ts";
import {
  installPage,
  installSnapshot,
  localRowsAsOps,
  ROWS_AT_ONCE,
  rowsToInstall,
  stagePage,
} from "../../../main/sync/replica.ts";
import type { Position } from "../../../src/sync/protocol.ts";
import { exchange } from "../../helpers/feed.ts";
import { openReplica, Replica } from "../../helpers/replica.ts";
import {
  bookAt,
  edit,
  kindsOf,
  openConflicts,
  type SharingReplicas,
  shareAll,
  sharingReplicas,
  yes,
} from "../../helpers/sharing-replicas.ts";

/** A large copy on its way into the tables of a desk that joins, part by part. */

const EPOCH = "epoch 1";
let s: SharingReplicas;
let one: Replica;
let desk: Replica;

/** The practice has so many clients that they come in several parts, and somebody has booked and moved. */
beforeEach(() => {
  s = sharingReplicas();
  ({ one } = s);
  for (let number = 0; number < ROWS_AT_ONCE * 2.5; number += 1)
    yes(one.send("clients.create", { name: `Guest ${number}`, phone: `030 ${number}` }));
  const { id } = bookAt(one);
  bookAt(one, { time: "11:00", clientId: s.clients[1] });
  yes(one.send("appointments.add-note", { appointmentId: id, text: "first visit" }));
  yes(one.send("appointments.move", { ...edit(one, id), practitionerId: s.ada, startsAt: 1_772_460_000 }));
  const group = yes(
    one.send("appointments.book", {
      practitionerId: s.ben,
      typeId: s.group,
      source: "staff",
      startsAt: 1_772_460_000,
      clientId: s.clients[2],
    }),
  ).appointment;
  yes(one.send("appointments.add-attendee", { appointmentId: group.id, clientId: s.clients[3] ?? "" }));
  while (Number(one.db.prepare("SELECT count(*) FROM outbox").pluck().get()) > 0) exchange(one, s.feed);
  desk = openReplica(s.folder, "Desk 3");
});

const joins = (pushes: boolean): void =>
  desk.write((db) => {
    const by = { practice_id: "practice", desk_id: "desk-3", server: "{}", fence: "fence", epoch: EPOCH };
    startShare(db, { state: "joining", ...by });
    if (pushes) localRowsAsOps(db, desk.clock());
    for (const page of s.feed.pages(EPOCH, 500)) stagePage(db, page);
  });
const empty = (): void =>
  void desk.db.exec(`DELETE FROM working_hours; DELETE FROM practitioner; DELETE FROM room; DELETE FROM client;
    DELETE FROM appointment_type; DELETE FROM practice`);
const nextPart = (after: Position | null): Position | null => desk.write((db) => installPage(db, after));
function allParts(): number {
  let parts = 0;
  for (let after: Position | null = null; parts === 0 || after !== null; parts += 1) after = nextPart(after);
  return parts;
}

describe("a desk without a practice", () => {
  beforeEach(empty);

  test("gets the rows in parts, and the practice itself only with the last of them", () => {
    joins(false);
    expect(allParts()).toBeGreaterThan(3);
    expect(hasPractice(desk.db)).toBe(false);
    expect(rowsToInstall(desk.db)).toBe(1);
    desk.write((db) => installSnapshot(db));
    expect(desk.rows()).toEqual(one.rows());
    bookAt(one, { time: "14:00" });
    shareAll(s.feed, one, desk);
    expect(desk.rows()).toEqual(one.rows());
  });

  test("goes on where it was cut short, and writes nothing twice", () => {
    joins(false);
    const before = rowsToInstall(desk.db);
    nextPart(nextPart(null));
    expect(rowsToInstall(desk.db)).toBe(before - 2 * ROWS_AT_ONCE);
    // As after a crash: the file as it is, opened by another.
    const copy = join(s.folder, "after-the-crash.db");
    desk.db.pragma("wal_checkpoint(TRUNCATE)");
    desk.close();
    copyFileSync(desk.file, copy);
    desk = new Replica(copy, "Desk 3");
    allParts();
    desk.write((db) => installSnapshot(db));
    expect(desk.rows()).toEqual(one.rows());
  });
});

test("a desk with bookings of its own: what is there already, or in the way, waits for the last transaction", () => {
  // A copy of the same practice, which has gone on alone: the same ids, and a booking where the server has another.
  const own = bookAt(desk, { time: "11:00", clientId: s.clients[4] });
  joins(true);
  allParts();
  expect(rowsToInstall(desk.db)).toBeGreaterThan(0);
  expect(yes(desk.ask("appointments.read", { id: own.id })).appointment.placed).toBe(true);
  desk.write((db) => installSnapshot(db));
  expect(kindsOf(openConflicts(desk))).toEqual(["slot-taken"]);
  while (Number(desk.db.prepare("SELECT count(*) FROM outbox").pluck().get()) > 0) exchange(desk, s.feed);
  shareAll(s.feed, desk, one);
  expect(one.rows()).toEqual(desk.rows());
});
