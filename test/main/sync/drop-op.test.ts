import { beforeEach, expect, test } from "vitest";
import { troubledOps } from "../../../main/db/troubled-ops.ts";
import { dropOp, exchangeRequest, takeOutcomes } from "../../../main/sync/replica.ts";
import type { Replica } from "../../helpers/replica.ts";
import { at } from "../../helpers/set-up-practice.ts";
import {
  bookAt,
  edit,
  openConflicts,
  placeOn,
  rowOf,
  type SharingReplicas,
  shareAll,
  sharingReplicas,
  yes,
} from "../../helpers/sharing-replicas.ts";

/** What a person does about an op that the server refuses for good. */

let s: SharingReplicas;
let one: Replica;
let two: Replica;

beforeEach(() => {
  s = sharingReplicas();
  ({ one, two } = s);
});

const waiting = (): string[] =>
  one.db.prepare<[], string>("SELECT op_id FROM outbox ORDER BY seq").pluck().all();
const copies = (): unknown => one.db.prepare("SELECT count(*) FROM server_copy").pluck().get();

/** The server refuses the oldest op that waits, and has not been asked about the others. */
function refuseOldest(): string {
  const [opId = ""] = waiting();
  one.write((db) => takeOutcomes(db, [{ opId, outcome: "quarantined", reason: "23514" }], one.clock()));
  return opId;
}
const drop = (opId: string) => one.write((db) => dropOp(db, opId, { actor: "Front desk", now: one.clock() }));

test("its row is what the server has again, and what else waits is still done on top", () => {
  const { id } = bookAt(one);
  const other = bookAt(one, { time: "13:00", clientId: s.clients[1] });
  shareAll(s.feed, one, two);
  const move = (which: string, time: string) =>
    yes(one.send("appointments.move", { ...edit(one, which), practitionerId: s.ada, startsAt: at(time) }));
  move(id, "11:00");
  move(other.id, "15:00");
  const opId = refuseOldest();
  expect(troubledOps(one.db)).toMatchObject([
    {
      opId,
      outcome: "quarantined",
      action: "appointments.move",
      about: {
        appointmentId: id,
        startsAt: at("11:00"),
        practitionerName: "Dr Ada Winter",
        clientName: "Client 1",
      },
    },
  ]);
  const { dropped, effects } = drop(opId);
  expect(dropped).toBe(1);
  expect(effects.schedule).toMatchObject([{ practitionerId: s.ada }]);
  expect(placeOn(one, id)).toMatchObject({ startsAt: at("10:00"), placed: 1 });
  expect(placeOn(one, other.id)).toMatchObject({ startsAt: at("15:00") });
  expect(troubledOps(one.db)).toEqual([]);
  expect(waiting()).toHaveLength(1);
  shareAll(s.feed, one, two);
  expect(one.rows()).toEqual(two.rows());
  expect(copies()).toBe(0);
  const history = yes(one.ask("appointments.read", { id })).history.map(({ action }) => action);
  expect(history).toContain("appointments.move");
  expect(history).toContain("sharing.drop-op");
});

test("a booking that the server never had leaves the board with all that was done to it, and its time is free", () => {
  const shared = bookAt(one, { time: "13:00", clientId: s.clients[1] });
  shareAll(s.feed, one, two);
  const { id } = bookAt(one);
  yes(one.send("appointments.add-note", { appointmentId: id, text: "first visit" }));
  yes(one.send("appointments.swap", { first: edit(one, id), second: edit(one, shared.id) }));
  const kept = yes(one.send("clients.create", { name: "Somebody else", phone: "030 99" })).client.id;
  expect(placeOn(one, shared.id).startsAt).toBe(at("10:00"));
  expect(drop(refuseOldest()).dropped).toBe(3);
  expect(rowOf(one, id)).toMatchObject({ status: "entered-in-error", placed: 1 });
  expect(placeOn(one, shared.id)).toMatchObject({ startsAt: at("13:00"), placed: 1 });
  const again = bookAt(one);
  shareAll(s.feed, one, two);
  expect([waiting(), copies()]).toEqual([[], 0]);
  expect(placeOn(two, again.id)).toMatchObject({ startsAt: at("10:00"), placed: 1 });
  expect(yes(two.ask("clients.search", { text: "Somebody" })).clients).toMatchObject([{ id: kept }]);
  // What it said is in the history of this desk, for whoever books it anew.
  const { history } = yes(one.ask("appointments.read", { id }));
  expect(history.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["appointments.book", "appointments.add-note", "sharing.drop-op"]),
  );
});

test("what names a client that only this op made goes with it; what the server has taken meanwhile stays", () => {
  const clientId = yes(one.send("clients.create", { name: "Nobody yet", phone: "030 98" })).client.id;
  const needs = bookAt(one, { clientId });
  const free = bookAt(one, { time: "13:00" });
  const opId = refuseOldest();
  const answered = exchangeRequest(one.db, one.clock()).ops.filter(({ content }) =>
    content.includes(free.id),
  );
  const outcomes = s.feed.push(answered);
  one.write((db) => takeOutcomes(db, outcomes, one.clock()));
  expect(drop(opId).dropped).toBe(2);
  expect(rowOf(one, needs.id).status).toBe("entered-in-error");
  shareAll(s.feed, one, two);
  expect(placeOn(two, free.id)).toMatchObject({ startsAt: at("13:00"), placed: 1 });
  expect([waiting(), copies(), openConflicts(one)]).toEqual([[], 0, []]);
});

test("one that is not refused, or no more, is left alone", () => {
  const { id } = bookAt(one);
  const [opId = ""] = waiting();
  expect(drop(opId).dropped).toBe(0);
  one.write((db) => takeOutcomes(db, [{ opId, outcome: "deferred" }], one.clock()));
  expect(drop(opId).dropped).toBe(0);
  expect(drop("unknown").dropped).toBe(0);
  shareAll(s.feed, one, two);
  expect(placeOn(two, id).placed).toBe(1);
});
