import { beforeEach, describe, expect, test } from "vitest";
import { exchange } from "../../helpers/feed.ts";
import type { Replica } from "../../helpers/replica.ts";
import { at, OFFICE_HOURS } from "../../helpers/set-up-practice.ts";
import {
  bookAt,
  edit,
  kindsOf,
  no,
  openConflicts,
  placeOn,
  type SharingReplicas,
  settledConflicts,
  shareAll,
  sharingReplicas,
  yes,
} from "../../helpers/sharing-replicas.ts";

/** The rules about everything but times and statuses, as a desk shows them once it hears what another did first. */

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
  exchange(one, s.feed);
  exchange(two, s.feed, { offer: false });
}

const client = (desk: Replica) =>
  desk.db.prepare("SELECT * FROM client WHERE id = ?").get(s.clients[0]) as {
    id: string;
    version: number;
    name: string;
    phone: string;
    phone_digits: string;
  };
const change = (desk: Replica, fields: { name: string; phone?: string }) =>
  yes(desk.send("clients.change", { id: client(desk).id, version: client(desk).version, ...fields }));

describe("what two desks write about one client", () => {
  test("is merged where it is about different things", () => {
    race(
      () => change(one, { name: "Client of the first" }),
      () => change(two, { name: "Client 1", phone: "030 99" }),
    );
    expect(client(two)).toMatchObject({
      name: "Client of the first",
      phone: "030 99",
      phone_digits: "03099",
    });
    expect(openConflicts(two)).toEqual([]);
  });

  test("stays as it came first where it is about the same thing, and both are kept for a person", () => {
    race(
      () => change(one, { name: "Written first" }),
      () => change(two, { name: "Written second" }),
    );
    expect(client(two).name).toBe("Written first");
    expect(openConflicts(two)).toMatchObject([
      {
        kind: "field-divergence",
        entity: "client",
        detail: { group: "name", wanted: { name: "Written second" }, current: { name: "Written first" } },
      },
    ]);
    const [conflict] = openConflicts(two);
    yes(two.send("conflicts.resolve", { conflictId: conflict?.id ?? "", how: "wanted" }));
    shareAll(s.feed, two, one);
    for (const desk of [one, two]) {
      expect(client(desk).name).toBe("Written second");
      expect(openConflicts(desk)).toEqual([]);
    }
  });

  test("is no disagreement when it is the same", () => {
    race(
      () => change(one, { name: "The same" }),
      () => change(two, { name: "The same" }),
    );
    expect(openConflicts(two)).toEqual([]);
  });

  test("is answered by whoever writes it again", () => {
    race(
      () => change(one, { name: "Written first" }),
      () => change(two, { name: "Written second" }),
    );
    change(two, { name: "Agreed" });
    expect(openConflicts(two)).toEqual([]);
    expect(settledConflicts(two)).toMatchObject([{ kind: "field-divergence", state: "closed" }]);
  });
});

describe("seats of a group session", () => {
  const session = () =>
    yes(
      one.send("appointments.book", {
        practitionerId: s.ada,
        typeId: s.group,
        source: "staff",
        startsAt: at("10:00"),
      }),
    ).appointment.id;
  const seat = (desk: Replica, appointmentId: string, which: number) =>
    yes(desk.send("appointments.add-attendee", { appointmentId, clientId: s.clients[which] ?? "" }));
  const seats = (desk: Replica) =>
    desk.db.prepare("SELECT seat FROM attendee ORDER BY seat IS NULL, seat").pluck().all();

  test("that two desks gave away at once are two different ones", () => {
    const id = session();
    race(
      () => seat(one, id, 0),
      () => seat(two, id, 1),
    );
    expect(seats(two)).toEqual([1, 2]);
    expect(openConflicts(two)).toEqual([]);
  });

  test("that are all taken meanwhile are missing, and a person has to find another", () => {
    const id = session();
    seat(one, id, 0);
    race(
      () => seat(one, id, 1),
      () => seat(two, id, 2),
    );
    expect(seats(two)).toEqual([1, 2, null]);
    expect(openConflicts(two)).toMatchObject([{ kind: "seat-taken", entity: "attendee" }]);
    const card = yes(two.ask("appointments.read", { id }));
    expect(card.appointment).toMatchObject({ needsDecision: true });
    expect(yes(two.ask("conflicts.list", {})).conflicts).toMatchObject([
      { ways: ["current"], loser: { clients: [{ id: s.clients[2] }] } },
    ]);
    yes(two.send("appointments.cancel", { ...edit(two, id), reason: "no room" }));
    expect(openConflicts(two)).toEqual([]);
  });

  test("are one for one client, whoever entered it", () => {
    const id = session();
    race(
      () => seat(one, id, 0),
      () => seat(two, id, 0),
    );
    expect(seats(two)).toEqual([1, null]);
    expect(kindsOf(openConflicts(two))).toEqual(["seat-taken"]);
  });

  test("that are taken above a new, smaller size keep the session as large as it is, and a person decides", () => {
    const id = session();
    seat(one, id, 0);
    race(
      () => seat(one, id, 1),
      () => yes(two.send("appointments.change", { ...edit(two, id), capacity: 1 })),
    );
    const capacity = (desk: Replica) => desk.row("group_session", id)?.["capacity"];
    expect([capacity(two), seats(two)]).toEqual([2, [1, 2]]);
    shareAll(s.feed, two, one);
    for (const desk of [one, two])
      expect(openConflicts(desk)).toMatchObject([
        {
          kind: "field-divergence",
          entity: "group_session",
          row_id: id,
          detail: { group: "capacity", wanted: { capacity: 1 }, current: { capacity: 2 } },
        },
      ]);
    const settle = { conflictId: openConflicts(two)[0]?.id ?? "" };
    expect(no(two.send("conflicts.resolve", { ...settle, how: "wanted" }))).toMatchObject({
      code: "session-full",
    });
    const there = two.db.prepare<[], string>("SELECT id FROM attendee WHERE seat = 2").pluck().get() ?? "";
    yes(two.send("appointments.remove-attendee", { attendeeId: there }));
    yes(two.send("conflicts.resolve", { ...settle, how: "wanted" }));
    shareAll(s.feed, two, one);
    for (const desk of [one, two]) expect([capacity(desk), openConflicts(desk)]).toEqual([1, []]);
  });

  test("that become free are given to whoever waits, by a person", () => {
    const id = session();
    seat(one, id, 0);
    race(
      () => seat(one, id, 1),
      () => seat(two, id, 2),
    );
    const attendee = String(two.db.prepare("SELECT id FROM attendee WHERE seat = 1").pluck().get());
    yes(two.send("appointments.remove-attendee", { attendeeId: attendee }));
    const [conflict] = yes(two.ask("conflicts.list", {})).conflicts;
    expect(conflict?.ways).toEqual(["wanted", "current"]);
    yes(two.send("conflicts.resolve", { conflictId: conflict?.id ?? "", how: "wanted" }));
    shareAll(s.feed, two, one);
    for (const desk of [one, two]) {
      expect(seats(desk)).toEqual([1, 2, null]);
      expect(openConflicts(desk)).toEqual([]);
    }
  });
});

describe("hours that two desks set for the same day", () => {
  const EARLY = OFFICE_HOURS.map((ranges) => (ranges.length > 0 ? [[480, 600]] : [])) as typeof OFFICE_HOURS;
  const standing = (desk: Replica) =>
    desk.db
      .prepare("SELECT pattern FROM working_hours WHERE valid_from = '2026-06-01' AND removed = 0")
      .pluck()
      .all();

  test("are the first one's, and the second ones are kept for a person", () => {
    const set = (desk: Replica, pattern: typeof OFFICE_HOURS) =>
      yes(desk.send("hours.set", { practitionerId: s.ada, validFrom: "2026-06-01", pattern }));
    race(
      () => set(one, OFFICE_HOURS),
      () => set(two, EARLY),
    );
    expect(standing(two)).toEqual([JSON.stringify(OFFICE_HOURS)]);
    const [conflict] = openConflicts(two);
    expect(conflict).toMatchObject({ kind: "field-divergence", detail: { group: "hours" } });
    yes(two.send("conflicts.resolve", { conflictId: conflict?.id ?? "", how: "wanted" }));
    shareAll(s.feed, two, one);
    for (const desk of [one, two]) expect(standing(desk)).toEqual([JSON.stringify(EARLY)]);
  });

  test("count for exceptions alike", () => {
    const set = (desk: Replica, ranges: [number, number][]) =>
      yes(desk.send("hours.set-exception", { practitionerId: s.ada, day: "2026-06-02", ranges }));
    race(
      () => set(one, []),
      () => set(two, [[540, 600]]),
    );
    expect(two.db.prepare("SELECT ranges FROM hours_exception WHERE removed = 0").pluck().all()).toEqual([
      "[]",
    ]);
    expect(kindsOf(openConflicts(two))).toEqual(["field-divergence"]);
  });
});

describe("what hangs on a row", () => {
  test("waits for the row when the server has not got it", () => {
    const { id } = bookAt(two);
    const ops = two.db.prepare<[], string>("SELECT op_id FROM outbox").pluck().all();
    yes(two.send("appointments.add-note", { appointmentId: id, text: "first visit" }));
    const note = two.db.prepare<[], string>("SELECT op_id FROM outbox ORDER BY seq DESC").pluck().get() ?? "";
    // As if the booking had never been offered: the note comes alone.
    const content = two.db
      .prepare<[string], { actor: string; action: string; at: number; changes: string }>(
        "SELECT actor, action, at, changes FROM audit WHERE op_id = ?",
      )
      .get(note);
    const { changes = "[]", ...head } = content ?? {};
    const offered = { opId: note, content: JSON.stringify({ ...head, changes: JSON.parse(changes) }) };
    expect(s.feed.push([offered])).toMatchObject([{ outcome: "deferred" }]);
    expect(ops).toHaveLength(1);
    shareAll(s.feed, two, one);
    expect(one.db.prepare("SELECT text FROM note").pluck().all()).toEqual(["first visit"]);
  });

  test("of a series of time off is made once, whichever desks extend it", () => {
    shareAll(s.feed, one, two);
    const off = { practitionerId: s.ada, startsAt: at("17:00"), endsAt: at("18:00"), reason: "choir" };
    yes(one.send("blocks.create", { ...off, recurrence: { rrule: "FREQ=WEEKLY;COUNT=3" } }));
    shareAll(s.feed, one, two);
    const blocks = (desk: Replica) => desk.db.prepare("SELECT id FROM block ORDER BY id").pluck().all();
    expect(blocks(two)).toEqual(blocks(one));
    expect(blocks(two)).toHaveLength(3);
  });
});

describe("a decision", () => {
  const bothBook = () => {
    let loser = "";
    race(
      () => bookAt(one),
      () => (loser = bookAt(two, { clientId: s.clients[1] }).id),
    );
    shareAll(s.feed, two, one);
    const [conflict] = openConflicts(one);
    return { loser, conflictId: conflict?.id ?? "" };
  };
  const settle = (desk: Replica, conflictId: string, time: string) =>
    desk.send("conflicts.resolve", { conflictId, how: "moved", practitionerId: s.ada, startsAt: at(time) });

  test("that another desk made first stands, and the second is told to have come too late", () => {
    const { loser, conflictId } = bothBook();
    yes(settle(one, conflictId, "13:00"));
    yes(settle(two, conflictId, "15:00"));
    exchange(one, s.feed);
    exchange(two, s.feed, { offer: false });
    expect(placeOn(two, loser)).toMatchObject({ placed: 1, startsAt: at("13:00") });
    expect(exchange(two, s.feed)).toMatchObject([{ outcome: "superseded" }]);
    expect(placeOn(two, loser)).toMatchObject({ startsAt: at("13:00") });
    exchange(one, s.feed);
    for (const desk of [one, two])
      expect(yes(desk.ask("conflicts.list", { settled: true })).conflicts).toMatchObject([
        { resolution: "moved", closedBy: "Desk 1", superseded: [{ by: "Desk 2", resolution: "moved" }] },
      ]);
  });

  test("that finds its time taken leaves the conflict open and the appointment where it was", () => {
    const { loser, conflictId } = bothBook();
    bookAt(one, { time: "15:00", clientId: s.clients[2] });
    yes(settle(two, conflictId, "15:00"));
    expect(openConflicts(two)).toEqual([]);
    exchange(one, s.feed);
    exchange(two, s.feed, { offer: false });
    expect(placeOn(two, loser)).toMatchObject({ placed: 0, startsAt: at("10:00") });
    expect(openConflicts(two)).toMatchObject([{ id: conflictId }]);
    expect(exchange(two, s.feed)).toMatchObject([{ outcome: "conflicted" }]);
    expect(openConflicts(two)).toMatchObject([{ id: conflictId, state: "open" }]);
  });
});
