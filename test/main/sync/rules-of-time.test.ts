import { beforeEach, describe, expect, test } from "vitest";
import { exchange } from "../../helpers/feed.ts";
import type { Replica } from "../../helpers/replica.ts";
import { at } from "../../helpers/set-up-practice.ts";
import {
  bookAt,
  edit,
  kindsOf,
  openConflicts,
  placeOn,
  rowOf,
  type SharingReplicas,
  settledConflicts,
  shareAll,
  sharingReplicas,
  yes,
} from "../../helpers/sharing-replicas.ts";

/** Each rule about times and statuses, as a desk shows it provisionally once it hears what another did first. */

let s: SharingReplicas;
let one: Replica;
let two: Replica;

beforeEach(() => {
  s = sharingReplicas();
  ({ one, two } = s);
});

/** Both know the same appointment; what `first` does reaches the server before what `second` does. */
function race(first: () => void, second: () => void): void {
  shareAll(s.feed, one, two);
  first();
  second();
  exchange(one, s.feed);
  exchange(two, s.feed, { offer: false });
}

const move = (desk: Replica, id: string, time: string, practitionerId = s.ada) =>
  desk.send("appointments.move", { ...edit(desk, id), practitionerId, startsAt: at(time) });
const mark = (
  desk: Replica,
  id: string,
  status: "booked" | "arrived" | "checked-in" | "fulfilled" | "noshow",
) => desk.send("appointments.set-status", { ...edit(desk, id), status });
const cancel = (desk: Replica, id: string) =>
  desk.send("appointments.cancel", { ...edit(desk, id), reason: "ill" });

describe("a booking whose time another desk has booked", () => {
  test("is kept without its time, and a conflict names who has it", () => {
    let winner = "";
    let loser = "";
    race(
      () => (winner = bookAt(one).id),
      () => (loser = bookAt(two, { time: "10:30", clientId: s.clients[1] }).id),
    );
    expect(placeOn(two, winner)).toMatchObject({ placed: 1 });
    expect(placeOn(two, loser)).toEqual({ status: "booked", placed: 0, startsAt: at("10:30") });
    const setter = (JSON.parse(rowOf(two, loser).set_by) as { "*": string })["*"];
    expect(openConflicts(two)).toMatchObject([
      {
        id: `slot-taken:${setter}:${loser}`,
        kind: "slot-taken",
        row_id: loser,
        other_id: winner,
        detail: {
          resource: "practitioner",
          wanted: { starts_at: at("10:30") },
          current: { starts_at: at("10:00") },
        },
      },
    ]);
  });

  test("loses a room in the same way", () => {
    let loser = "";
    race(
      () => bookAt(one, { roomId: s.blue }),
      () => (loser = bookAt(two, { roomId: s.blue, practitionerId: s.ben, clientId: s.clients[1] }).id),
    );
    expect(placeOn(two, loser).placed).toBe(0);
    expect(openConflicts(two)).toMatchObject([{ kind: "slot-taken", detail: { resource: "room" } }]);
  });

  test("goes on being edited, and gets a time as soon as it is moved to a free one", () => {
    let loser = "";
    race(
      () => bookAt(one),
      () => (loser = bookAt(two, { clientId: s.clients[1] }).id),
    );
    yes(move(two, loser, "14:00"));
    expect(placeOn(two, loser)).toMatchObject({ placed: 1, startsAt: at("14:00") });
    expect(openConflicts(two)).toEqual([]);
    expect(settledConflicts(two)).toMatchObject([{ kind: "slot-taken", state: "closed" }]);
    shareAll(s.feed, two, one);
    expect(placeOn(one, loser)).toMatchObject({ placed: 1, startsAt: at("14:00") });
    expect(openConflicts(one)).toEqual([]);
  });

  test("gets its own time by a move to where it is, once the other has gone", () => {
    let winner = "";
    let loser = "";
    race(
      () => (winner = bookAt(one).id),
      () => (loser = bookAt(two, { clientId: s.clients[1] }).id),
    );
    shareAll(s.feed, two, one);
    yes(cancel(one, winner));
    shareAll(s.feed, one, two);
    expect(placeOn(two, loser).placed).toBe(0);
    yes(move(two, loser, "10:00"));
    shareAll(s.feed, two, one);
    for (const desk of [one, two]) {
      expect(placeOn(desk, loser)).toMatchObject({ placed: 1, startsAt: at("10:00") });
      expect(openConflicts(desk)).toEqual([]);
    }
  });

  test("waits elsewhere when it needs another time that is taken as well", () => {
    let loser = "";
    race(
      () => bookAt(one),
      () => (loser = bookAt(two, { clientId: s.clients[1] }).id),
    );
    const [before] = openConflicts(two);
    yes(two.send("appointments.change", { ...edit(two, loser), durationMinutes: 80 }));
    expect(placeOn(two, loser).placed).toBe(0);
    const [after, ...others] = openConflicts(two);
    expect(others).toEqual([]);
    expect(after).toMatchObject({ kind: "slot-taken", detail: { wanted: { ends_at: at("11:20") } } });
    expect(after?.id).not.toBe(before?.id);
    shareAll(s.feed, two, one);
    expect(openConflicts(one)).toMatchObject([{ id: after?.id }]);
  });

  test("is settled by being cancelled", () => {
    let loser = "";
    race(
      () => bookAt(one),
      () => (loser = bookAt(two, { clientId: s.clients[1] }).id),
    );
    yes(cancel(two, loser));
    expect(placeOn(two, loser)).toMatchObject({ status: "cancelled", placed: 1 });
    expect(openConflicts(two)).toEqual([]);
  });
});

describe("a move", () => {
  test("that another desk made first elsewhere leaves the appointment there, and says what was wanted", () => {
    const { id } = bookAt(one);
    race(
      () => yes(move(one, id, "13:00")),
      () => yes(move(two, id, "15:00")),
    );
    expect(placeOn(two, id)).toMatchObject({ placed: 1, startsAt: at("13:00") });
    expect(openConflicts(two)).toMatchObject([
      {
        kind: "reschedule-race",
        other_id: null,
        detail: { wanted: { starts_at: at("15:00") }, current: { starts_at: at("13:00") } },
      },
    ]);
  });

  test("to the same time as another desk's is no race", () => {
    const { id } = bookAt(one);
    race(
      () => yes(move(one, id, "13:00")),
      () => yes(move(two, id, "13:00")),
    );
    expect(placeOn(two, id)).toMatchObject({ placed: 1, startsAt: at("13:00") });
    expect(openConflicts(two)).toEqual([]);
  });

  test("to a time that was booked meanwhile leaves the appointment where it was", () => {
    const { id } = bookAt(one);
    let winner = "";
    race(
      () => (winner = bookAt(one, { time: "13:00" }).id),
      () => yes(move(two, id, "13:30")),
    );
    expect(placeOn(two, id)).toMatchObject({ placed: 1, startsAt: at("10:00") });
    expect(openConflicts(two)).toMatchObject([
      { kind: "reschedule-race", row_id: id, other_id: winner, detail: { resource: "practitioner" } },
    ]);
  });

  test("of what was cancelled meanwhile is a conflict, and the cancellation stays", () => {
    const { id } = bookAt(one);
    race(
      () => yes(cancel(one, id)),
      () => yes(move(two, id, "15:00")),
    );
    expect(placeOn(two, id)).toMatchObject({ status: "cancelled", startsAt: at("10:00") });
    expect(kindsOf(openConflicts(two))).toEqual(["edit-after-cancel"]);
  });

  test("answers an earlier race", () => {
    const { id } = bookAt(one);
    race(
      () => yes(move(one, id, "13:00")),
      () => yes(move(two, id, "15:00")),
    );
    yes(move(two, id, "16:00"));
    expect(placeOn(two, id)).toMatchObject({ startsAt: at("16:00") });
    expect(openConflicts(two)).toEqual([]);
  });
});

describe("two appointments that trade places", () => {
  test("do so wherever the swap arrives", () => {
    const [a, b] = [bookAt(one), bookAt(one, { time: "11:00", clientId: s.clients[1] })];
    shareAll(s.feed, one, two);
    yes(one.send("appointments.swap", { first: edit(one, a.id), second: edit(one, b.id) }));
    exchange(one, s.feed);
    exchange(two, s.feed);
    expect([placeOn(two, a.id).startsAt, placeOn(two, b.id).startsAt]).toEqual([at("11:00"), at("10:00")]);
    expect([placeOn(two, a.id).placed, placeOn(two, b.id).placed]).toEqual([1, 1]);
  });

  test("both stay where they are when one of them cannot", () => {
    const [a, b] = [bookAt(one), bookAt(one, { time: "11:00", clientId: s.clients[1] })];
    race(
      () => yes(move(one, b.id, "15:00")),
      () => yes(two.send("appointments.swap", { first: edit(two, a.id), second: edit(two, b.id) })),
    );
    expect([placeOn(two, a.id).startsAt, placeOn(two, b.id).startsAt]).toEqual([at("10:00"), at("15:00")]);
    expect(kindsOf(openConflicts(two))).toEqual(["reschedule-race", "reschedule-race"]);
  });
});

describe("a status", () => {
  test("that is further stays, whichever comes first", () => {
    const { id } = bookAt(one);
    race(
      () => yes(mark(one, id, "arrived")),
      () => yes(mark(two, id, "checked-in")),
    );
    expect(placeOn(two, id).status).toBe("checked-in");
    const other = bookAt(one, { time: "13:00" });
    race(
      () => yes(mark(one, other.id, "checked-in")),
      () => yes(mark(two, other.id, "arrived")),
    );
    expect(placeOn(two, other.id).status).toBe("checked-in");
    expect(openConflicts(two)).toEqual([]);
  });

  test.each([
    [
      "cancelled, while the client arrives elsewhere",
      cancel,
      (desk: Replica, id: string) => mark(desk, id, "arrived"),
      "cancelled",
    ],
    [
      "arrived, while it is cancelled elsewhere",
      (desk: Replica, id: string) => mark(desk, id, "arrived"),
      cancel,
      "arrived",
    ],
    [
      "cancelled, while it is a no-show elsewhere",
      cancel,
      (desk: Replica, id: string) => mark(desk, id, "noshow"),
      "cancelled",
    ],
  ])("%s: the first stays, and a person decides", (_name, first, second, stays) => {
    const { id } = bookAt(one);
    race(
      () => yes(first(one, id)),
      () => yes(second(two, id)),
    );
    expect(placeOn(two, id).status).toBe(stays);
    expect(openConflicts(two)).toMatchObject([{ kind: "edit-after-cancel", row_id: id }]);
  });

  test("that takes up a time which is taken loses it", () => {
    const { id } = bookAt(one);
    yes(cancel(one, id));
    race(
      () => bookAt(one, { clientId: s.clients[1] }),
      () => yes(mark(two, id, "booked")),
    );
    expect(placeOn(two, id)).toEqual({ status: "booked", placed: 0, startsAt: at("10:00") });
    expect(kindsOf(openConflicts(two))).toEqual(["slot-taken"]);
  });

  test("that corrects what it has seen always applies", () => {
    const { id } = bookAt(one);
    shareAll(s.feed, one, two);
    yes(mark(one, id, "fulfilled"));
    shareAll(s.feed, one, two);
    yes(mark(two, id, "booked"));
    shareAll(s.feed, two, one);
    expect(placeOn(one, id).status).toBe("booked");
  });
});

describe("an appointment and time off that two desks made", () => {
  const off = (desk: Replica, time: string) =>
    yes(
      desk.send("blocks.create", {
        practitionerId: s.ada,
        startsAt: at(time),
        endsAt: at(time) + 3_600,
        reason: "away",
        keepBookings: true,
      }),
    ).blocks[0]?.id ?? "";

  test.each(["the booking first", "the time off first"])(
    "meet, %s: both stay, one conflict names them",
    (first) => {
      let booking = "";
      let block = "";
      const acts = [
        () => (booking = bookAt(first === "the booking first" ? one : two).id),
        () => (block = off(first === "the booking first" ? two : one, "10:30")),
      ];
      if (first !== "the booking first") acts.reverse();
      race(acts[0] as () => void, acts[1] as () => void);
      expect(openConflicts(two)).toMatchObject([
        { id: `meets:${booking}:${block}`, kind: "booking-meets-block", row_id: booking, other_id: block },
      ]);
      expect(placeOn(two, booking).placed).toBe(1);
    },
  );

  test("meet no more when the time off goes, and meet again when it comes back", () => {
    const { id } = bookAt(one);
    const block = off(one, "10:30");
    expect(kindsOf(openConflicts(one))).toEqual(["booking-meets-block"]);
    yes(move(one, id, "14:00"));
    expect(openConflicts(one)).toEqual([]);
    yes(
      one.send("blocks.change", {
        id: block,
        version: 1,
        startsAt: at("14:30"),
        endsAt: at("15:00"),
        reason: "away",
        keepBookings: true,
      }),
    );
    expect(openConflicts(one)).toMatchObject([{ id: `meets:${id}:${block}`, state: "open" }]);
  });

  test("stay settled as long as nothing is put anew", () => {
    const { id } = bookAt(one);
    off(one, "10:30");
    const [conflict] = openConflicts(one);
    yes(one.send("conflicts.resolve", { conflictId: conflict?.id ?? "", how: "kept" }));
    yes(mark(one, id, "arrived"));
    expect(openConflicts(one)).toEqual([]);
    yes(one.send("appointments.change", { ...edit(one, id), durationMinutes: 40 }));
    expect(kindsOf(openConflicts(one))).toEqual(["booking-meets-block"]);
  });
});
