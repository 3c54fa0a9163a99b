import { beforeEach, describe, expect, test } from "vitest";
import type { AppointmentView } from "../../../src/ipc/views.ts";
import type { RowChange } from "../../../src/sync/op.ts";
import { command, done, refused } from "../../helpers/call.ts";
import { openTestDesk } from "../../helpers/open-test-desk.ts";
import { openPracticeDesk, otherWindow, type PracticeDesk } from "../../helpers/practice-desk.ts";
import { everything, overlapsIn } from "../../helpers/raw-database.ts";
import { at, MONDAY, OFFICE_HOURS } from "../../helpers/set-up-practice.ts";

let d: PracticeDesk;
let ada: string;

beforeEach(async () => {
  d = await openPracticeDesk();
  ada = d.practitioners.ada;
});

const undo = (opId: string) => d.send("appointments.undo", { opId });
const booked = async (booking: Parameters<PracticeDesk["book"]>[0]) =>
  (await done(d.book(booking))).appointment;
const read = async (id: string) => (await done(d.ask("appointments.read", { id }))).appointment;
/** What an appointment is, apart from how often it was written. */
const facts = (appointment: AppointmentView) => ({ ...appointment, version: 0 });

describe("taking back", () => {
  const changes: [
    name: string,
    act: (seen: AppointmentView, other: AppointmentView) => Promise<{ ok: boolean }>,
  ][] = [
    [
      "a move",
      (a) =>
        d.send("appointments.move", {
          id: a.id,
          version: 1,
          practitionerId: d.practitioners.ben,
          startsAt: at("13:00"),
        }),
    ],
    [
      "a longer time",
      (a) =>
        d.send("appointments.change", { id: a.id, version: 1, durationMinutes: 25, roomId: d.rooms.blue }),
    ],
    [
      "another client",
      (a) => d.send("appointments.change", { id: a.id, version: 1, clientId: d.clients[4] }),
    ],
    ["a cancellation", (a) => d.send("appointments.cancel", { id: a.id, version: 1, reason: "ill" })],
    ["an arrival", (a) => d.send("appointments.set-status", { id: a.id, version: 1, status: "arrived" })],
    ["a no-show", (a) => d.send("appointments.set-status", { id: a.id, version: 1, status: "noshow" })],
    [
      "a swap",
      (a, b) =>
        d.send("appointments.swap", { first: { id: a.id, version: 1 }, second: { id: b.id, version: 1 } }),
    ],
  ];

  test.each(changes)("%s gives everything back as it was, by an op of its own", async (_name, act) => {
    const first = await booked({ startsAt: at("10:00") });
    const second = await booked({ startsAt: at("11:00"), clientId: d.clients[1] });
    const { opId } = (await done(act(first, second) as never)) as { opId: string };
    const ops = d.raw.prepare("SELECT count(*) FROM outbox").pluck().get() as number;
    d.clock.advance(10);
    const undone = await done(undo(opId));
    expect([facts(await read(first.id)), facts(await read(second.id))]).toEqual([
      facts(first),
      facts(second),
    ]);
    expect(d.raw.prepare("SELECT count(*) FROM outbox").pluck().get()).toBe(ops + 1);
    const op = d.raw.prepare("SELECT changes FROM audit WHERE op_id = ?").pluck().get(undone.opId) as string;
    for (const change of JSON.parse(op) as RowChange[])
      for (const base of Object.values(change.kind === "update" ? change.base : {}))
        if (Object.keys(base.values).length > 0) expect(base.setBy).toBe(opId);
  });

  test("an undo takes place again", async () => {
    const first = await booked({ startsAt: at("10:00") });
    const { opId } = await done(d.send("appointments.cancel", { id: first.id, version: 1, reason: "ill" }));
    const undone = await done(undo(opId));
    await done(undo(undone.opId));
    expect(await read(first.id)).toMatchObject({ status: "cancelled", cancelReason: "ill" });
  });

  test("a booking withdraws it as an error, frees its time, and keeps the row", async () => {
    const held = await done(d.send("appointments.hold", { practitionerId: ada, startsAt: at("10:00") }));
    const { opId, appointment } = await done(
      d.book({ startsAt: at("10:00"), holdId: held.holdId, note: "first visit" }),
    );
    await done(undo(opId));
    expect((await read(appointment.id)).status).toBe("entered-in-error");
    expect((await done(d.ask("schedule.day", { day: "2026-03-02" }))).appointments).toEqual([]);
    await booked({ startsAt: at("10:00") });
  });

  test("a series withdraws every one of it", async () => {
    const series = d.send("appointments.book-series", {
      clientId: d.clients[0] as string,
      typeId: d.types.session,
      source: "phone",
      times: [MONDAY, "2026-03-09", "2026-03-16"].map((day) => ({
        practitionerId: ada,
        startsAt: at("10:00", day),
      })),
    });
    await done(undo((await done(series)).opId));
    expect(d.raw.prepare("SELECT DISTINCT status FROM appointment").pluck().all()).toEqual([
      "entered-in-error",
    ]);
  });

  test("time off that repeats takes all of it back, and housekeeping brings none of it again", async () => {
    const weekly = { recurrence: { rrule: "FREQ=WEEKLY" }, reason: "team" };
    const time = { practitionerId: ada, startsAt: at("12:00"), endsAt: at("13:00") };
    const { opId } = await done(d.send("blocks.create", { ...time, ...weekly }));
    const standing = () =>
      d.raw.prepare("SELECT count(*) FROM block WHERE removed = 0").pluck().get() as number;
    expect(standing()).toBeGreaterThan(50);
    await done(undo(opId));
    expect(standing()).toBe(0);
    expect(d.raw.prepare("SELECT removed FROM block_series").pluck().all()).toEqual([1]);
  });

  test("the removal of time off from a day on brings it back", async () => {
    const time = { practitionerId: ada, startsAt: at("12:00"), endsAt: at("13:00"), reason: "team" };
    const { blocks } = await done(d.send("blocks.create", { ...time, recurrence: { rrule: "FREQ=WEEKLY" } }));
    const remove = d.send("blocks.remove", { id: blocks[3]?.id ?? "", version: 1, scope: "following" });
    await done(undo((await done(remove)).opId));
    expect(d.raw.prepare("SELECT count(*) FROM block WHERE removed = 0").pluck().get()).toBe(blocks.length);
    expect(d.raw.prepare("SELECT ends_before FROM block_series").pluck().all()).toEqual([null]);
  });

  test("changes of hours, people and rooms works as well", async () => {
    const before = await done(d.ask("hours.read", { practitionerId: ada }));
    const hours = await done(
      d.send("hours.set", {
        practitionerId: ada,
        validFrom: "1970-01-01",
        pattern: OFFICE_HOURS.toReversed() as typeof OFFICE_HOURS,
        version: 1,
      }),
    );
    const exception = await done(
      d.send("hours.set-exception", { practitionerId: ada, day: "2026-03-04", ranges: [] }),
    );
    const person = await done(
      d.send("practitioners.change", { id: ada, version: 1, name: "Ada", leavesOn: "2026-05-01" }),
    );
    for (const { opId } of [person, exception, hours]) await done(undo(opId));
    const after = await done(d.ask("hours.read", { practitionerId: ada }));
    expect(after.exceptions).toEqual([]);
    expect(after.hours.map((h) => h.pattern)).toEqual(before.hours.map((h) => h.pattern));
    const { practitioners } = await done(d.ask("practitioners.list", {}));
    expect(practitioners[0]).toMatchObject({ name: "Dr Ada Winter", leavesOn: null });
  });
});

describe("an undo is refused", () => {
  test("after ten seconds", async () => {
    const { opId } = await done(d.book({ startsAt: at("10:00") }));
    d.clock.advance(11);
    const before = everything(d.raw);
    expect(await refused(undo(opId))).toEqual({ code: "undo-expired", opId });
    expect(everything(d.raw)).toEqual(before);
  });

  test("of something that never was", async () => {
    const opId = "00000000-0000-4000-8000-00000000dead";
    expect(await refused(undo(opId))).toMatchObject({ code: "not-found", id: opId });
  });

  test("when somebody changed the same since, but not when they changed something else of it", async () => {
    const { id } = await booked({ startsAt: at("10:00") });
    const move = await done(
      d.send("appointments.move", { id, version: 1, practitionerId: ada, startsAt: at("13:00") }),
    );
    await done(d.send("appointments.set-status", { id, version: 2, status: "arrived" }, otherWindow));
    await done(undo(move.opId));
    expect(await read(id)).toMatchObject({ startsAt: at("10:00"), status: "arrived" });
    const again = await done(
      d.send("appointments.move", { id, version: 4, practitionerId: ada, startsAt: at("13:00") }),
    );
    await done(
      d.send(
        "appointments.move",
        { id, version: 5, practitionerId: ada, startsAt: at("14:00") },
        otherWindow,
      ),
    );
    const before = everything(d.raw);
    expect(await refused(undo(again.opId))).toEqual({
      code: "undo-overtaken",
      opId: again.opId,
      entity: "appointment",
      id,
    });
    expect(everything(d.raw)).toEqual(before);
  });

  test("when the value is the same again but another set it", async () => {
    const { id } = await booked({ startsAt: at("10:00") });
    const to = (startsAt: number, version: number) =>
      d.send("appointments.move", { id, version, practitionerId: ada, startsAt });
    const { opId } = await done(to(at("13:00"), 1));
    await done(to(at("14:00"), 2));
    await done(to(at("13:00"), 3));
    expect(await refused(undo(opId))).toMatchObject({ code: "undo-overtaken" });
  });

  test("when the time it would take back was taken, with what is free instead", async () => {
    const { id } = await booked({ startsAt: at("10:00") });
    const { opId } = await done(
      d.send("appointments.move", { id, version: 1, practitionerId: ada, startsAt: at("13:00") }),
    );
    const winner = await booked({ startsAt: at("10:30"), clientId: d.clients[1] });
    const error = await refused(undo(opId));
    expect(error).toMatchObject({ code: "slot-taken", taken: { appointmentId: winner.id } });
    expect("nearest" in error && error.nearest.length).toBe(3);
    expect((await read(id)).startsAt).toBe(at("13:00"));
  });

  test("whole when one half of a swap cannot go back", async () => {
    const short = await booked({ startsAt: at("10:00"), typeId: d.types.short });
    const long = await booked({ startsAt: at("13:00"), typeId: d.types.intake, clientId: d.clients[1] });
    const swap = { first: { id: short.id, version: 1 }, second: { id: long.id, version: 1 } };
    const { opId } = await done(d.send("appointments.swap", swap));
    await booked({ startsAt: at("13:30"), clientId: d.clients[2] });
    const before = everything(d.raw);
    expect(await refused(undo(opId))).toMatchObject({ code: "slot-taken" });
    expect(everything(d.raw)).toEqual(before);
    expect(overlapsIn(d.raw)).toEqual([]);
  });

  test("of the first-run guide: a practice that has begun is not unmade", async () => {
    const { desk } = await openTestDesk();
    const input = {
      name: "New",
      zone: "Europe/Berlin",
      practitioners: [{ name: "Ada", pattern: OFFICE_HOURS }],
      rooms: [],
      types: [],
    };
    const { opId } = await done(command(desk, "practice.set-up", input));
    expect(await refused(command(desk, "appointments.undo", { opId }))).toEqual({
      code: "undo-expired",
      opId,
    });
  });

  test("of somebody or something that others have booked with since", async () => {
    const person = await done(d.send("practitioners.create", { name: "Carla Reyes", pattern: OFFICE_HOURS }));
    const client = await done(d.send("clients.create", { name: "New client" }));
    const room = await done(d.send("rooms.create", { name: "Red room" }));
    const made = { practitionerId: person.practitioner.id, clientId: client.client.id, roomId: room.room.id };
    const booking = await done(d.book({ startsAt: at("10:00"), ...made }));
    for (const { opId } of [person, client, room])
      expect(await refused(undo(opId))).toMatchObject({ code: "undo-overtaken" });
    await done(undo(booking.opId));
    for (const { opId } of [person, client, room]) await done(undo(opId));
  });

  test("of a session in which somebody has got a seat since", async () => {
    const { opId, appointment } = await done(d.book({ startsAt: at("10:00"), typeId: d.types.group }));
    const seat = { appointmentId: appointment.id, clientId: d.clients[1] as string };
    await done(d.send("appointments.add-attendee", seat, otherWindow));
    expect(await refused(undo(opId))).toMatchObject({ code: "undo-overtaken" });
  });
});

describe("a seat given back by mistake", () => {
  let session: AppointmentView;
  const seat = (client: number) =>
    d.send("appointments.add-attendee", { appointmentId: session.id, clientId: d.clients[client] as string });
  const remove = (attendeeId: string) => d.send("appointments.remove-attendee", { attendeeId });
  const seats = async () => (await read(session.id)).attendees.map((a) => [a.clientName, a.seat]);

  beforeEach(async () => {
    session = await booked({ startsAt: at("10:00"), typeId: d.types.group });
  });

  test("is taken again, another one if it was given away meanwhile", async () => {
    const first = session.attendees[0]?.id ?? "";
    await done(undo((await done(remove(first))).opId));
    expect(await seats()).toEqual([["Client 01", 1]]);
    const { opId } = await done(remove(first));
    await done(seat(1));
    await done(undo(opId));
    expect(await seats()).toEqual([
      ["Client 02", 1],
      ["Client 01", 2],
    ]);
  });

  test("is refused when the session is full meanwhile, or the client has another seat", async () => {
    const { opId } = await done(remove(session.attendees[0]?.id ?? ""));
    for (const client of [1, 2, 3, 4]) await done(seat(client));
    expect(await refused(undo(opId))).toEqual({
      code: "session-full",
      appointmentId: session.id,
      capacity: 4,
    });
    const [second] = (await read(session.id)).attendees;
    await done(remove(second?.id ?? ""));
    await done(seat(0));
    const [, third] = (await read(session.id)).attendees;
    await done(remove(third?.id ?? ""));
    expect(await refused(undo(opId))).toMatchObject({ code: "undo-overtaken", entity: "attendee" });
  });

  test("other hours that were entered anew meanwhile stay", async () => {
    const day = (ranges: [number, number][] | null, seen = {}) =>
      d.send("hours.set-exception", { practitionerId: ada, day: "2026-03-04", ranges, ...seen });
    await done(day([[600, 660]]));
    const { opId } = await done(day(null, { version: 1 }));
    await done(day([[700, 720]]));
    expect(await refused(undo(opId))).toMatchObject({ code: "undo-overtaken", entity: "hours_exception" });
  });

  test("a larger session is not made smaller than its taken seats", async () => {
    const { opId } = await done(d.send("appointments.change", { id: session.id, version: 1, capacity: 6 }));
    for (const client of [1, 2, 3, 4]) await done(seat(client));
    expect(await refused(undo(opId))).toMatchObject({ code: "session-full" });
  });
});
