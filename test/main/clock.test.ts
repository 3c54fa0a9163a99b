import { expect, test } from "vitest";
import { zonedDay } from "../../src/time/zoned-day.ts";
import { command, done, query, refused } from "../helpers/call.ts";
import { openTestDesk } from "../helpers/open-test-desk.ts";
import { openPracticeDesk } from "../helpers/practice-desk.ts";
import { openRaw, overlapsIn } from "../helpers/raw-database.ts";
import { at } from "../helpers/set-up-practice.ts";

/** Clocks that are set back, days of 23, 25 and 24½ hours, zones that the practice moves to. */

const ALWAYS_OPEN = Array.from({ length: 7 }, () => [[0, 1440]]) as unknown as [number, number][][];

async function openIn(zone: string) {
  const opened = await openTestDesk({ now: 1_767_225_600 });
  const { desk } = opened;
  await done(
    command(desk, "practice.set-up", {
      name: "Practice",
      zone,
      practitioners: [{ name: "Ada", pattern: ALWAYS_OPEN as never }],
      rooms: [],
      types: [{ name: "Half an hour", durationMinutes: 30, bufferMinutes: 0, colour: 0 }],
    }),
  );
  const { client } = await done(command(desk, "clients.create", { name: "Client" }));
  const { practitioners } = await done(query(desk, "practitioners.list", {}));
  const { types } = await done(query(desk, "types.list", {}));
  const book = (startsAt: number) =>
    command(desk, "appointments.book", {
      practitionerId: practitioners[0]?.id ?? "",
      clientId: client.id,
      typeId: types[0]?.id ?? "",
      source: "phone",
      startsAt,
    });
  return { ...opened, book, practitionerId: practitioners[0]?.id ?? "" };
}

test("when the clock is set back two hours, order is by sequence and nothing is booked twice", async () => {
  const d = await openPracticeDesk();
  const first = await done(d.book({ startsAt: at("10:00") }));
  d.clock.advance(-7_200);
  expect(await refused(d.book({ startsAt: at("10:00") }))).toMatchObject({ code: "slot-taken" });
  const move = {
    id: first.appointment.id,
    version: 1,
    practitionerId: d.practitioners.ada,
    startsAt: at("11:00"),
  };
  const second = await done(d.send("appointments.move", move));
  const bySequence = d.raw
    .prepare("SELECT op_id, created_at FROM outbox ORDER BY seq DESC LIMIT 2")
    .raw()
    .all();
  expect(bySequence).toEqual([
    [second.opId, d.clock()],
    [first.opId, d.clock() + 7_200],
  ]);
  // Ids are ordered by their own clock, which does not follow the test's; versions decide what is newer.
  expect(second.appointment.version).toBe(2);
});

test.each([
  ["Europe/Berlin, an hour shorter", "Europe/Berlin", "2026-03-29", 23],
  ["Europe/Berlin, an hour longer", "Europe/Berlin", "2026-10-25", 25],
  ["Australia/Lord_Howe, half an hour longer", "Australia/Lord_Howe", "2026-04-05", 24.5],
  ["Australia/Lord_Howe, half an hour shorter", "Australia/Lord_Howe", "2026-10-04", 23.5],
])("on a day in %s, every half hour is booked once and only once", async (_name, zone, day, hours) => {
  const { desk, book, dataDir } = await openIn(zone);
  const { startsAt, endsAt } = zonedDay(zone, day);
  expect(endsAt - startsAt).toBe(hours * 3600);
  const starts = Array.from({ length: hours * 2 }, (_, index) => startsAt + index * 1800);
  const answers = await Promise.all([...starts, ...starts].map(book));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(starts.length);
  const shown = await done(query(desk, "schedule.day", { day }));
  expect(shown.appointments.map((a) => a.startsAt)).toEqual(starts);
  expect(shown).toMatchObject({ startsAt, endsAt });
  const raw = openRaw(dataDir);
  expect(overlapsIn(raw)).toEqual([]);
  raw.close();
});

test("an appointment over the hour that is skipped lasts as long as it lasts, not as the clock on the wall says", async () => {
  const { book, desk, practitionerId } = await openIn("Europe/Berlin");
  const day = zonedDay("Europe/Berlin", "2026-03-29");
  const { appointment } = await done(book(day.at(110)));
  // From 1:50 to 3:20 on the wall: half an hour.
  expect(appointment.endsAt).toBe(day.at(200));
  expect(await refused(book(day.at(190)))).toMatchObject({ code: "slot-taken" });
  await done(book(day.at(200)));
  // In autumn 2:30 comes twice, and both can be booked.
  const autumn = zonedDay("Europe/Berlin", "2026-10-25");
  const both = [autumn.at(150), autumn.at(150) + 3600];
  for (const startsAt of both) await done(book(startsAt));
  const off = { practitionerId, startsAt: both[0] as number, endsAt: both[1] as number, reason: "x" };
  const covered = await refused(command(desk, "blocks.create", off));
  expect("bookings" in covered && covered.bookings.map((b) => b.startsAt)).toEqual([both[0]]);
});

test("a practice that moves to another zone keeps its appointments' instants; its days are cut anew", async () => {
  const d = await openPracticeDesk();
  const { appointment } = await done(d.book({ startsAt: at("9:00") }));
  const { practice } = await done(d.ask("practice.read", {}));
  await done(
    d.send("practice.change", {
      id: practice?.id ?? "",
      version: 1,
      name: "New York",
      zone: "America/New_York",
    }),
  );
  const day = await done(d.ask("schedule.day", { day: "2026-03-02" }));
  expect(day.appointments).toMatchObject([{ id: appointment.id, startsAt: at("9:00") }]);
  // 9:00 in Berlin is 3:00 in New York, where nobody works yet.
  expect(await refused(d.book({ startsAt: at("10:00") }))).toMatchObject({ code: "outside-hours" });
  expect(day.practitioners[0]?.hours[0]?.startsAt).toBe(zonedDay("America/New_York", "2026-03-02").at(540));
});
