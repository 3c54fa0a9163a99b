import { beforeEach, expect, test } from "vitest";
import { HOLD_LONGEST_SECONDS, HOLD_SECONDS, holdHasEnded } from "../../../src/appointments/hold.ts";
import { done, refused } from "../../helpers/call.ts";
import { openTestDesk, temporaryTestFolder } from "../../helpers/open-test-desk.ts";
import { openPracticeDesk, otherWindow, type PracticeDesk } from "../../helpers/practice-desk.ts";
import { openRaw } from "../../helpers/raw-database.ts";
import { at, MONDAY, setUpPractice } from "../../helpers/set-up-practice.ts";

let d: PracticeDesk;
let ada: string;

beforeEach(async () => {
  d = await openPracticeDesk();
  ada = d.practitioners.ada;
});

const hold = (startsAt: number, caller?: typeof otherWindow) =>
  d.send("appointments.hold", { practitionerId: ada, startsAt, typeId: d.types.session }, caller);
const holds = () =>
  d.raw
    .prepare("SELECT starts_at FROM appointment WHERE status = 'pending' ORDER BY starts_at")
    .pluck()
    .all();
const shown = async (caller?: typeof otherWindow) =>
  (await done(d.ask("schedule.day", { day: MONDAY }, caller))).appointments;

test("a hold keeps a time for three minutes, with its type's buffer", async () => {
  const held = await done(hold(at("10:00")));
  expect(held).toMatchObject({
    startsAt: at("10:00"),
    endsAt: at("10:50"),
    expiresAt: d.clock() + HOLD_SECONDS,
    lastsUntil: d.clock() + HOLD_LONGEST_SECONDS,
    outsideHours: false,
  });
  expect(await shown()).toMatchObject([
    { id: held.holdId, heldHere: true, status: "pending", busyUntil: at("11:00") },
  ]);
  expect(await shown(otherWindow)).toMatchObject([{ heldHere: false, holdExpiresAt: held.expiresAt }]);
});

test("another window is refused with who holds the time", async () => {
  const { holdId } = await done(hold(at("10:00")));
  const error = await refused(d.book({ startsAt: at("10:30") }, otherWindow));
  expect(error).toMatchObject({
    code: "slot-taken",
    taken: {
      appointmentId: holdId,
      status: "pending",
      bookedBy: "Front desk",
      clientName: null,
      here: false,
    },
  });
  expect(await refused(hold(at("10:30"), otherWindow))).toMatchObject({ code: "slot-taken" });
});

test("a window has one hold: a new one releases the one before, a refused one does not", async () => {
  await done(hold(at("10:00")));
  await done(hold(at("11:00")));
  expect(holds()).toEqual([at("11:00")]);
  await done(d.book({ startsAt: at("14:00") }, otherWindow));
  await refused(hold(at("14:00")));
  expect(holds()).toEqual([at("11:00")]);
  await done(hold(at("9:00"), otherWindow));
  expect(holds()).toEqual([at("9:00"), at("11:00")]);
});

test("one's own hold yields to what one does, with or without its id", async () => {
  const { holdId } = await done(hold(at("10:00")));
  const booked = await done(d.book({ startsAt: at("10:00"), holdId }));
  expect(booked.appointment).toMatchObject({
    id: holdId,
    status: "booked",
    holdExpiresAt: null,
    heldHere: false,
  });
  await done(hold(at("14:00")));
  await done(d.book({ startsAt: at("14:30") }));
  expect(holds()).toEqual([]);
});

test("a booking with a hold's id may go to another time, and frees what was held", async () => {
  const { holdId } = await done(hold(at("10:00")));
  const { appointment } = await done(
    d.book({ startsAt: at("14:00"), holdId, practitionerId: d.practitioners.ben }),
  );
  expect(appointment).toMatchObject({
    id: holdId,
    startsAt: at("14:00"),
    practitionerId: d.practitioners.ben,
  });
  await done(d.book({ startsAt: at("10:00"), clientId: d.clients[1] }, otherWindow));
});

test("another window's hold is not taken over by its id", async () => {
  const { holdId } = await done(hold(at("10:00")));
  expect(await refused(d.book({ startsAt: at("10:00"), holdId }, otherWindow))).toMatchObject({
    code: "slot-taken",
  });
  await done(d.send("appointments.release-hold", { holdId }, otherWindow));
  expect(await refused(d.send("appointments.renew-hold", { holdId }, otherWindow))).toMatchObject({
    code: "hold-expired",
  });
  expect(holds()).toEqual([at("10:00")]);
});

test("an expired hold stands in nobody's way and is not shown", async () => {
  await done(hold(at("10:00")));
  d.clock.advance(HOLD_SECONDS - 1);
  expect(await refused(d.book({ startsAt: at("10:00") }, otherWindow))).toMatchObject({ code: "slot-taken" });
  d.clock.advance(1);
  expect(await shown()).toEqual([]);
  await done(d.book({ startsAt: at("10:30") }, otherWindow));
  expect(holds()).toEqual([]);
});

test("a hold whose time nobody took in between still becomes its booking after it has expired", async () => {
  const { holdId } = await done(hold(at("10:00")));
  d.clock.advance(HOLD_SECONDS + 60);
  expect((await done(d.book({ startsAt: at("10:00"), holdId }))).appointment.id).toBe(holdId);
  expect(await refused(d.send("appointments.renew-hold", { holdId }))).toMatchObject({
    code: "hold-expired",
  });
});

test("a hold whose time was taken in between is gone, and the booking is refused", async () => {
  const { holdId } = await done(hold(at("10:00")));
  d.clock.advance(HOLD_SECONDS);
  await done(d.book({ startsAt: at("10:00") }, otherWindow));
  expect(await refused(d.book({ startsAt: at("10:00"), holdId }))).toMatchObject({ code: "slot-taken" });
});

test("a hold is renewed while its form is open, up to twenty minutes", async () => {
  const { holdId, lastsUntil } = await done(hold(at("10:00")));
  let expiresAt = 0;
  for (let minutes = 2; minutes <= 18; minutes += 2) {
    d.clock.advance(120);
    ({ expiresAt } = await done(d.send("appointments.renew-hold", { holdId })));
  }
  expect(expiresAt).toBe(lastsUntil);
  d.clock.set(lastsUntil - 1);
  expect((await done(d.send("appointments.renew-hold", { holdId }))).expiresAt).toBe(lastsUntil);
  d.clock.set(lastsUntil);
  expect(await refused(d.send("appointments.renew-hold", { holdId }))).toMatchObject({
    code: "hold-expired",
  });
});

test("after the clock was set back a hold does not last for hours", async () => {
  await done(hold(at("10:00")));
  d.clock.advance(-7_200);
  expect(await shown()).toEqual([]);
  await done(d.book({ startsAt: at("10:00"), outsideReason: "clock" }, otherWindow));
  // A correction by seconds ends no hold.
  expect([holdHasEnded(180, -5), holdHasEnded(180, 179), holdHasEnded(180, 180)]).toEqual([
    false,
    false,
    true,
  ]);
});

test("releasing frees the time at once, and releasing again is no error", async () => {
  const { holdId } = await done(hold(at("10:00")));
  for (let times = 0; times < 2; times++) await done(d.send("appointments.release-hold", { holdId }));
  await done(d.book({ startsAt: at("10:00") }, otherWindow));
  // A booking is not released by its id.
  await done(d.send("appointments.release-hold", { holdId: (await shown())[0]?.id ?? "" }, otherWindow));
  expect(await shown()).toHaveLength(1);
});

test("a window that closes holds nothing any more", async () => {
  await done(hold(at("10:00")));
  await done(hold(at("13:00"), otherWindow));
  d.desk.releaseWindow("window-1");
  await d.desk.queue?.idle();
  expect(holds()).toEqual([at("13:00")]);
});

test("what was held when the app was killed is free after the next start", async () => {
  const dataDir = temporaryTestFolder();
  const first = await openTestDesk({ dataDir });
  const practice = await setUpPractice(first.desk);
  await first.close();
  const raw = openRaw(dataDir);
  const soon = first.clock() + HOLD_SECONDS;
  raw
    .prepare(
      `INSERT INTO appointment (id, practitioner_id, status, starts_at, ends_at, busy_until, source, hold_expires_at,
         held_by, booked_by, booked_at) VALUES ('left', ?, 'pending', ?, ?, ?, 'phone', ?, 'window-1', 'x', 0)`,
    )
    .run(practice.practitioners.ada, at("10:00"), at("11:00"), at("11:00"), soon);
  raw.close();
  const second = await openTestDesk({ dataDir });
  await second.desk.queue?.idle();
  const reader = openRaw(dataDir);
  expect(reader.prepare("SELECT count(*) FROM appointment").pluck().get()).toBe(0);
  reader.close();
});

test("a time outside working hours may be held, and says so; time off may not", async () => {
  expect((await done(hold(at("20:00")))).outsideHours).toBe(true);
  await done(
    d.send("blocks.create", {
      practitionerId: ada,
      startsAt: at("10:00"),
      endsAt: at("11:00"),
      reason: "course",
    }),
  );
  expect(await refused(hold(at("10:00")))).toMatchObject({ code: "blocked" });
});

test("a hold leaves no op and no audit entry, however it ends", async () => {
  const counts = () =>
    d.raw.prepare("SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM audit)").raw().get();
  const before = counts();
  const { holdId } = await done(hold(at("10:00")));
  await done(d.send("appointments.renew-hold", { holdId }));
  await done(hold(at("11:00")));
  await done(d.send("appointments.release-hold", { holdId }));
  d.desk.releaseWindow("window-1");
  await d.desk.queue?.idle();
  expect(counts()).toEqual(before);
});

test("a hold is no appointment yet: it cannot be moved, cancelled, marked or given a note", async () => {
  const { holdId } = await done(hold(at("10:00")));
  const edit = { id: holdId, version: 1 };
  const move = d.send("appointments.move", { ...edit, practitionerId: ada, startsAt: at("11:00") });
  expect(await refused(move)).toMatchObject({ code: "not-found" });
  expect(await refused(d.send("appointments.cancel", { ...edit, reason: "x" }))).toMatchObject({
    code: "not-found",
  });
  expect(await refused(d.send("appointments.set-status", { ...edit, status: "arrived" }))).toMatchObject({
    code: "not-found",
  });
  expect(await refused(d.send("appointments.add-note", { appointmentId: holdId, text: "x" }))).toMatchObject({
    code: "not-found",
  });
});

test("holding and releasing tell the windows which day looks different", async () => {
  d.told.length = 0;
  const { holdId } = await done(hold(at("10:00")));
  await done(d.send("appointments.release-hold", { holdId }));
  const change = { practitionerId: ada, days: [MONDAY] };
  expect(d.told).toEqual([
    { name: "schedule-changed", data: { ...change, version: 1 } },
    { name: "schedule-changed", data: { ...change, version: 2 } },
  ]);
});
