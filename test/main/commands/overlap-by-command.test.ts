import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { done, refused } from "../../helpers/call.ts";
import { openPracticeDesk, otherWindow, type PracticeDesk } from "../../helpers/practice-desk.ts";
import { everything, overlapsIn } from "../../helpers/raw-database.ts";
import { at, MONDAY, type OFFICE_HOURS } from "../../helpers/set-up-practice.ts";

/** Whatever a person may ask for, no two ever hold the same time; each loser is told who has it and what is free. */

let d: PracticeDesk;
let ada: string;
let ben: string;

beforeEach(async () => {
  d = await openPracticeDesk();
  ({ ada, ben } = d.practitioners);
});
afterEach(() => expect(overlapsIn(d.raw)).toEqual([]));

const booked = async (booking: Parameters<PracticeDesk["book"]>[0]) =>
  (await done(d.book(booking))).appointment;
const edit = ({ id, version }: { id: string; version: number }) => ({ id, version });

/** The refused act leaves every table as it was. */
async function unchangedBy<E>(act: () => Promise<E>): Promise<E> {
  const before = everything(d.raw);
  const result = await act();
  expect(everything(d.raw)).toEqual(before);
  return result;
}

test("a booking onto a booking is refused with who has it and the three nearest free times", async () => {
  const first = await booked({ startsAt: at("10:00"), roomId: d.rooms.blue });
  const error = await unchangedBy(() =>
    refused(d.book({ startsAt: at("10:30"), clientId: d.clients[1] }, otherWindow)),
  );
  expect(error).toEqual({
    code: "slot-taken",
    resource: "practitioner",
    taken: {
      appointmentId: first.id,
      practitionerId: ada,
      practitionerName: "Dr Ada Winter",
      roomName: "Blue room",
      clientName: "Client 01",
      startsAt: at("10:00"),
      endsAt: at("10:50"),
      busyUntil: at("11:00"),
      status: "booked",
      bookedBy: "Front desk",
      bookedAt: d.clock(),
      here: false,
    },
    nearest: [
      { practitionerId: ada, practitionerName: "Dr Ada Winter", startsAt: at("11:00"), endsAt: at("11:50") },
      { practitionerId: ben, practitionerName: "Ben Hill", startsAt: at("10:30"), endsAt: at("11:20") },
      { practitionerId: ada, practitionerName: "Dr Ada Winter", startsAt: at("9:00"), endsAt: at("9:50") },
    ],
  });
});

test("each offered time can be booked as it stands", async () => {
  await booked({ startsAt: at("10:00"), roomId: d.rooms.blue });
  const error = await refused(d.book({ startsAt: at("10:00"), roomId: d.rooms.blue }));
  const nearest = error.code === "slot-taken" ? error.nearest : [];
  expect(nearest).toHaveLength(3);
  for (const { practitionerId, startsAt } of nearest) {
    const { opId } = await done(d.book({ practitionerId, startsAt, roomId: d.rooms.blue }));
    await done(d.send("appointments.undo", { opId }));
  }
});

test("back to back is no overlap, but the buffer counts", async () => {
  await booked({ startsAt: at("10:00") });
  expect(await refused(d.book({ startsAt: at("10:50") }))).toMatchObject({ code: "slot-taken" });
  await booked({ startsAt: at("11:00") });
  // A booking before has a buffer of its own, and it must not reach in.
  expect(await refused(d.book({ startsAt: at("9:05") }))).toMatchObject({ code: "slot-taken" });
  await booked({ startsAt: at("9:00") });
  // Short talks have none.
  expect((await booked({ startsAt: at("13:00"), typeId: d.types.short })).busyUntil).toBe(at("13:15"));
  await booked({ startsAt: at("13:15"), typeId: d.types.short });
});

test("a room is held by one at a time, whoever the practitioners are", async () => {
  const first = await booked({ startsAt: at("10:00"), roomId: d.rooms.blue });
  const error = await unchangedBy(() =>
    refused(d.book({ practitionerId: ben, startsAt: at("10:30"), roomId: d.rooms.blue })),
  );
  expect(error).toMatchObject({ code: "slot-taken", resource: "room", taken: { appointmentId: first.id } });
  await booked({ practitionerId: ben, startsAt: at("10:30"), roomId: d.rooms.green });
  const { id, version } = await booked({ practitionerId: ben, startsAt: at("13:00") });
  const into = d.send("appointments.move", {
    id,
    version,
    practitionerId: ben,
    startsAt: at("9:30"),
    roomId: d.rooms.blue,
  });
  expect(await refused(into)).toMatchObject({ code: "slot-taken", resource: "room" });
});

describe("an appointment that is there already", () => {
  test("is not moved onto another, and keeps its time", async () => {
    await booked({ startsAt: at("10:00") });
    const other = await booked({ startsAt: at("13:00"), clientId: d.clients[1] });
    const move = { ...edit(other), practitionerId: ada, startsAt: at("10:30") };
    expect(await unchangedBy(() => refused(d.send("appointments.move", move)))).toMatchObject({
      code: "slot-taken",
    });
    // Onto its own old time it may move: it is not in its own way.
    const aside = { ...edit(other), practitionerId: ada, startsAt: at("13:15") };
    expect((await done(d.send("appointments.move", aside))).appointment.startsAt).toBe(at("13:15"));
  });

  test("is not given to a practitioner whose time is taken", async () => {
    await booked({ startsAt: at("10:00") });
    const bens = await booked({ practitionerId: ben, startsAt: at("10:00"), clientId: d.clients[1] });
    const move = { ...edit(bens), practitionerId: ada, startsAt: at("10:00") };
    expect(await refused(d.send("appointments.move", move))).toMatchObject({ code: "slot-taken" });
  });

  test("is not lengthened into the next, neither by minutes nor by a type with a longer time or buffer", async () => {
    const first = await booked({ startsAt: at("10:00"), typeId: d.types.short });
    await booked({ startsAt: at("10:15"), clientId: d.clients[1] });
    const change = (patch: object) => d.send("appointments.change", { ...edit(first), ...patch });
    for (const patch of [
      { durationMinutes: 20 },
      { typeId: d.types.session },
      { typeId: d.types.session, durationMinutes: 15 },
    ])
      expect(await unchangedBy(() => refused(change(patch)))).toMatchObject({ code: "slot-taken" });
    expect((await done(change({ durationMinutes: 10 }))).appointment.busyUntil).toBe(at("10:10"));
  });

  test("is not put into a taken room", async () => {
    await booked({ startsAt: at("10:00"), roomId: d.rooms.blue });
    const bens = await booked({ practitionerId: ben, startsAt: at("10:00"), clientId: d.clients[1] });
    const change = d.send("appointments.change", { ...edit(bens), roomId: d.rooms.blue });
    expect(await refused(change)).toMatchObject({ code: "slot-taken", resource: "room" });
  });

  test.each(["cancelled", "noshow"] as const)(
    "that was %s comes back only if its time is still free",
    async (gone) => {
      const first = await booked({ startsAt: at("10:00") });
      const away =
        gone === "cancelled"
          ? d.send("appointments.cancel", { ...edit(first), reason: "ill" })
          : d.send("appointments.set-status", { ...edit(first), status: gone });
      const { appointment } = await done(away);
      const winner = await booked({ startsAt: at("10:30"), clientId: d.clients[1] });
      const back = () => d.send("appointments.set-status", { ...edit(appointment), status: "booked" });
      expect(await unchangedBy(() => refused(back()))).toMatchObject({
        code: "slot-taken",
        taken: { appointmentId: winner.id },
      });
      await done(
        d.send("appointments.move", { ...edit(winner), practitionerId: ada, startsAt: at("13:00") }),
      );
      expect((await done(back())).appointment).toMatchObject({ status: "booked", cancelReason: null });
    },
  );

  test("that was cancelled is not brought back by undo once its time is taken", async () => {
    const first = await booked({ startsAt: at("10:00") });
    const { opId } = await done(d.send("appointments.cancel", { ...edit(first), reason: "ill" }));
    await booked({ startsAt: at("10:00"), clientId: d.clients[1] });
    const error = await unchangedBy(() => refused(d.send("appointments.undo", { opId })));
    expect(error).toMatchObject({ code: "slot-taken", taken: { clientName: "Client 02" } });
    expect("nearest" in error && error.nearest.length).toBe(3);
  });
});

test("a hold becomes a booking at its own time and nowhere that is taken", async () => {
  await booked({ startsAt: at("10:00") });
  const { holdId } = await done(
    d.send("appointments.hold", { practitionerId: ada, startsAt: at("13:00"), typeId: d.types.session }),
  );
  expect(await unchangedBy(() => refused(d.book({ holdId, startsAt: at("10:30") })))).toMatchObject({
    code: "slot-taken",
  });
  expect((await booked({ holdId, startsAt: at("13:00") })).id).toBe(holdId);
});

describe("two appointments", () => {
  test("trade times, practitioners and rooms in one act, each with its own length", async () => {
    const first = await booked({ startsAt: at("10:00"), roomId: d.rooms.blue });
    const second = await booked({
      practitionerId: ben,
      startsAt: at("13:00"),
      typeId: d.types.intake,
      clientId: d.clients[1],
    });
    const { appointments } = await done(
      d.send("appointments.swap", { first: edit(first), second: edit(second) }),
    );
    expect(appointments).toMatchObject([
      { id: first.id, practitionerId: ben, roomId: null, startsAt: at("13:00"), endsAt: at("13:50") },
      {
        id: second.id,
        practitionerId: ada,
        roomId: d.rooms.blue,
        startsAt: at("10:00"),
        endsAt: at("11:30"),
      },
    ]);
  });

  test("do not trade where one of them does not fit into the other's time", async () => {
    const first = await booked({ startsAt: at("10:00"), typeId: d.types.short });
    const between = await booked({ startsAt: at("10:15"), clientId: d.clients[2] });
    const second = await booked({ startsAt: at("13:00"), clientId: d.clients[1] });
    const swap = () => d.send("appointments.swap", { first: edit(first), second: edit(second) });
    expect(await unchangedBy(() => refused(swap()))).toMatchObject({
      code: "slot-taken",
      taken: { appointmentId: between.id },
    });
  });

  test("are two: one does not trade with itself", async () => {
    const first = await booked({ startsAt: at("10:00") });
    const swap = () => d.send("appointments.swap", { first: edit(first), second: edit(first) });
    expect(await unchangedBy(() => refused(swap()))).toMatchObject({ code: "invalid-input" });
  });
});

test("what a refused swap had moved about is not offered to others as free", async () => {
  const first = await booked({ startsAt: at("10:00"), typeId: d.types.intake });
  const second = await booked({ startsAt: at("13:00"), clientId: d.clients[1] });
  await booked({ startsAt: at("14:00"), clientId: d.clients[2] });
  await refused(d.send("appointments.swap", { first: edit(first), second: edit(second) }));
  const offered = async () => {
    const error = await refused(d.book({ startsAt: at("13:00"), typeId: d.types.intake }));
    return "nearest" in error ? error.nearest : [];
  };
  const atOnce = await offered();
  // A second later nothing that was found before is used again.
  d.clock.advance(1);
  expect(atOnce).toEqual(await offered());
});

test("across midnight a booking holds both days", async () => {
  const night = Array.from({ length: 7 }, () => [[0, 1440]]) as unknown as typeof OFFICE_HOURS;
  await done(d.send("hours.set", { practitionerId: ada, validFrom: MONDAY, pattern: night }));
  const late = await booked({ startsAt: at("23:30"), typeId: d.types.intake });
  expect(late.endsAt).toBe(at("1:00", "2026-03-03"));
  expect(await refused(d.book({ startsAt: at("0:30", "2026-03-03") }))).toMatchObject({ code: "slot-taken" });
  await booked({ startsAt: at("1:00", "2026-03-03") });
  for (const day of [MONDAY, "2026-03-03"]) {
    const { appointments } = await done(d.ask("schedule.day", { day }));
    expect(appointments.map((a) => a.id)).toContain(late.id);
  }
});

test("an appointment that waits for a person holds no time, and takes its time again only if it is free", async () => {
  const first = await booked({ startsAt: at("10:00") });
  d.raw.prepare("UPDATE appointment SET placed = 0 WHERE id = ?").run(first.id);
  const second = await booked({ startsAt: at("10:00"), clientId: d.clients[1] });
  const arrived = d.send("appointments.set-status", { ...edit(first), status: "arrived" });
  expect(await refused(arrived)).toMatchObject({ code: "slot-taken", taken: { appointmentId: second.id } });
  const moved = d.send("appointments.move", { ...edit(first), practitionerId: ada, startsAt: at("13:00") });
  expect((await done(moved)).appointment).toMatchObject({ placed: true, startsAt: at("13:00") });
});
