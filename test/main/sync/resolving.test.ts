import { beforeEach, describe, expect, test } from "vitest";
import type { ConflictView } from "../../../src/ipc/sharing-views.ts";
import { exchange } from "../../helpers/feed.ts";
import type { Replica } from "../../helpers/replica.ts";
import { at } from "../../helpers/set-up-practice.ts";
import {
  bookAt,
  edit,
  no,
  openConflicts,
  placeOn,
  type SharingReplicas,
  shareAll,
  sharingReplicas,
  yes,
} from "../../helpers/sharing-replicas.ts";

/** How a person settles a conflict: what is told, which ways there are, and what each of them comes to on all desks. */

let s: SharingReplicas;
let one: Replica;
let two: Replica;

beforeEach(() => {
  s = sharingReplicas();
  ({ one, two } = s);
});

function race(first: () => void, second: () => void): void {
  shareAll(s.feed, one, two);
  first();
  second();
  shareAll(s.feed, one, two);
}

const conflictOn = (desk: Replica): ConflictView => {
  const [conflict] = yes(desk.ask("conflicts.list", {})).conflicts;
  if (!conflict) throw new Error("no conflict is open");
  return conflict;
};

/** On both desks: nothing is open any more, and both show the same. */
function expectSettled(): void {
  shareAll(s.feed, two, one);
  for (const desk of [one, two]) expect(openConflicts(desk)).toEqual([]);
  expect(one.rows()).toEqual(two.rows());
}

describe("a booking that lost its time", () => {
  let winner: string;
  let loser: string;
  let conflict: ConflictView;

  beforeEach(() => {
    race(
      () => (winner = bookAt(one).id),
      () => (loser = bookAt(two, { clientId: s.clients[1] }).id),
    );
    conflict = conflictOn(two);
  });

  test("is told with both sides, their telephone numbers, who was where, and three free times near it", () => {
    expect(conflict).toMatchObject({
      kind: "slot-taken",
      state: "open",
      provisional: false,
      openedBy: "Desk 2",
      loser: {
        appointment: { id: loser, placed: false, needsDecision: true },
        practitionerName: "Dr Ada Winter",
        typeName: "Session",
        clients: [{ name: "Client 2", phone: "030 555 0002" }],
        by: "Desk 2",
      },
      other: {
        appointment: { id: winner, placed: true, needsDecision: true },
        clients: [{ name: "Client 1", phone: "030 555 0001" }],
        by: "Desk 1",
      },
      wantedTime: { practitionerId: s.ada, startsAt: at("10:00"), endsAt: at("10:50") },
      ways: ["moved", "swapped", "waitlisted", "cancelled"],
      resolution: null,
    });
    expect(conflict.nearest).toHaveLength(3);
    expect(conflict.nearest[0]).toMatchObject({ startsAt: at("10:00"), practitionerName: "Ben Hill" });
    expect(yes(two.ask("conflicts.list", { appointmentId: winner })).conflicts).toHaveLength(1);
    expect(yes(two.ask("conflicts.list", { settled: true })).conflicts).toEqual([]);
  });

  test("gets another time", () => {
    const [nearest] = conflict.nearest;
    const settled = yes(
      two.send("conflicts.resolve", {
        conflictId: conflict.id,
        how: "moved",
        practitionerId: nearest?.practitionerId ?? "",
        startsAt: nearest?.startsAt ?? 0,
      }),
    );
    expect(settled.appointments.map(({ id }) => id)).toEqual([loser, winner]);
    expect(settled.appointments[0]).toMatchObject({
      placed: true,
      practitionerId: s.ben,
      needsDecision: false,
    });
    expectSettled();
    expect(yes(one.ask("conflicts.list", { settled: true })).conflicts).toMatchObject([
      { id: conflict.id, state: "resolved", resolution: "moved", closedBy: "Desk 2", ways: [], nearest: [] },
    ]);
    expect(
      no(one.send("conflicts.resolve", { conflictId: conflict.id, how: "cancelled", reason: "x" })),
    ).toEqual({
      code: "conflict-closed",
      conflictId: conflict.id,
      closedBy: "Desk 2",
    });
    expect(no(two.send("appointments.undo", { opId: settled.opId }))).toMatchObject({ code: "undo-expired" });
  });

  test("is refused a time that is taken, off, or outside hours, and stays as it is", () => {
    yes(
      two.send("blocks.create", {
        practitionerId: s.ada,
        startsAt: at("14:00"),
        endsAt: at("15:00"),
        reason: "away",
      }),
    );
    const move = (time: string) =>
      no(
        two.send("conflicts.resolve", {
          conflictId: conflict.id,
          how: "moved",
          practitionerId: s.ada,
          startsAt: at(time),
        }),
      ).code;
    expect([move("10:00"), move("14:30"), move("20:00")]).toEqual(["slot-taken", "blocked", "outside-hours"]);
    expect(openConflicts(two)).toMatchObject([{ id: conflict.id, state: "open" }]);
    expect(placeOn(two, loser).placed).toBe(0);
  });

  test("trades with the winner, who goes elsewhere: both in one act", () => {
    const settled = yes(
      two.send("conflicts.resolve", {
        conflictId: conflict.id,
        how: "swapped",
        otherPractitionerId: s.ben,
        otherStartsAt: at("11:00"),
      }),
    );
    expect(settled.appointments).toMatchObject([
      { id: loser, placed: true, startsAt: at("10:00"), practitionerId: s.ada },
      { id: winner, placed: true, startsAt: at("11:00"), practitionerId: s.ben },
    ]);
    expectSettled();
    expect(placeOn(one, loser)).toEqual({ status: "booked", placed: 1, startsAt: at("10:00") });
  });

  test("is cancelled with a reason", () => {
    yes(
      two.send("conflicts.resolve", { conflictId: conflict.id, how: "cancelled", reason: "wanted no other" }),
    );
    expectSettled();
    expect(placeOn(one, loser)).toMatchObject({ status: "cancelled", placed: 1 });
  });

  test("waits on the list, with the time it wanted", () => {
    yes(two.send("conflicts.resolve", { conflictId: conflict.id, how: "waitlisted" }));
    expectSettled();
    expect(placeOn(one, loser)).toEqual({ status: "waitlist", placed: 1, startsAt: at("10:00") });
  });

  test("cannot be kept where somebody else is", () => {
    expect(no(two.send("conflicts.resolve", { conflictId: conflict.id, how: "kept" }))).toMatchObject({
      code: "status-not-allowed",
    });
    expect(no(two.send("conflicts.resolve", { conflictId: "slot-taken:x:y", how: "kept" }))).toMatchObject({
      code: "not-found",
    });
  });
});

describe("a move that was refused", () => {
  let id: string;
  let winner: string;

  beforeEach(() => {
    id = bookAt(one).id;
    race(
      () => (winner = bookAt(one, { time: "13:00", clientId: s.clients[1] }).id),
      () => {
        const to = { practitionerId: s.ada, startsAt: at("13:00") };
        yes(two.send("appointments.move", { ...edit(two, id), ...to }));
      },
    );
  });

  test("leaves the appointment where it was, if a person says so", () => {
    const conflict = conflictOn(two);
    expect(conflict).toMatchObject({
      kind: "reschedule-race",
      wantedTime: { startsAt: at("13:00") },
      loser: { appointment: { id, startsAt: at("10:00"), placed: true } },
      ways: ["moved", "swapped", "kept", "waitlisted", "cancelled"],
    });
    yes(two.send("conflicts.resolve", { conflictId: conflict.id, how: "kept" }));
    expectSettled();
    expect(placeOn(one, id)).toMatchObject({ startsAt: at("10:00") });
  });

  test("gets the time it wanted when the other one goes elsewhere", () => {
    const swap = { how: "swapped", otherPractitionerId: s.ada, otherStartsAt: at("15:00") } as const;
    yes(two.send("conflicts.resolve", { conflictId: conflictOn(two).id, ...swap }));
    expectSettled();
    expect([placeOn(one, id).startsAt, placeOn(one, winner).startsAt]).toEqual([at("13:00"), at("15:00")]);
  });

  test("waits on the list for the time it wanted, and gives up its own", () => {
    yes(two.send("conflicts.resolve", { conflictId: conflictOn(two).id, how: "waitlisted" }));
    expectSettled();
    expect(placeOn(one, id)).toEqual({ status: "waitlist", placed: 1, startsAt: at("13:00") });
    bookAt(one, { time: "10:00", clientId: s.clients[2] });
  });
});

describe("a move of what was cancelled meanwhile", () => {
  let id: string;

  beforeEach(() => {
    id = bookAt(one).id;
    race(
      () => yes(one.send("appointments.cancel", { ...edit(one, id), reason: "ill" })),
      () =>
        yes(
          two.send("appointments.move", { ...edit(two, id), practitionerId: s.ada, startsAt: at("13:00") }),
        ),
    );
    expect(conflictOn(two)).toMatchObject({
      kind: "edit-after-cancel",
      ways: ["wanted", "moved", "current"],
    });
  });

  test("takes place at the time that was wanted", () => {
    yes(two.send("conflicts.resolve", { conflictId: conflictOn(two).id, how: "wanted" }));
    expectSettled();
    expect(placeOn(one, id)).toEqual({ status: "booked", placed: 1, startsAt: at("13:00") });
  });

  test("takes place at yet another time", () => {
    const to = { practitionerId: s.ben, startsAt: at("15:00") };
    yes(two.send("conflicts.resolve", { conflictId: conflictOn(two).id, how: "moved", ...to }));
    expectSettled();
    expect(placeOn(one, id)).toEqual({ status: "booked", placed: 1, startsAt: at("15:00") });
  });

  test("stays cancelled", () => {
    yes(two.send("conflicts.resolve", { conflictId: conflictOn(two).id, how: "current" }));
    expectSettled();
    expect(placeOn(one, id)).toMatchObject({ status: "cancelled", startsAt: at("10:00") });
  });

  test("is refused the wanted time once somebody else has it", () => {
    bookAt(two, { time: "13:00", clientId: s.clients[1] });
    const answer = two.send("conflicts.resolve", { conflictId: conflictOn(two).id, how: "wanted" });
    expect(no(answer)).toMatchObject({ code: "slot-taken" });
  });
});

test("a cancellation of what took place meanwhile is carried out, if a person says so", () => {
  const { id } = bookAt(one);
  race(
    () => yes(one.send("appointments.set-status", { ...edit(one, id), status: "arrived" })),
    () => yes(two.send("appointments.cancel", { ...edit(two, id), reason: "rang up" })),
  );
  expect(conflictOn(two)).toMatchObject({
    kind: "edit-after-cancel",
    ways: ["wanted", "current"],
    loser: { by: "Desk 2" },
    other: { by: "Desk 1", appointment: { id } },
  });
  yes(two.send("conflicts.resolve", { conflictId: conflictOn(two).id, how: "wanted" }));
  expectSettled();
  expect(one.row("appointment", id)).toMatchObject({ status: "cancelled", cancel_reason: "rang up" });
});

test("a booking on time off is moved away from it, and the day's card says no more", () => {
  const { id } = bookAt(one);
  const off = { practitionerId: s.ada, startsAt: at("9:00"), endsAt: at("12:00"), reason: "ill" };
  yes(one.send("blocks.create", { ...off, keepBookings: true }));
  const conflict = conflictOn(one);
  expect(conflict).toMatchObject({
    kind: "booking-meets-block",
    wantedTime: null,
    loser: { appointment: { id } },
    other: { block: { reason: "ill" }, practitionerName: "Dr Ada Winter", by: "Desk 1" },
    ways: ["moved", "kept", "waitlisted", "cancelled"],
    provisional: true,
  });
  const [nearest] = conflict.nearest;
  const to = { practitionerId: nearest?.practitionerId ?? "", startsAt: nearest?.startsAt ?? 0 };
  yes(one.send("conflicts.resolve", { conflictId: conflict.id, how: "moved", ...to }));
  expect(yes(one.ask("appointments.read", { id })).appointment.needsDecision).toBe(false);
  shareAll(s.feed, one, two);
  expectSettled();
});

test("a conflict that was settled before the server heard of its op stays settled", () => {
  shareAll(s.feed, one, two);
  bookAt(one);
  exchange(one, s.feed);
  const { id } = bookAt(two, { clientId: s.clients[1] });
  exchange(two, s.feed, { offer: false });
  const conflict = conflictOn(two);
  expect(conflict.provisional).toBe(true);
  const to = { practitionerId: s.ada, startsAt: at("15:00") };
  yes(two.send("conflicts.resolve", { conflictId: conflict.id, how: "moved", ...to }));
  expectSettled();
  expect(placeOn(one, id)).toEqual({ status: "booked", placed: 1, startsAt: at("15:00") });
});

test("conflicts are listed by the time they concern, the settled ones newest first", () => {
  const [late, early] = ["15:00", "10:00"].map((time) => bookAt(one, { time }).id);
  for (const time of ["15:00", "10:00"]) {
    const off = { practitionerId: s.ada, startsAt: at(time), endsAt: at(time) + 3_600, reason: "ill" };
    yes(one.send("blocks.create", { ...off, keepBookings: true }));
  }
  const list = (settled = false) => yes(one.ask("conflicts.list", { settled })).conflicts;
  expect(list().map(({ loser }) => loser.appointment?.id)).toEqual([early, late]);
  for (const { id } of list()) {
    one.clock.advance(60);
    yes(one.send("conflicts.resolve", { conflictId: id, how: "kept" }));
  }
  expect(list(true).map(({ loser }) => loser.appointment?.id)).toEqual([late, early]);
});

test("what is looked up on every card and after every act uses an index", () => {
  const plans = [
    "SELECT 1 FROM conflict WHERE state = 'open' AND row_id = +?",
    "SELECT 1 FROM conflict WHERE state = 'open' AND other_id IS NOT NULL AND other_id = +?",
    "SELECT * FROM conflict WHERE state = 'open' AND row_id = +? AND kind = 'slot-taken'",
    "SELECT 1 FROM server_copy WHERE entity = 'appointment' AND id = +?",
  ].map((text) =>
    one.db
      .prepare<[string], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
      .all("x")
      .map(({ detail }) => detail)
      .join(),
  );
  for (const plan of plans)
    expect(plan).toMatch(/^SEARCH .* USING (COVERING )?(INDEX conflict_open|PRIMARY KEY)/);
});
