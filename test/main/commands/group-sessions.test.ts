import { beforeEach, describe, expect, test } from "vitest";
import type { AppointmentView } from "../../../src/ipc/views.ts";
import { done, refused } from "../../helpers/call.ts";
import { openPracticeDesk, otherWindow, type PracticeDesk } from "../../helpers/practice-desk.ts";
import { everything } from "../../helpers/raw-database.ts";
import { at } from "../../helpers/set-up-practice.ts";

let d: PracticeDesk;
let session: AppointmentView;

/** A session of four seats at ten, nobody seated yet. */
beforeEach(async () => {
  d = await openPracticeDesk();
  const input = {
    practitionerId: d.practitioners.ada,
    startsAt: at("10:00"),
    typeId: d.types.group,
    source: "phone" as const,
  };
  session = (await done(d.send("appointments.book", input))).appointment;
});

const seat = (client: number, caller = otherWindow) =>
  d.send(
    "appointments.add-attendee",
    { appointmentId: session.id, clientId: d.clients[client] as string },
    caller,
  );
const read = async () => (await done(d.ask("appointments.read", { id: session.id }))).appointment;
const fill = async (count: number) => {
  const attendees = [];
  for (let client = 0; client < count; client++) attendees.push((await done(seat(client))).attendee);
  return attendees;
};

test("a session starts with nobody or with one, and a single appointment needs a client", async () => {
  expect(session).toMatchObject({ capacity: 4, attendees: [], clientId: null });
  const { appointment } = await done(d.book({ startsAt: at("14:00"), typeId: d.types.group }));
  expect(appointment.attendees).toMatchObject([{ clientName: "Client 01", seat: 1 }]);
  const { practitioners, types } = d;
  const nobody = {
    practitionerId: practitioners.ada,
    startsAt: at("16:00"),
    typeId: types.session,
    source: "phone" as const,
  };
  expect(await refused(d.send("appointments.book", nobody))).toMatchObject({ code: "invalid-input" });
});

test("seats are given out up to the capacity, each client once, and one that is given back is given again", async () => {
  const attendees = await fill(4);
  expect(attendees.map((attendee) => attendee.seat)).toEqual([1, 2, 3, 4]);
  const before = everything(d.raw);
  expect(await refused(seat(4))).toEqual({ code: "session-full", appointmentId: session.id, capacity: 4 });
  expect(await refused(seat(0))).toMatchObject({ code: "already-attending" });
  expect(everything(d.raw)).toEqual(before);
  await done(d.send("appointments.remove-attendee", { attendeeId: attendees[1]?.id ?? "" }));
  expect((await done(seat(4))).attendee.seat).toBe(2);
  expect((await read()).attendees.map((a) => a.clientName)).toEqual([
    "Client 01",
    "Client 05",
    "Client 03",
    "Client 04",
  ]);
});

test("twenty ask at once for four seats: four get one, the others are told that it is full", async () => {
  const answers = await Promise.all(d.clients.slice(0, 20).map((_, client) => seat(client)));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(4);
  for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe("session-full");
});

test("the capacity is raised, and lowered only to the seats that are taken", async () => {
  await fill(3);
  const change = (capacity: number, version: number) =>
    d.send("appointments.change", { id: session.id, version, capacity });
  expect(await refused(change(2, 1))).toMatchObject({ code: "session-full", capacity: 2 });
  expect((await done(change(3, 1))).appointment).toMatchObject({ capacity: 3, version: 2 });
  expect(await refused(seat(3))).toMatchObject({ code: "session-full" });
  // Whoever saw four seats is told that there are three now.
  expect(await refused(change(6, 1))).toMatchObject({ code: "stale", current: { capacity: 3 } });
  await done(change(5, 2));
  await done(seat(3));
});

test("nobody is seated in a session that is over or cancelled, nor in an appointment for one", async () => {
  const single = (await done(d.book({ startsAt: at("14:00") }))).appointment;
  const wrong = { appointmentId: single.id, clientId: d.clients[1] as string };
  expect(await refused(d.send("appointments.add-attendee", wrong))).toMatchObject({ code: "not-found" });
  await done(d.send("appointments.cancel", { id: session.id, version: 1, reason: "ill" }));
  expect(await refused(seat(0))).toMatchObject({ code: "status-not-allowed", from: "cancelled" });
});

test("a session stays a session: neither its client nor a type for one person can be set", async () => {
  const change = (patch: object) =>
    refused(d.send("appointments.change", { id: session.id, version: 1, ...patch }));
  expect(await change({ typeId: d.types.session })).toMatchObject({ code: "invalid-input" });
  expect(await change({ clientId: d.clients[0] })).toMatchObject({ code: "invalid-input" });
  const single = (await done(d.book({ startsAt: at("14:00") }))).appointment;
  const seats = d.send("appointments.change", { id: single.id, version: 1, capacity: 3 });
  expect(await refused(seats)).toMatchObject({ code: "invalid-input" });
});

test("the history of a session tells who came and went", async () => {
  const [first] = await fill(1);
  await done(d.send("appointments.remove-attendee", { attendeeId: first?.id ?? "" }));
  const { history } = await done(d.ask("appointments.read", { id: session.id }));
  expect(history.map((line) => line.action)).toEqual([
    "appointments.book",
    "appointments.add-attendee",
    "appointments.remove-attendee",
  ]);
});

describe("the database alone", () => {
  const insert = (
    clause: string,
    values: { seat: number | null; capacity?: number; client?: number; id?: string },
  ) =>
    d.raw
      .prepare(
        `INSERT ${clause} INTO attendee (id, appointment_id, capacity, client_id, seat) VALUES (?, ?, ?, ?, ?)`,
      )
      .run(values.id ?? "raw", session.id, values.capacity ?? 4, d.clients[values.client ?? 9], values.seat);
  const seats = () =>
    d.raw.prepare("SELECT seat FROM attendee WHERE seat IS NOT NULL ORDER BY seat").pluck().all();

  beforeEach(() => fill(4));

  test.each(["", "OR REPLACE", "OR IGNORE", "OR FAIL"])(
    "refuses a seat beyond the capacity to INSERT %s",
    (clause) => {
      for (const beyond of [
        { seat: 5 },
        { seat: 0 },
        { seat: -1 },
        { seat: 5, capacity: 5 },
        { seat: 2 ** 40 },
      ]) {
        try {
          insert(clause, beyond);
        } catch (error) {
          expect((error as Error).message).toMatch(/CHECK|FOREIGN KEY/);
        }
      }
      expect(seats()).toEqual([1, 2, 3, 4]);
    },
  );

  test.each(["", "OR REPLACE", "OR IGNORE", "OR FAIL"])("never has one seat twice by INSERT %s", (clause) => {
    try {
      insert(clause, { seat: 2 });
    } catch (error) {
      expect((error as Error).message).toContain("UNIQUE");
    }
    expect(seats()).toEqual([1, 2, 3, 4]);
  });

  test.each([
    ["lowering the capacity below a taken seat", "UPDATE group_session SET capacity = 3"],
    ["removing the session under its seats", "DELETE FROM group_session"],
    [
      "replacing the session by a smaller one",
      "INSERT OR REPLACE INTO group_session (appointment_id, capacity) SELECT appointment_id, 3 FROM group_session",
    ],
    ["a capacity that is the attendee's own", "UPDATE attendee SET capacity = 9"],
    ["moving to a seat beyond it", "UPDATE attendee SET seat = 5, capacity = 5 WHERE seat = 4"],
    ["moving to a taken seat", "UPDATE attendee SET seat = 1 WHERE seat = 4"],
    [
      "the same client twice",
      "UPDATE attendee SET client_id = (SELECT client_id FROM attendee WHERE seat = 1) WHERE seat = 2",
    ],
    ["moving to another session", "UPDATE attendee SET appointment_id = 'elsewhere' WHERE seat = 1"],
  ])("refuses %s", (_name, statement) => {
    const before = everything(d.raw);
    expect(() => d.raw.exec(statement)).toThrow(/CHECK|FOREIGN KEY|UNIQUE/);
    expect(everything(d.raw)).toEqual(before);
  });
});
