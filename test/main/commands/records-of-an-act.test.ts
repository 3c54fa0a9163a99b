import { beforeEach, describe, expect, test } from "vitest";
import type { CommandName } from "../../../main/commands/handler.ts";
import { contract, type Input } from "../../../src/ipc/contract.ts";
import type { RowChange } from "../../../src/sync/op.ts";
import { type Asked, done, refused } from "../../helpers/call.ts";
import { openPracticeDesk, type PracticeDesk } from "../../helpers/practice-desk.ts";
import { everything } from "../../helpers/raw-database.ts";
import { at, MONDAY, OFFICE_HOURS } from "../../helpers/set-up-practice.ts";

/** Whatever changes something leaves one op and one audit entry in its own transaction; whatever does not, nothing. */

let d: PracticeDesk;
let ada: string;

beforeEach(async () => {
  d = await openPracticeDesk();
  ada = d.practitioners.ada;
});

const count = (table: string) => d.raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
const lastOp = () => {
  const row = d.raw
    .prepare("SELECT outbox.op_id, changes FROM outbox JOIN audit USING (seq) ORDER BY seq DESC LIMIT 1")
    .get() as {
    op_id: string;
    changes: string;
  };
  return { opId: row.op_id, changes: JSON.parse(row.changes) as RowChange[] };
};
const rowOf = (table: string, id: string) =>
  d.raw.prepare(`SELECT * FROM ${table} WHERE id = ?`).get(id) as Record<string, unknown> & {
    set_by: string;
  };

/** As the last act left them. */
const ofSeries = () =>
  d.raw
    .prepare("SELECT id, version FROM appointment WHERE series_id IS NOT NULL ORDER BY starts_at")
    .all() as { id: string; version: number }[];

type Step = { [Name in CommandName]: [name: Name, input: () => Asked<Name>] }[CommandName];
const ids: Record<string, string> = {};
const id = (name: string): string => ids[name] as string;
const step = <Name extends CommandName>(name: Name, input: () => Asked<Name>): Step =>
  [name, input] as unknown as Step;

/** An afternoon at the desk, every command of the contract in it. */
const afternoon: Step[] = [
  step("appointments.book", () => ({
    practitionerId: ada,
    startsAt: at("10:00"),
    clientId: d.clients[0],
    typeId: d.types.session,
    source: "phone",
    note: "first visit",
  })),
  step("appointments.book", () => ({
    practitionerId: ada,
    startsAt: at("11:00"),
    clientId: d.clients[1],
    typeId: d.types.session,
    source: "phone",
  })),
  step("appointments.swap", () => ({
    first: { id: id("book"), version: 1 },
    second: { id: id("book 2"), version: 1 },
  })),
  step("appointments.move", () => ({
    id: id("book"),
    version: 2,
    practitionerId: ada,
    startsAt: at("13:00"),
  })),
  step("appointments.change", () => ({
    id: id("book"),
    version: 3,
    durationMinutes: 30,
    roomId: d.rooms.blue,
  })),
  step("appointments.set-status", () => ({ id: id("book"), version: 4, status: "arrived" })),
  step("appointments.add-note", () => ({ appointmentId: id("book"), text: "brought the letter" })),
  step("appointments.cancel", () => ({ id: id("book"), version: 5, reason: "ill" })),
  step("appointments.undo", () => ({ opId: id("op") })),
  step("appointments.book", () => ({
    practitionerId: ada,
    startsAt: at("15:00"),
    typeId: d.types.group,
    source: "staff",
  })),
  step("appointments.add-attendee", () => ({
    appointmentId: id("book 3"),
    clientId: d.clients[2] as string,
  })),
  step("appointments.remove-attendee", () => ({ attendeeId: id("attendee") })),
  step("appointments.book-series", () => ({
    clientId: d.clients[3] as string,
    typeId: d.types.short,
    source: "phone",
    note: "every week",
    times: ["2026-03-02", "2026-03-09"].map((day) => ({ practitionerId: ada, startsAt: at("9:00", day) })),
  })),
  step("appointments.change-series", () => ({
    roomId: d.rooms.green,
    appointments: ofSeries().map(({ id: one, version }, week) => ({
      id: one,
      version,
      practitionerId: ada,
      startsAt: at("9:15") + week * 7 * 86_400,
    })),
  })),
  step("appointments.cancel-series", () => ({
    reason: "moved away",
    appointments: ofSeries().map(({ id: one, version }) => ({ id: one, version })),
  })),
  step("blocks.create", () => ({
    practitionerId: ada,
    startsAt: at("12:00"),
    endsAt: at("13:00"),
    reason: "lunch",
    recurrence: { rrule: "FREQ=WEEKLY;COUNT=3" },
    keepBookings: true,
  })),
  step("blocks.change", () => ({
    id: id("block"),
    version: 1,
    startsAt: at("12:15"),
    endsAt: at("13:00"),
    reason: "lunch",
  })),
  step("blocks.remove", () => ({ id: id("block"), version: 2, scope: "all" })),
  step("blocks.create", () => ({
    practitionerId: ada,
    startsAt: at("9:00"),
    endsAt: at("12:00"),
    reason: "ill",
    keepBookings: true,
  })),
  step("conflicts.resolve", () => ({ conflictId: id("conflict"), how: "kept" })),
  step("clients.create", () => ({ name: "Somebody New" })),
  step("clients.change", () => ({
    id: d.clients[0] as string,
    version: 1,
    name: "Client One",
    phone: "030 1",
  })),
  step("practitioners.create", () => ({ name: "Carla Reyes", pattern: OFFICE_HOURS })),
  step("practitioners.change", () => ({ id: ada, version: 1, name: "Dr Ada Summer" })),
  step("rooms.create", () => ({ name: "Red room" })),
  step("rooms.change", () => ({ id: d.rooms.blue, version: 1, name: "Blue room", retired: true })),
  step("types.create", () => ({ name: "Check", durationMinutes: 20, bufferMinutes: 0, colour: 5 })),
  step("types.change", () => ({
    id: d.types.short,
    version: 1,
    name: "Short",
    durationMinutes: 20,
    bufferMinutes: 0,
    colour: 5,
  })),
  step("practice.change", () => ({
    id: id("practice"),
    version: 1,
    name: "Linden Street 2",
    zone: "Europe/Berlin",
  })),
  step("hours.set", () => ({ practitionerId: ada, validFrom: "2026-06-01", pattern: OFFICE_HOURS })),
  step("hours.set-exception", () => ({ practitionerId: ada, day: "2026-06-02", ranges: [] })),
];
/** Local to this desk, or no change of anything: they leave no op. */
const withoutOp: CommandName[] = [
  "appointments.hold",
  "appointments.renew-hold",
  "appointments.release-hold",
  "settings.change",
  "health.check",
];
const onTheSchedule = /^(appointments|blocks)\./;

test("every command that changes something leaves one op and one audit entry of the same content", async () => {
  ids["practice"] = (await done(d.ask("practice.read", {}))).practice?.id ?? "";
  let books = 0;
  for (const [name, input] of afternoon) {
    const before = [count("outbox"), count("audit")] as [number, number];
    const days = everything(d.raw)["schedule_version"];
    const value = (await done(d.send(name, input() as never))) as Record<string, unknown> & { opId: string };
    expect([name, count("outbox"), count("audit")]).toEqual([name, before[0] + 1, before[1] + 1]);
    const audit = d.raw.prepare("SELECT * FROM audit ORDER BY seq DESC LIMIT 1").get() as Record<
      string,
      unknown
    >;
    expect(audit).toMatchObject({ at: d.clock(), actor: "Front desk", action: name, op_id: value.opId });
    expect(lastOp()).toEqual({ opId: value.opId, changes: JSON.parse(audit["changes"] as string) });
    expect(lastOp().changes.length).toBeGreaterThan(0);
    if (onTheSchedule.test(name)) expect(everything(d.raw)["schedule_version"]).not.toEqual(days);
    const made = (value["appointment"] ?? value["attendee"] ?? (value["blocks"] as unknown[])?.[0]) as
      | { id: string }
      | undefined;
    if (name === "appointments.book" && made) ids[books++ === 0 ? "book" : `book ${books}`] = made.id;
    if (name === "appointments.add-attendee" && made) ids["attendee"] = made.id;
    if (name === "blocks.create" && made) ids["block"] = made.id;
    ids["conflict"] = String(d.raw.prepare("SELECT id FROM conflict WHERE state = 'open'").pluck().get());
    ids["op"] = value.opId;
  }
  const left = (Object.keys(contract) as (keyof typeof contract)[])
    .filter((name) => contract[name].kind === "command")
    .filter((name) => !afternoon.some(([covered]) => covered === name));
  expect(left.toSorted()).toEqual([...withoutOp, "practice.set-up"].toSorted());
});

test("the first-run guide is one op, whatever it makes", () => {
  const [first] = d.raw
    .prepare("SELECT changes FROM outbox JOIN audit USING (seq) ORDER BY seq LIMIT 1")
    .pluck()
    .all() as string[];
  const entities = (JSON.parse(first ?? "[]") as RowChange[]).map((change) => change.entity);
  expect(entities[0]).toBe("practice");
  expect(entities.filter((entity) => entity === "practitioner")).toHaveLength(2);
});

test("if the audit entry cannot be written, neither is anything else", async () => {
  d.raw.exec("CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END");
  const before = everything(d.raw);
  expect(await refused(d.book({ startsAt: at("10:00") }))).toMatchObject({ code: "unexpected" });
  expect(everything(d.raw)).toEqual(before);
  d.raw.exec("DROP TRIGGER no_audit");
  await done(d.book({ startsAt: at("10:00") }));
});

test("an unforeseen error is logged under the reference that the person is given, without what was typed", async () => {
  d.raw.exec("CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END");
  const error = await refused(d.send("clients.create", { name: "Somebody Secret" }));
  const [logged] = d.logged.filter(({ event }) => event === "unexpected");
  expect(error).toEqual({ code: "unexpected", reference: logged?.details?.["reference"] });
  expect(JSON.stringify(logged)).not.toContain("Secret");
});

describe("an op's base", () => {
  test("carries the whole groups that changed, as they were and as they are, and the op that had set them", async () => {
    const booked = await done(d.book({ startsAt: at("10:00") }));
    const { id: appointment } = booked.appointment;
    const moved = await done(
      d.send("appointments.move", {
        id: appointment,
        version: 1,
        practitionerId: ada,
        startsAt: at("13:00"),
      }),
    );
    const where = { practitioner_id: ada, room_id: null, outside_reason: null };
    expect(lastOp().changes).toEqual([
      {
        entity: "appointment",
        id: appointment,
        kind: "update",
        base: {
          time: {
            setBy: booked.opId,
            values: { ...where, starts_at: at("10:00"), ends_at: at("10:50"), busy_until: at("11:00") },
          },
          // Only looked at: it still takes place.
          status: { setBy: booked.opId, values: {} },
        },
        values: { ...where, starts_at: at("13:00"), ends_at: at("13:50"), busy_until: at("14:00") },
      },
    ]);
    await done(d.send("appointments.set-status", { id: appointment, version: 2, status: "arrived" }));
    expect(lastOp().changes).toMatchObject([
      { base: { status: { setBy: booked.opId, values: { status: "booked" } } } },
    ]);
    await done(d.send("appointments.change", { id: appointment, version: 3, roomId: d.rooms.blue }));
    expect(lastOp().changes).toMatchObject([
      { base: { time: { setBy: moved.opId, values: { room_id: null } } } },
    ]);
    expect(JSON.parse(rowOf("appointment", appointment).set_by)).toMatchObject({ "*": booked.opId });
  });

  test("of a new row is all its travelling columns, the confirmed hold's included", async () => {
    const held = await done(d.send("appointments.hold", { practitionerId: ada, startsAt: at("10:00") }));
    const plain = await done(d.book({ startsAt: at("14:00") }));
    const plainColumns = Object.keys((lastOp().changes[0] as { values: object }).values).toSorted();
    const { opId, appointment } = await done(d.book({ startsAt: at("10:00"), holdId: held.holdId }));
    const [insert] = lastOp().changes;
    expect(insert).toMatchObject({
      kind: "insert",
      id: appointment.id,
      values: { status: "booked", starts_at: at("10:00") },
    });
    expect(Object.keys((insert as { values: object }).values).toSorted()).toEqual(plainColumns);
    expect(JSON.parse(rowOf("appointment", appointment.id).set_by)).toEqual({ "*": opId });
    expect(JSON.parse(rowOf("appointment", plain.appointment.id).set_by)).toEqual({ "*": plain.opId });
  });

  test("does not exist for an equal value, whose setter stays", async () => {
    const client = d.clients[0] as string;
    const phone = rowOf("client", client)["phone"] as string;
    const setBy = rowOf("client", client).set_by;
    const before = everything(d.raw);
    const same = await done(d.send("clients.change", { id: client, version: 1, name: "Client 01", phone }));
    expect(same.client.version).toBe(1);
    const after = everything(d.raw);
    expect({ ...after, accepted_request: [] }).toEqual({ ...before, accepted_request: [] });
    await done(d.send("clients.change", { id: client, version: 1, name: "Client One", phone }));
    const now = JSON.parse(rowOf("client", client).set_by) as Record<string, string>;
    expect(now["phone"]).toBeUndefined();
    expect(now["*"]).toBe(JSON.parse(setBy)["*"]);
    expect(now["name"]).toBe(lastOp().opId);
  });
});

describe("an appointment's card", () => {
  test("tells its history in order, with what each act changed", async () => {
    const { id: appointment } = (await done(d.book({ startsAt: at("10:00"), note: "first visit" })))
      .appointment;
    d.clock.advance(-7_200);
    await done(
      d.send("appointments.move", {
        id: appointment,
        version: 1,
        practitionerId: ada,
        startsAt: at("13:00"),
      }),
    );
    await done(d.send("appointments.set-status", { id: appointment, version: 2, status: "arrived" }));
    const { history, notes } = await done(d.ask("appointments.read", { id: appointment }));
    // The clock went back two hours meanwhile: order is by sequence.
    expect(history.map((line) => [line.action, line.at])).toEqual([
      ["appointments.book", d.clock() + 7_200],
      ["appointments.move", d.clock()],
      ["appointments.set-status", d.clock()],
    ]);
    expect(history[1]?.changes["starts_at"]).toEqual({ from: at("10:00"), to: at("13:00") });
    expect(notes).toMatchObject([{ text: "first visit", writtenBy: "Front desk" }]);
  });

  test("keeps the undoing of a note in the appointment's history", async () => {
    const { id: appointment } = (await done(d.book({ startsAt: at("10:00") }))).appointment;
    const { opId } = await done(
      d.send("appointments.add-note", { appointmentId: appointment, text: "wrong client" }),
    );
    await done(d.send("appointments.undo", { opId }));
    const { history, notes } = await done(d.ask("appointments.read", { id: appointment }));
    expect(notes).toEqual([]);
    expect(history.map((line) => line.action)).toEqual([
      "appointments.book",
      "appointments.add-note",
      "appointments.undo",
    ]);
  });
});

test("windows are told of each practitioner and day that looks different, and only after the commit", async () => {
  const { id: appointment } = (await done(d.book({ startsAt: at("10:00") }))).appointment;
  d.told.length = 0;
  const move: Input<"appointments.move"> = {
    requestId: "00000000-0000-4000-8000-000000000001",
    id: appointment,
    version: 1,
    practitionerId: d.practitioners.ben,
    startsAt: at("10:00", "2026-03-03"),
  };
  await done(d.send("appointments.move", move));
  expect(d.told).toEqual([
    { name: "schedule-changed", data: { practitionerId: ada, days: [MONDAY], version: 2 } },
    {
      name: "schedule-changed",
      data: { practitionerId: d.practitioners.ben, days: ["2026-03-03"], version: 1 },
    },
  ]);
  // The same request again is the same answer, and no news.
  await done(d.send("appointments.move", move));
  expect(d.told).toHaveLength(2);
});
