import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { AppointmentView } from "../../../src/ipc/views.ts";
import { book } from "../../helpers/book.ts";
import { command, done, query } from "../../helpers/call.ts";
import { openDesk } from "../../helpers/open-desk.ts";
import { at, MONDAY } from "../../helpers/set-up-practice.ts";
import { allShared, type SharedDesk, sharedPractice, until, viewOf } from "../../helpers/shared-desks.ts";

/** A desk that leaves its practice, works alone, and is taken in again. */

const dayOf = async ({ desk }: Pick<SharedDesk, "desk">) =>
  (await done(query(desk, "schedule.day", { day: MONDAY }))).appointments;
const read = async ({ desk }: SharedDesk, id: string) =>
  (await done(query(desk, "appointments.read", { id }))).appointment;
const conflictsOf = async ({ desk }: SharedDesk) => (await done(query(desk, "conflicts.list", {}))).conflicts;

/** It counts what a desk did to its own row. */
const withoutVersion = ({ version: _version, ...shown }: AppointmentView) => shown;

/** Two desks; on both, Ada's bookings at nine, ten, eleven and one o'clock. */
async function practiceWithBookings() {
  const practice = await sharedPractice();
  const [one, two] = practice.desks as [SharedDesk, SharedDesk];
  const ids: string[] = [];
  for (const time of ["09:00", "10:00", "11:00", "13:00"])
    ids.push((await done(book(one.desk, practice, { startsAt: at(time) }))).appointment.id);
  await allShared([one, two]);
  return { practice, one, two, ids: ids as [string, string, string, string] };
}

async function move(desk: SharedDesk, id: string, time: string, practitionerId: string): Promise<void> {
  const { version } = await read(desk, id);
  await done(command(desk.desk, "appointments.move", { id, version, practitionerId, startsAt: at(time) }));
}

async function cancel(desk: SharedDesk, id: string): Promise<void> {
  const { version } = await read(desk, id);
  await done(command(desk.desk, "appointments.cancel", { id, version, reason: "ill" }));
}

/**
 * The second desk leaves with one move that nobody has heard of, and goes on alone: it moves that booking once more,
 * calls another off, books a new one, and moves a third that the first desk moves elsewhere meanwhile.
 */
async function apart() {
  const known = await practiceWithBookings();
  const { practice, one, two, ids } = known;
  const [first, second, third, fourth] = ids;
  const { ada, ben } = practice.practitioners;
  two.line.cut();
  await two.desk.sharing.exchangeNow();
  expect(viewOf(two).state).toBe("offline");
  await move(two, first, "14:00", ada);
  await two.desk.sharing.leave();
  expect(viewOf(two)).toMatchObject({ state: "alone", waiting: 0 });
  await move(two, first, "15:00", ada);
  await cancel(two, second);
  const made = (await done(book(two.desk, practice, { startsAt: at("16:00") }))).appointment.id;
  await move(two, third, "10:00", ada);
  expect(new Set((await dayOf(two)).map(({ sharing }) => sharing))).toEqual(new Set(["local"]));
  await move(one, third, "11:00", ben);
  const clientId = practice.clients[7] ?? "";
  const { version } = await read(one, fourth);
  await done(command(one.desk, "appointments.change", { id: fourth, version, clientId }));
  await allShared([one]);
  two.line.mend();
  return { ...known, made, clientId };
}

/** Both desks show the same, and it is all that was done on either. */
async function expectAll({ practice, one, two, ids, made, clientId }: Awaited<ReturnType<typeof apart>>) {
  await allShared([one, two]);
  const [first, second, third, fourth] = ids;
  for (const desk of [one, two]) {
    expect(await read(desk, first)).toMatchObject({ startsAt: at("15:00"), placed: true });
    expect(await read(desk, second)).toMatchObject({ status: "cancelled" });
    expect(await read(desk, made)).toMatchObject({ startsAt: at("16:00"), sharing: "confirmed" });
    expect(await read(desk, third)).toMatchObject({
      practitionerId: practice.practitioners.ben,
      startsAt: at("11:00"),
      placed: true,
    });
    expect(await read(desk, fourth)).toMatchObject({ clientId });
    expect(await conflictsOf(desk)).toMatchObject([
      { kind: "reschedule-race", provisional: false, detail: { wanted: { starts_at: at("10:00") } } },
    ]);
  }
  const shown = await Promise.all([one, two].map(async (desk) => (await dayOf(desk)).map(withoutVersion)));
  expect(shown[1]).toEqual(shown[0]);
}

test("shares what waited when it left and all that it changed alone; what both changed is a person's to decide", async () => {
  const story = await apart();
  const { practice, one, two } = story;
  await two.desk.sharing.join(await practice.invitation(one, two), "push");
  await expectAll(story);
});

test("does so months later, when it was closed in between and the server has trimmed its feed", async () => {
  const story = await apart();
  const { practice, one, two } = story;
  two.clock.advance(200 * 86_400);
  // What the housekeeping trims each hour.
  await two.desk.replaceDatabase(() => undefined);
  await practice.database.owner.query("SELECT anteroom.trim_feed($1, now() + interval '1 second')", [
    viewOf(one).practiceId,
  ]);
  await two.desk.sharing.join(await practice.invitation(one, two), "push");
  await expectAll(story);
});

test("puts aside what it did alone, if that is what the person chose", async () => {
  const { practice, one, two, ids, made } = await apart();
  await two.desk.sharing.join(await practice.invitation(one, two), "archive");
  await allShared([one, two]);
  const [first, second] = ids;
  for (const desk of [one, two]) {
    expect(await read(desk, first)).toMatchObject({ startsAt: at("09:00") });
    expect(await read(desk, second)).toMatchObject({ status: "booked" });
    expect((await dayOf(desk)).map(({ id }) => id)).not.toContain(made);
    expect(await conflictsOf(desk)).toEqual([]);
  }
  const [folder = ""] = readdirSync(two.dataDir).filter((name) => name.startsWith("Before joining"));
  const aside = await openDesk({ dataDir: join(two.dataDir, folder) });
  onTestFinished(aside.close);
  expect((await dayOf(aside)).map(({ id }) => id)).toContain(made);
});

test("puts it aside also when it was taken out by another desk", async () => {
  const { practice, one, two, ids } = await practiceWithBookings();
  const id = viewOf(two).desks.find(({ here }) => here)?.id ?? "";
  await one.desk.sharing.revoke(id);
  await cancel(two, ids[0]);
  await until(two, ({ problem }) => problem?.code === "desk-revoked");
  await two.desk.sharing.join(await practice.invitation(one, two), "archive");
  await allShared([one, two]);
  for (const desk of [one, two]) expect(await read(desk, ids[0])).toMatchObject({ status: "booked" });
});

test("sees at once what the others hold, as before it left", async () => {
  const { practice, one, two } = await practiceWithBookings();
  const holdsSeen = async () =>
    (await done(query(two.desk, "schedule.day", { day: MONDAY }))).remoteHolds.length;
  const typeId = practice.types.session;
  const place = { practitionerId: practice.practitioners.ben, typeId, startsAt: at("10:00") };
  await done(command(one.desk, "appointments.hold", place));
  await one.desk.sharing.exchangeNow();
  await two.desk.sharing.exchangeNow();
  expect(await holdsSeen()).toBe(1);
  await two.desk.sharing.leave();
  expect(await holdsSeen()).toBe(0);
  // Taken back before it is shared: a booking that arrived would rightly end the hold of the others.
  const { appointment } = await done(book(two.desk, practice, place));
  await cancel(two, appointment.id);
  await two.desk.sharing.join(await practice.invitation(one, two), "push");
  expect(await holdsSeen()).toBe(1);
});

test("tells what it just did before it leaves", async () => {
  const { practice, one, two, ids } = await practiceWithBookings();
  two.line.delay(30);
  await cancel(two, ids[0]);
  await two.desk.sharing.leave();
  await one.desk.sharing.exchangeNow();
  expect(await read(one, ids[0])).toMatchObject({ status: "cancelled" });
  expect(practice.desks).toHaveLength(2);
});
