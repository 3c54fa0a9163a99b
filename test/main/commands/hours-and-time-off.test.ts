import { beforeEach, describe, expect, test } from "vitest";
import { done, refused } from "../../helpers/call.ts";
import { openPracticeDesk, type PracticeDesk } from "../../helpers/practice-desk.ts";
import { everything } from "../../helpers/raw-database.ts";
import { at, MONDAY, OFFICE_HOURS } from "../../helpers/set-up-practice.ts";

const TUESDAY = "2026-03-03";
const SATURDAY = "2026-03-07";

let d: PracticeDesk;
let ada: string;

beforeEach(async () => {
  d = await openPracticeDesk();
  ada = d.practitioners.ada;
});

const booked = async (booking: Parameters<PracticeDesk["book"]>[0]) =>
  (await done(d.book(booking))).appointment;
const block = (startsAt: number, endsAt: number, more: object = {}) =>
  d.send("blocks.create", { practitionerId: ada, startsAt, endsAt, reason: "Course", ...more });

describe("working hours", () => {
  test("refuse a booking outside them, saying who, why, and when they work", async () => {
    expect(await refused(d.book({ startsAt: at("11:30") }))).toEqual({
      code: "outside-hours",
      practitionerId: ada,
      practitionerName: "Dr Ada Winter",
      day: MONDAY,
      hours: [
        { startsAt: at("9:00"), endsAt: at("12:00") },
        { startsAt: at("13:00"), endsAt: at("17:00") },
      ],
      nearest: [
        {
          practitionerId: ada,
          practitionerName: "Dr Ada Winter",
          startsAt: at("11:10"),
          endsAt: at("12:00"),
        },
        {
          practitionerId: d.practitioners.ben,
          practitionerName: "Ben Hill",
          startsAt: at("11:10"),
          endsAt: at("12:00"),
        },
        {
          practitionerId: ada,
          practitionerName: "Dr Ada Winter",
          startsAt: at("13:00"),
          endsAt: at("13:50"),
        },
      ],
    });
    expect(await refused(d.book({ startsAt: at("10:00", SATURDAY) }))).toMatchObject({
      code: "outside-hours",
      hours: [],
    });
  });

  test("are about the client's time: a buffer may lie in the break", async () => {
    expect(await booked({ startsAt: at("11:10") })).toMatchObject({
      endsAt: at("12:00"),
      busyUntil: at("12:10"),
    });
  });

  test("yield to a reason, which is kept", async () => {
    const appointment = await booked({ startsAt: at("17:00"), outsideReason: "only time" });
    expect(appointment.outsideReason).toBe("only time");
    const card = await done(d.ask("appointments.read", { id: appointment.id }));
    expect(card.appointment.outsideReason).toBe("only time");
  });

  test("do not keep a reason that was not needed, also when an appointment moves back into them", async () => {
    expect((await booked({ startsAt: at("9:00"), outsideReason: "only time" })).outsideReason).toBeNull();
    const { id, version } = await booked({ startsAt: at("17:00"), outsideReason: "only time" });
    const move = { id, version, practitionerId: ada, startsAt: at("14:00"), outsideReason: "only time" };
    expect((await done(d.send("appointments.move", move))).appointment.outsideReason).toBeNull();
  });

  test("refuse a move and a swap in the same way", async () => {
    const first = await booked({ startsAt: at("9:00"), typeId: d.types.intake });
    const move = { id: first.id, version: 1, practitionerId: ada, startsAt: at("18:00") };
    expect(await refused(d.send("appointments.move", move))).toMatchObject({ code: "outside-hours" });
    const last = await booked({ startsAt: at("16:45"), typeId: d.types.short, clientId: d.clients[1] });
    const swap = { first: { id: first.id, version: 1 }, second: { id: last.id, version: 1 } };
    expect(await refused(d.send("appointments.swap", swap))).toMatchObject({ code: "outside-hours" });
    const { appointments } = await done(d.send("appointments.swap", { ...swap, outsideReason: "agreed" }));
    expect(appointments.map((a) => a.outsideReason)).toEqual(["agreed", null]);
  });

  test("of one day take the place of the week's, and give it back", async () => {
    const exception = (ranges: [number, number][] | null) =>
      d.send("hours.set-exception", { practitionerId: ada, day: SATURDAY, ranges });
    await done(exception([[600, 720]]));
    await booked({ startsAt: at("10:00", SATURDAY) });
    await done(
      d.send("hours.set-exception", {
        practitionerId: ada,
        day: SATURDAY,
        ranges: null,
        version: 1,
        keepBookings: true,
      }),
    );
    expect(await refused(d.book({ startsAt: at("11:00", SATURDAY) }))).toMatchObject({
      code: "outside-hours",
    });
  });

  test("that somebody else has set meanwhile are not overwritten unseen", async () => {
    const day = { practitionerId: ada, day: SATURDAY, ranges: [[600, 720]] as [number, number][] };
    await done(d.send("hours.set-exception", day));
    const stale = { code: "stale", current: { version: 1, ranges: [[600, 720]] } };
    expect(await refused(d.send("hours.set-exception", { ...day, ranges: [] }))).toMatchObject(stale);
    expect(await refused(d.send("hours.set-exception", { ...day, version: 2 }))).toMatchObject(stale);

    const week = { practitionerId: ada, validFrom: TUESDAY, pattern: OFFICE_HOURS };
    expect(await refused(d.send("hours.set", { ...week, version: 1 }))).toMatchObject({ current: null });
    await done(d.send("hours.set", week));
    expect(await refused(d.send("hours.set", week))).toMatchObject({
      code: "stale",
      current: { version: 1 },
    });
    await done(d.send("hours.set", { ...week, validUntil: "2026-12-01", version: 1 }));
  });

  test("that hold from a later day on leave the days before as they are", async () => {
    const afternoons = [1, 2, 3, 4, 5, 6, 7].map(() => [[720, 1200]]) as typeof OFFICE_HOURS;
    await done(
      d.send("hours.set", {
        practitionerId: ada,
        validFrom: TUESDAY,
        validUntil: "2026-03-05",
        pattern: afternoons,
      }),
    );
    await booked({ startsAt: at("9:00") });
    expect(await refused(d.book({ startsAt: at("9:00", TUESDAY) }))).toMatchObject({ code: "outside-hours" });
    await booked({ startsAt: at("9:00", "2026-03-05") });
  });

  test("end with the day somebody leaves", async () => {
    await done(
      d.send("practitioners.change", { id: ada, version: 1, name: "Dr Ada Winter", leavesOn: TUESDAY }),
    );
    await booked({ startsAt: at("16:00") });
    expect(await refused(d.book({ startsAt: at("9:00", TUESDAY) }))).toMatchObject({
      code: "outside-hours",
      hours: [],
    });
  });
});

describe("time off", () => {
  test("refuses a booking onto it, with a reason for other hours too", async () => {
    const { blocks } = await done(block(at("10:00"), at("11:00")));
    for (const outsideReason of [undefined, "only time"]) {
      const error = await refused(d.book({ startsAt: at("10:30"), ...(outsideReason && { outsideReason }) }));
      expect(error).toMatchObject({
        code: "blocked",
        practitionerName: "Dr Ada Winter",
        block: { ...blocks[0], reason: "Course", startsAt: at("10:00"), endsAt: at("11:00") },
      });
    }
    const held = d.send("appointments.hold", { practitionerId: ada, startsAt: at("10:00") });
    expect(await refused(held)).toMatchObject({ code: "blocked" });
    await booked({ startsAt: at("9:10") });
    await booked({ startsAt: at("11:00") });
  });

  test("is met neither by moving, nor by a longer time, nor by coming back", async () => {
    const gone = await booked({ startsAt: at("10:00") });
    await done(d.send("appointments.cancel", { id: gone.id, version: 1, reason: "ill" }));
    const before = await booked({ startsAt: at("9:00"), clientId: d.clients[1] });
    await done(block(at("10:00"), at("11:00")));
    const move = { id: before.id, version: 1, practitionerId: ada, startsAt: at("9:30") };
    expect(await refused(d.send("appointments.move", move))).toMatchObject({ code: "blocked" });
    const longer = { id: before.id, version: 1, durationMinutes: 65 };
    expect(await refused(d.send("appointments.change", longer))).toMatchObject({ code: "blocked" });
    const back = { id: gone.id, version: 2, status: "booked" as const };
    expect(await refused(d.send("appointments.set-status", back))).toMatchObject({ code: "blocked" });
  });

  test("does not keep a client who missed the time and came after all from being marked as arrived", async () => {
    const { id } = await booked({ startsAt: at("10:00") });
    await done(d.send("appointments.set-status", { id, version: 1, status: "noshow" }));
    await done(block(at("10:00"), at("11:00")));
    await done(d.send("appointments.set-status", { id, version: 2, status: "arrived" }));
  });

  test("placed over bookings lists them first, and leaves them where they are when told to", async () => {
    const { id } = await booked({ startsAt: at("10:00") });
    const before = everything(d.raw);
    expect(await refused(block(at("9:00"), at("10:30")))).toEqual({
      code: "bookings-affected",
      bookings: [
        {
          id,
          practitionerId: ada,
          practitionerName: "Dr Ada Winter",
          clientName: "Client 01",
          clientPhone: "+49 30 5550 1001",
          startsAt: at("10:00"),
          endsAt: at("10:50"),
          version: 1,
        },
      ],
    });
    expect(everything(d.raw)).toEqual(before);
    await done(block(at("9:00"), at("10:30"), { keepBookings: true }));
    const day = await done(d.ask("schedule.day", { day: MONDAY }));
    expect([day.appointments.length, day.blocks.length]).toEqual([1, 1]);
    // What it meets already may still be marked and shortened.
    await done(d.send("appointments.change", { id, version: 1, durationMinutes: 30 }));
    await done(d.send("appointments.set-status", { id, version: 2, status: "arrived" }));
  });

  test("lists what lies under it, or under any of its series, until somebody has decided about it", async () => {
    await booked({ startsAt: at("10:00") });
    await booked({ startsAt: at("10:00", "2026-03-09"), clientId: d.clients[1] });
    await booked({ startsAt: at("15:00"), clientId: d.clients[2] });
    const under = async (id: string | undefined) =>
      (await done(d.ask("conflicts.list", { underBlockId: id ?? "" }))).conflicts;
    const weekly = { keepBookings: true, recurrence: { rrule: "FREQ=WEEKLY;COUNT=3" } };
    const { blocks } = await done(block(at("10:00"), at("11:00"), weekly));
    const other = await done(block(at("15:00"), at("16:00"), { keepBookings: true }));
    expect(await under(other.blocks[0]?.id)).toHaveLength(1);
    const [first, second, ...more] = await under(blocks[2]?.id);
    expect(more).toEqual([]);
    // Nothing under the block itself is offered.
    expect(first?.nearest).toHaveLength(3);
    const own = first?.nearest.filter(({ practitionerId }) => practitionerId === ada) ?? [];
    expect(own.every(({ startsAt, endsAt }) => endsAt <= at("10:00") || startsAt >= at("11:00"))).toBe(true);
    await done(d.send("conflicts.resolve", { conflictId: first?.id ?? "", how: "kept" }));
    expect(await under(blocks[0]?.id)).toMatchObject([{ id: second?.id }]);
  });

  test("that is moved or lengthened lists only the bookings that it newly meets", async () => {
    await booked({ startsAt: at("9:00") });
    const { blocks } = await done(block(at("9:00"), at("10:00"), { keepBookings: true }));
    const later = await booked({ startsAt: at("10:00"), clientId: d.clients[1] });
    const change = {
      id: blocks[0]?.id ?? "",
      version: 1,
      startsAt: at("9:00"),
      endsAt: at("11:00"),
      reason: "Course",
    };
    expect(await refused(d.send("blocks.change", change))).toMatchObject({
      code: "bookings-affected",
      bookings: [{ id: later.id }],
    });
    await done(d.send("blocks.change", { ...change, endsAt: at("10:00"), reason: "Workshop" }));
    await done(d.send("blocks.change", { ...change, version: 2, keepBookings: true }));
  });

  test("that ends before it starts, or lasts beyond a year, is refused", async () => {
    expect(await refused(block(at("10:00"), at("10:00")))).toMatchObject({ code: "invalid-input" });
    expect(await refused(block(at("10:00"), at("10:00") + 367 * 86_400))).toMatchObject({
      code: "invalid-input",
    });
    const monthly = { recurrence: { rrule: "FREQ=DAILY" } };
    expect(await refused(block(at("10:00"), at("10:00") + 32 * 86_400, monthly))).toMatchObject({
      code: "invalid-input",
    });
  });
});

describe("time off that repeats", () => {
  const weekly = (rrule = "FREQ=WEEKLY;COUNT=8") =>
    block(at("12:00"), at("13:00"), { recurrence: { rrule } });
  const standing = () =>
    d.raw.prepare("SELECT starts_at FROM block WHERE removed = 0 ORDER BY starts_at").pluck().all();

  test("keeps its wall time when the clocks change", async () => {
    const { blocks, seriesId } = await done(weekly());
    expect(blocks).toHaveLength(8);
    expect(new Set(blocks.map((b) => b.seriesId))).toEqual(new Set([seriesId]));
    expect(blocks[4]?.startsAt).toBe(at("12:00", "2026-03-30"));
  });

  test("can be removed once, from a time on, or altogether", async () => {
    const { blocks } = await done(weekly());
    const remove = (index: number, scope: "one" | "following" | "all", version = 1) =>
      d.send("blocks.remove", { id: blocks[index]?.id ?? "", version, scope });
    expect((await done(remove(1, "one"))).removed).toBe(1);
    expect((await done(remove(5, "following"))).removed).toBe(3);
    expect(standing()).toEqual([0, 2, 3, 4].map((index) => blocks[index]?.startsAt));
    expect((await done(remove(0, "all"))).removed).toBe(4);
    expect(standing()).toEqual([]);
  });

  describe("is changed", () => {
    const change = (of: { id: string } | undefined, day: string, scope: "one" | "following" | "all") =>
      d.send("blocks.change", {
        id: of?.id ?? "",
        version: 1,
        startsAt: at("14:00", day),
        endsAt: at("15:30", day),
        reason: "Supervision",
        scope,
      });
    const times = () =>
      d.raw
        .prepare("SELECT starts_at, ends_at, reason FROM block WHERE removed = 0 ORDER BY starts_at")
        .all();
    const weeks = ["02", "09", "16", "23", "30"].map((day) => `2026-03-${day}`);
    const usual = (day: string) => ({
      starts_at: at("12:00", day),
      ends_at: at("13:00", day),
      reason: "Course",
    });
    const changed = (day: string) => ({
      starts_at: at("14:00", day),
      ends_at: at("15:30", day),
      reason: "Supervision",
    });
    const fiveTimes = async () => (await done(weekly("FREQ=WEEKLY;COUNT=5"))).blocks;
    const [first = "", second = "", third = "", fourth = "", fifth = ""] = weeks;

    test("once, from a time on, or altogether; of so many times those that are left", async () => {
      const blocks = await fiveTimes();
      await done(change(blocks[1], second, "one"));
      expect(times()).toEqual([usual(first), changed(second), ...[third, fourth, fifth].map(usual)]);
      const following = await done(change(blocks[2], third, "following"));
      expect(following).toMatchObject({ count: 3, block: { startsAt: at("14:00", third) } });
      expect(times()).toEqual([usual(first), ...[second, third, fourth, fifth].map(changed)]);
      await done(change(blocks[0], first, "all"));
      // The others are a series of their own by now, and none of them comes twice.
      expect(times()).toEqual(weeks.map(changed));
    });

    test("altogether across a change of clocks, and Undo puts back what was there", async () => {
      const blocks = await fiveTimes();
      const was = times();
      const { opId, count } = await done(change(blocks[2], third, "all"));
      expect(count).toBe(5);
      expect(times()).toEqual(weeks.map(changed));
      await done(d.send("appointments.undo", { opId }));
      expect(times()).toEqual(was);
    });

    test("without bringing back what was taken out of it", async () => {
      const blocks = await fiveTimes();
      await done(d.send("blocks.remove", { id: blocks[3]?.id ?? "", version: 1, scope: "one" }));
      await done(change(blocks[1], second, "following"));
      expect(times()).toEqual([usual(first), ...[second, third, fifth].map(changed)]);
    });

    test("only after the bookings that it would newly meet were listed", async () => {
      const blocks = await fiveTimes();
      const { id } = await booked({ startsAt: at("14:00", fourth) });
      const was = everything(d.raw);
      expect(await refused(change(blocks[1], second, "following"))).toMatchObject({
        code: "bookings-affected",
        bookings: [{ id }],
      });
      expect(everything(d.raw)).toEqual(was);
    });

    test("to another day only alone, and not from a version that was changed since", async () => {
      const blocks = await fiveTimes();
      expect(await refused(change(blocks[1], TUESDAY, "all"))).toMatchObject({ code: "invalid-input" });
      await done(change(blocks[1], "2026-03-10", "one"));
      expect(await refused(change(blocks[1], "2026-03-10", "all"))).toMatchObject({ code: "stale" });
    });
  });

  test("whose rule cannot be read is refused", async () => {
    const before = everything(d.raw);
    const rrule = "FREQ=WEEKLY;UNTIL=99999999";
    expect(await refused(weekly(rrule))).toMatchObject({ code: "invalid-input" });
    expect(everything(d.raw)).toEqual(before);
  });

  test.each([
    "FREQ=DAILY;BYHOUR=1,2",
    "FREQ=SECONDLY",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;BYMINUTE=1",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=YEARLY;BYMONTH=13",
    "FREQ=MONTHLY;BYMONTHDAY=32",
    "DTSTART:X",
  ])("%s does not pass the contract", (rrule) => {
    expect(() => weekly(rrule)).toThrow("Invalid string");
  });
});

describe("changes of hours", () => {
  test("list the bookings that would lose them, and keep those when told to", async () => {
    const early = await booked({ startsAt: at("9:00", TUESDAY) });
    await booked({ startsAt: at("14:00", TUESDAY), clientId: d.clients[1] });
    const outside = await booked({
      startsAt: at("18:00", TUESDAY),
      outsideReason: "asked",
      clientId: d.clients[2],
    });
    const afternoons = OFFICE_HOURS.map(() => [[780, 1020]]) as typeof OFFICE_HOURS;
    const change = { practitionerId: ada, validFrom: MONDAY, pattern: afternoons };
    const error = await refused(d.send("hours.set", change));
    expect(error).toMatchObject({ code: "bookings-affected", bookings: [{ id: early.id }] });
    expect("bookings" in error && error.bookings).toHaveLength(1);
    await done(d.send("hours.set", { ...change, keepBookings: true }));
    const day = await done(d.ask("schedule.day", { day: TUESDAY }));
    expect(day.appointments.map((a) => a.id)).toContain(early.id);
    expect(day.appointments.map((a) => a.id)).toContain(outside.id);
  });

  test("of one day do the same", async () => {
    const { id } = await booked({ startsAt: at("9:00", TUESDAY) });
    const off = { practitionerId: ada, day: TUESDAY, ranges: [] };
    expect(await refused(d.send("hours.set-exception", off))).toMatchObject({ bookings: [{ id }] });
    await done(d.send("hours.set-exception", { ...off, keepBookings: true }));
  });

  test("find a booking far behind five hundred others", async () => {
    const insert = d.raw.prepare(
      `INSERT INTO appointment (id, practitioner_id, client_id, type_id, status, starts_at, ends_at, busy_until, source, booked_by, booked_at)
       VALUES (?, ?, ?, ?, 'booked', ?, ?, ?, 'phone', 'x', 0)`,
    );
    d.raw.transaction(() => {
      for (let index = 0; index < 600; index++) {
        const startsAt = at("10:00", TUESDAY) + index * 60;
        insert.run(`n${index}`, ada, d.clients[0], d.types.short, startsAt, startsAt + 60, startsAt + 60);
      }
    })();
    const late = await booked({ startsAt: at("9:00", "2026-03-19") });
    const off = { practitionerId: ada, day: "2026-03-19", ranges: [] };
    expect(await refused(d.send("hours.set-exception", off))).toMatchObject({ bookings: [{ id: late.id }] });
  });

  test("when somebody leaves list what was booked from that day on", async () => {
    await booked({ startsAt: at("9:00") });
    const { id } = await booked({ startsAt: at("9:00", TUESDAY), clientId: d.clients[1] });
    const leaving = { id: ada, version: 1, name: "Dr Ada Winter", leavesOn: TUESDAY };
    const error = await refused(d.send("practitioners.change", leaving));
    expect(error).toMatchObject({ code: "bookings-affected", bookings: [{ id }] });
    await done(d.send("practitioners.change", { ...leaving, keepBookings: true }));
    const shown = await done(d.ask("schedule.day", { day: TUESDAY }));
    expect(shown.practitioners.map((p) => p.id)).toContain(ada);
    const empty = await done(d.ask("schedule.day", { day: "2026-03-04" }));
    expect(empty.practitioners.map((p) => p.id)).not.toContain(ada);
  });
});

describe("a client who has another appointment at that time", () => {
  test("is booked with a warning that names it", async () => {
    const first = await booked({ startsAt: at("10:00") });
    const { warnings } = await done(d.book({ practitionerId: d.practitioners.ben, startsAt: at("10:30") }));
    expect(warnings).toEqual([
      {
        code: "client-elsewhere",
        appointmentId: first.id,
        practitionerName: "Dr Ada Winter",
        startsAt: at("10:00"),
        endsAt: at("10:50"),
      },
    ]);
    // The other one's buffer is the practitioner's time, not the client's.
    const after = await done(
      d.book({ practitionerId: d.practitioners.ben, startsAt: at("13:00"), typeId: d.types.short }),
    );
    expect(after.warnings).toEqual([]);
  });

  test("is warned of when moved, changed, revived, or seated in a group", async () => {
    const first = await booked({ startsAt: at("10:00") });
    const ben = d.practitioners.ben;
    const group = await done(d.book({ practitionerId: ben, startsAt: at("13:00"), typeId: d.types.group }));
    const session = group.appointment;
    const moved = d.send("appointments.move", {
      id: session.id,
      version: 1,
      practitionerId: ben,
      startsAt: at("10:00"),
    });
    expect((await done(moved)).warnings).toMatchObject([{ appointmentId: first.id }]);
    const other = await booked({ startsAt: at("13:00"), clientId: d.clients[1] });
    const at13 = await done(d.book({ practitionerId: ben, startsAt: at("13:00"), clientId: d.clients[2] }));
    const changed = d.send("appointments.change", {
      id: at13.appointment.id,
      version: 1,
      clientId: d.clients[1],
    });
    expect((await done(changed)).warnings).toMatchObject([{ appointmentId: other.id }]);
    await done(d.send("appointments.cancel", { id: other.id, version: 1, reason: "ill" }));
    const revived = d.send("appointments.set-status", { id: other.id, version: 2, status: "booked" });
    expect((await done(revived)).warnings).toMatchObject([{ appointmentId: at13.appointment.id }]);
  });
});
