import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SeriesTime } from "../../../src/ipc/channels/series.ts";
import type { AppointmentView } from "../../../src/ipc/views.ts";
import { SERIES, seriesStarts } from "../../../src/scheduling/series.ts";
import { inScope, shifted, shiftOf } from "../../../src/scheduling/series-scope.ts";
import { addDays } from "../../../src/time/zoned-day.ts";
import { done, refused } from "../../helpers/call.ts";
import { openPracticeDesk, otherWindow, type PracticeDesk } from "../../helpers/practice-desk.ts";
import { everything, overlapsIn } from "../../helpers/raw-database.ts";
import { at, MONDAY, ZONE } from "../../helpers/set-up-practice.ts";

/** A series is booked, changed and cancelled in one act or not at all, and each of it stays an appointment of its own. */

let d: PracticeDesk;
let ada: string;
let ben: string;

beforeEach(async () => {
  d = await openPracticeDesk();
  ({ ada, ben } = d.practitioners);
});
afterEach(() => expect(overlapsIn(d.raw)).toEqual([]));

const weeks = (count: number, time = "10:00") =>
  seriesStarts({ every: 1, unit: "week", weekdays: [], ends: { times: count } }, ZONE, at(time)).map(
    (startsAt) => ({
      practitionerId: ada,
      startsAt,
    }),
  );
const what = () => ({ clientId: d.clients[0] as string, typeId: d.types.session });
const bookSeries = (times = weeks(5), more: object = {}) =>
  d.send("appointments.book-series", { ...what(), source: "phone", times, ...more });
const booked = async (times = weeks(5), more: object = {}) =>
  (await done(bookSeries(times, more))).appointments;
const check = async (times: { practitionerId: string; startsAt: number; id?: string }[], more: object = {}) =>
  (await done(d.ask("appointments.check-series", { ...what(), times, ...more }))).times;
const seriesOf = async ({ seriesId }: AppointmentView) =>
  (await done(d.ask("appointments.read-series", { seriesId: seriesId ?? "" }))).appointments;
const other = async (time: string, day: string, practitionerId = ada) =>
  (await done(d.book({ practitionerId, startsAt: at(time, day), clientId: d.clients[1] }))).appointment;
const course = (day: string) =>
  done(
    d.send("blocks.create", {
      practitionerId: ada,
      startsAt: at("9:00", day),
      endsAt: at("12:00", day),
      reason: "course",
    }),
  );
const codes = (times: readonly SeriesTime[]) => times.map(({ clash }) => clash?.code ?? "free");

async function unchangedBy<E>(act: () => Promise<E>): Promise<E> {
  const before = everything(d.raw);
  const result = await act();
  expect(everything(d.raw)).toEqual(before);
  return result;
}

describe("looking at the times of a series", () => {
  test("says of each whether it can be had, who or what is against it, and what is free instead", async () => {
    const clash = await other("10:30", "2026-03-09");
    await course("2026-03-16");
    const times = await unchangedBy(() => check(weeks(4)));
    expect(codes(times)).toEqual(["free", "slot-taken", "blocked", "free"]);
    expect(times[1]?.clash).toMatchObject({ taken: { appointmentId: clash.id, clientName: "Client 02" } });
    expect(times[1]?.clash?.nearest).toHaveLength(3);
    // The clocks go forward after the fourth: ten stays ten.
    expect((await check(weeks(6))).at(-1)?.startsAt).toBe(at("10:00", "2026-04-06"));
  });

  test("offers nothing that another of the series takes, and tells of two that meet", async () => {
    await other("10:00", MONDAY);
    const daily = [MONDAY, "2026-03-03"].map((day) => ({ practitionerId: ada, startsAt: at("10:00", day) }));
    const [first] = await check([...daily, { practitionerId: ada, startsAt: at("11:00") }]);
    const offered = first?.clash?.nearest.map(({ practitionerId, startsAt }) => [practitionerId, startsAt]);
    expect(offered).toHaveLength(3);
    expect(offered).not.toContainEqual([ada, at("11:00")]);
    const twice = await check([
      { practitionerId: ada, startsAt: at("13:00") },
      { practitionerId: ada, startsAt: at("13:30") },
    ]);
    expect(codes(twice)).toEqual(["free", "same-series"]);
  });

  test("every time that it offers can be booked with the others", async () => {
    for (const day of [MONDAY, "2026-03-09", "2026-03-16"]) await other("10:00", day);
    const times = await check(weeks(4));
    for (const choice of [0, 1, 2]) {
      const decided = times.map(({ practitionerId, startsAt, clash }) => {
        const instead = clash?.nearest[choice];
        return instead
          ? { practitionerId: instead.practitionerId, startsAt: instead.startsAt }
          : { practitionerId, startsAt };
      });
      const { opId, appointments } = await done(bookSeries(decided));
      expect(appointments.map(({ startsAt }) => startsAt)).toEqual(decided.map(({ startsAt }) => startsAt));
      await done(d.send("appointments.undo", { opId }));
    }
  });

  test("of very many that do not fit, offers times for the first ones, until these are decided", async () => {
    // Saturdays.
    const times = weeks(30).map((time) => ({ ...time, startsAt: time.startsAt + 5 * 86_400 }));
    const offered = (await check(times)).map(({ clash }) => clash?.nearest.length ?? -1);
    expect(offered).toEqual([...Array(20).fill(3), ...Array(10).fill(0)]);
    const rest = (await check(times.slice(10))).map(({ clash }) => clash?.nearest.length);
    expect(rest).toEqual(Array(20).fill(3));
  });

  test("lets the asking window's own hold pass, and nobody else's", async () => {
    await done(
      d.send("appointments.hold", { practitionerId: ada, startsAt: at("10:00"), typeId: d.types.session }),
    );
    expect(codes(await check(weeks(2)))).toEqual(["free", "free"]);
    const asked = d.ask("appointments.check-series", { ...what(), times: weeks(2) }, otherWindow);
    expect(codes((await done(asked)).times)).toEqual(["slot-taken", "free"]);
  });

  test("warns where the client is with somebody else at that time", async () => {
    const elsewhere = await done(d.book({ practitionerId: ben, startsAt: at("10:00", "2026-03-09") }));
    const [, second] = await check(weeks(2));
    expect(second).toMatchObject({ clash: null, warnings: [{ appointmentId: elsewhere.appointment.id }] });
  });
});

describe("booking a series", () => {
  test("makes each an appointment of its own, of one series, in one op, with the note on every one", async () => {
    const before = d.raw.prepare("SELECT count(*) FROM outbox").pluck().get() as number;
    const appointments = await booked(weeks(5), { note: "brings a dog", roomId: d.rooms.blue });
    expect(d.raw.prepare("SELECT count(*) FROM outbox").pluck().get()).toBe(before + 1);
    expect(new Set(appointments.map(({ seriesId }) => seriesId)).size).toBe(1);
    expect(appointments.map(({ startsAt }) => startsAt)).toEqual(
      [0, 7, 14, 21, 28].map((days) => at("10:00", addDays(MONDAY, days))),
    );
    expect(d.raw.prepare("SELECT count(*) FROM note WHERE text = 'brings a dog'").pluck().get()).toBe(5);
    expect((await seriesOf(appointments[2] as AppointmentView)).map(({ id }) => id)).toEqual(
      appointments.map(({ id }) => id),
    );
  });

  test("is all or nothing: one that was taken since is named, and nothing is left behind", async () => {
    const times = weeks(5);
    expect(codes(await check(times))).toEqual(["free", "free", "free", "free", "free"]);
    await other("10:30", "2026-03-16");
    await course("2026-03-23");
    const error = await unchangedBy(() => refused(bookSeries(times, { note: "x" })));
    expect(error).toMatchObject({
      code: "series-clash",
      clashes: [
        { startsAt: at("10:00", "2026-03-16"), because: "slot-taken" },
        { startsAt: at("10:00", "2026-03-23"), because: "blocked" },
      ],
    });
  });

  test("takes the window's own hold along, and leaves no hold behind", async () => {
    await done(
      d.send("appointments.hold", { practitionerId: ada, startsAt: at("10:00"), typeId: d.types.session }),
    );
    await booked(weeks(2));
    expect(d.raw.prepare("SELECT count(*) FROM appointment WHERE held_by IS NOT NULL").pluck().get()).toBe(0);
  });

  test("of the most at once, with the longest note, is an op that the shared server takes", async () => {
    // What a note may hold, in the letters that weigh most.
    const note = "\u{1F9B4}".repeat(2_000);
    const { opId } = await done(bookSeries(weeks(SERIES.most), { note }));
    const size = d.raw
      .prepare("SELECT length(CAST(changes AS BLOB)) FROM audit WHERE op_id = ?")
      .pluck()
      .get(opId);
    // read_op in migrations/shared/0008-push.sql
    expect(size).toBeLessThan(4_194_304);
    expect(size).toBeGreaterThan(400_000);
  });

  test("asked for again under the same request is booked once", async () => {
    const requestId = crypto.randomUUID();
    const first = await done(bookSeries(weeks(3), { requestId }));
    expect(await done(bookSeries(weeks(3), { requestId }))).toEqual(first);
    expect(d.raw.prepare("SELECT count(*) FROM appointment").pluck().get()).toBe(3);
  });

  test("is for one client: a group is not repeated this way", async () => {
    expect(await refused(bookSeries(weeks(2), { typeId: d.types.group }))).toMatchObject({
      code: "invalid-input",
    });
  });
});

describe("changing several of a series", () => {
  const moved = (rows: readonly AppointmentView[], from: number, to: number) =>
    rows.map(({ id, version, practitionerId, startsAt }) => ({
      id,
      version,
      practitionerId,
      startsAt: shifted(ZONE, startsAt, shiftOf(ZONE, from, to)),
    }));
  const change = (appointments: ReturnType<typeof moved>, more: object = {}) =>
    d.send("appointments.change-series", { appointments, ...more });

  test("this and the following go to another day and time, across the change of clocks; those before stay", async () => {
    const all = await booked(weeks(6));
    const anchor = all[2] as AppointmentView;
    const reached = inScope(all, anchor, "following", 0);
    const wanted = moved(reached, anchor.startsAt, at("14:30", "2026-03-18"));
    await done(change(wanted));
    const now = await seriesOf(anchor);
    expect(now.map(({ startsAt }) => startsAt)).toEqual([
      at("10:00", MONDAY),
      at("10:00", "2026-03-09"),
      ...["2026-03-18", "2026-03-25", "2026-04-01", "2026-04-08"].map((day) => at("14:30", day)),
    ]);
  });

  test("all at once: half an hour later, where each meets the time of none but itself", async () => {
    const daily = [0, 1, 2].map((index) => ({ practitionerId: ada, startsAt: at("9:00") + index * 3_600 }));
    const all = await booked(daily);
    const wanted = all.map(({ id, version, startsAt }) => ({
      id,
      version,
      practitionerId: ada,
      startsAt: startsAt + 3_600,
    }));
    // The last would begin at twelve, when Ada is away.
    expect(
      codes(
        await check(wanted.map(({ id, practitionerId, startsAt }) => ({ id, practitionerId, startsAt }))),
      ),
    ).toEqual(["free", "free", "outside-hours"]);
    expect(await unchangedBy(() => refused(change(wanted)))).toMatchObject({ code: "series-clash" });
    const [last, ...others] = wanted.toReversed();
    await done(change([{ ...(last as (typeof wanted)[number]), startsAt: at("13:00") }, ...others]));
    expect((await seriesOf(all[0] as AppointmentView)).map(({ startsAt }) => startsAt)).toEqual(
      ["10:00", "11:00", "13:00"].map((time) => at(time)),
    );
  });

  test("practitioner, room, type and note change together, and the whole is taken back by one undo", async () => {
    const all = await booked(weeks(3), { note: "first" });
    const before = await Promise.all(all.map(({ id }) => done(d.ask("appointments.read", { id }))));
    const wanted = all.map(({ id, version, startsAt }) => ({ id, version, practitionerId: ben, startsAt }));
    const more = { roomId: d.rooms.green, typeId: d.types.intake, note: "with Ben from now on" };
    const { opId, appointments } = await done(change(wanted, more));
    for (const each of appointments)
      expect(each).toMatchObject({
        practitionerId: ben,
        roomId: d.rooms.green,
        typeId: d.types.intake,
        endsAt: each.startsAt + 90 * 60,
        busyUntil: each.startsAt + 90 * 60,
      });
    await done(d.send("appointments.undo", { opId }));
    for (const { appointment, notes } of before) {
      const now = await done(d.ask("appointments.read", { id: appointment.id }));
      expect({ ...now.appointment, version: 0 }).toEqual({ ...appointment, version: 0 });
      expect(now.notes.map(({ text }) => text)).toEqual(notes.map(({ text }) => text));
    }
  });

  test("one that somebody else changed since keeps all of them from changing, and says how it is now", async () => {
    const all = await booked(weeks(3));
    const second = all[1] as AppointmentView;
    await done(
      d.send(
        "appointments.set-status",
        { id: second.id, version: second.version, status: "arrived" },
        otherWindow,
      ),
    );
    const error = await unchangedBy(() => refused(change(moved(all, at("10:00"), at("11:00")))));
    expect(error).toMatchObject({ code: "stale", id: second.id, current: { status: "arrived" } });
  });

  test("one that stays in its place keeps what was agreed about it: outside hours, under a block", async () => {
    const evening = weeks(2, "18:00");
    const all = await booked(evening, { outsideReason: "agreed", typeId: d.types.short });
    await done(
      d.send("blocks.create", {
        practitionerId: ada,
        startsAt: at("17:00"),
        endsAt: at("19:00"),
        reason: "ill",
        keepBookings: true,
      }),
    );
    const stays = all.map(({ id, version, practitionerId, startsAt }) => ({
      id,
      version,
      practitionerId,
      startsAt,
    }));
    const { appointments } = await done(change(stays, { roomId: d.rooms.blue }));
    expect(appointments.map(({ outsideReason }) => outsideReason)).toEqual(["agreed", "agreed"]);
    const longer = appointments.map(({ id, version, practitionerId, startsAt }) => ({
      id,
      version,
      practitionerId,
      startsAt,
    }));
    expect(await refused(change(longer, { durationMinutes: 45 }))).toMatchObject({
      clashes: [{ because: "blocked", startsAt: at("18:00") }],
    });
  });

  test("those of two series are not changed together, nor one of them twice", async () => {
    const [first] = await booked(weeks(2));
    const [second] = await booked(weeks(2, "13:00"));
    const both = moved([first as AppointmentView, second as AppointmentView], at("9:00"), at("9:00"));
    expect(await refused(change(both))).toMatchObject({ code: "invalid-input" });
    const twice = moved([first as AppointmentView, first as AppointmentView], at("9:00"), at("9:00"));
    expect(await refused(change(twice))).toMatchObject({ code: "invalid-input" });
  });
});

describe("cancelling several of a series", () => {
  test("this and the following give their times back, and undo takes all of them again", async () => {
    const all = await booked(weeks(4));
    const reached = inScope(all, all[1] as AppointmentView, "following", 0);
    const { opId } = await done(
      d.send("appointments.cancel-series", {
        reason: "moved away",
        appointments: reached.map(({ id, version }) => ({ id, version })),
      }),
    );
    const now = await seriesOf(all[0] as AppointmentView);
    expect(now.map(({ status }) => status)).toEqual(["booked", "cancelled", "cancelled", "cancelled"]);
    const taken = await other("10:00", "2026-03-16");
    expect(await unchangedBy(() => refused(d.send("appointments.undo", { opId })))).toMatchObject({
      code: "slot-taken",
      taken: { appointmentId: taken.id },
    });
    await done(d.send("appointments.cancel", { id: taken.id, version: taken.version, reason: "no" }));
    await done(d.send("appointments.undo", { opId }));
    expect((await seriesOf(all[0] as AppointmentView)).map(({ status }) => status)).toEqual(
      Array(4).fill("booked"),
    );
  });

  test("one that has happened keeps the others from being cancelled with it", async () => {
    const all = await booked(weeks(2));
    const [first] = all;
    await done(
      d.send("appointments.set-status", {
        id: first?.id ?? "",
        version: first?.version ?? 0,
        status: "fulfilled",
      }),
    );
    const now = await seriesOf(first as AppointmentView);
    const appointments = now.map(({ id, version }) => ({ id, version }));
    const asked = d.send("appointments.cancel-series", { reason: "x", appointments });
    expect(await unchangedBy(() => refused(asked))).toMatchObject({ code: "status-not-allowed" });
    expect(inScope(now, now[1] as AppointmentView, "all", 0).map(({ id }) => id)).toEqual([now[1]?.id]);
  });
});

test("a series is found by its own index, however many appointments there are", () => {
  const plan = d.raw
    .prepare("EXPLAIN QUERY PLAN SELECT * FROM appointment WHERE series_id = ? ORDER BY starts_at")
    .all("x") as { detail: string }[];
  expect(plan.map(({ detail }) => detail)).toEqual([
    "SEARCH appointment USING INDEX appointment_of_series (series_id=?)",
  ]);
});
