import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ReadableDb } from "../../../main/db/connection.ts";
import { findAvailability } from "../../../main/queries/availability.ts";
import { contract, type Input } from "../../../src/ipc/contract.ts";
import { wallMinutes } from "../../../src/time/wall-time.ts";
import { dayOf, dayRange, weekday, zonedDay } from "../../../src/time/zoned-day.ts";
import { done, refused } from "../../helpers/call.ts";
import { openPracticeDesk, otherWindow, type PracticeDesk } from "../../helpers/practice-desk.ts";
import { at, MONDAY, OFFICE_HOURS, ZONE } from "../../helpers/set-up-practice.ts";

type Taken = { practitioner_id: string; room_id: string | null; starts_at: number; busy_until: number };
type Off = { practitioner_id: string; starts_at: number; ends_at: number };
type Wanted = {
  type: "session" | "intake" | "short";
  room: "blue" | "green" | null;
  from: number;
  days: number;
  weekdays: number[] | null;
  between: [number, number] | null;
};
const LENGTHS = { session: [50, 10], intake: [90, 0], short: [15, 0] } as const;

/** Tries every five minutes of every day with every practitioner. */
function slowly(d: PracticeDesk, wanted: Wanted) {
  const [minutes, buffer] = LENGTHS[wanted.type];
  const taken = d.raw
    .prepare(
      "SELECT * FROM appointment WHERE placed = 1 AND status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')",
    )
    .all() as Taken[];
  const off = d.raw.prepare("SELECT * FROM block WHERE removed = 0").all() as Off[];
  const room = wanted.room && d.rooms[wanted.room];
  const found: { practitionerId: string; startsAt: number }[] = [];
  for (const practitionerId of Object.values(d.practitioners)) {
    for (const day of dayRange(dayOf(ZONE, wanted.from), wanted.days)) {
      if (wanted.weekdays && !wanted.weekdays.includes(weekday(day))) continue;
      let previousWasFree = false;
      for (const [start, end] of OFFICE_HOURS[weekday(day) - 1] ?? []) {
        previousWasFree = false;
        for (let minute = start; minute < end; minute += 5) {
          const startsAt = zonedDay(ZONE, day).at(minute);
          const endsAt = startsAt + minutes * 60;
          const busyUntil = endsAt + buffer * 60;
          const free =
            startsAt >= wanted.from &&
            endsAt <= zonedDay(ZONE, day).at(end) &&
            !off.some(
              (o) => o.practitioner_id === practitionerId && o.starts_at < endsAt && startsAt < o.ends_at,
            ) &&
            !taken.some(
              (t) =>
                (t.practitioner_id === practitionerId || (room !== null && t.room_id === room)) &&
                t.starts_at < busyUntil &&
                startsAt < t.busy_until,
            );
          // The first of a stretch is offered, then each quarter of an hour.
          const offered = free && (!previousWasFree || minute % 15 === 0);
          previousWasFree = free;
          const minutesNow = wallMinutes(ZONE, startsAt);
          const inPart =
            !wanted.between || (minutesNow >= wanted.between[0] && minutesNow < wanted.between[1]);
          if (offered && inPart) found.push({ practitionerId, startsAt });
        }
      }
    }
  }
  return found;
}

/** As the reader thread asks; the thread itself has tests of its own. */
const find = (d: PracticeDesk, input: Input<"availability.find">) =>
  findAvailability(
    d.raw as unknown as ReadableDb,
    contract["availability.find"].input.parse(input),
    d.clock(),
  ) ?? [];

const byTime = <T extends { startsAt: number; practitionerId: string }>(list: readonly T[]): T[] =>
  list.toSorted((a, b) => a.startsAt - b.startsAt || (a.practitionerId < b.practitionerId ? -1 : 1));

const quarter = fc.integer({ min: 32, max: 72 });
const spots = fc.array(
  fc.record({
    who: fc.constantFrom("ada", "ben"),
    room: fc.constantFrom(null, "blue", "green"),
    day: fc.constantFrom(MONDAY, "2026-03-03", "2026-03-04"),
    slot: quarter,
    beside: fc.constantFrom(0, 5, 10),
    type: fc.constantFrom("session", "intake", "short"),
    kind: fc.constantFrom("book", "book", "book", "off", "hold", "cancelled"),
  }),
  { minLength: 5, maxLength: 30 },
);
const wanted: fc.Arbitrary<Wanted> = fc.record({
  type: fc.constantFrom("session", "intake", "short"),
  room: fc.constantFrom(null, "blue", "green"),
  from: fc.integer({ min: at("7:00"), max: at("16:00") }),
  days: fc.integer({ min: 1, max: 5 }),
  weekdays: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }), {
    freq: 3,
  }),
  between: fc.option(
    fc
      .tuple(quarter, quarter)
      .map(([a, b]) => [Math.min(a, b) * 15, Math.max(a, b) * 15] as [number, number]),
    { freq: 3 },
  ),
});

test("every free time is found and no other, whatever the day looks like", async () => {
  await fc.assert(
    fc.asyncProperty(spots, fc.array(wanted, { minLength: 6, maxLength: 6 }), async (taken, questions) => {
      const d = await openPracticeDesk();
      for (const s of taken) {
        const startsAt = at("0:00", s.day) + (s.slot * 15 + s.beside) * 60;
        const practitionerId = d.practitioners[s.who as "ada"];
        const roomId = s.room === null ? null : d.rooms[s.room as "blue"];
        const place = { practitionerId, roomId, startsAt, typeId: d.types[s.type as "short"] };
        if (s.kind === "off")
          await d.send("blocks.create", {
            practitionerId,
            startsAt,
            endsAt: startsAt + 2_700,
            reason: "x",
            keepBookings: true,
          });
        else if (s.kind === "hold") await d.send("appointments.hold", place);
        else {
          const answer = await d.book({ ...place, outsideReason: "asked" }, otherWindow);
          if (answer.ok && s.kind === "cancelled")
            await d.send("appointments.cancel", {
              id: answer.value.appointment.id,
              version: 1,
              reason: "ill",
            });
        }
      }
      for (const question of questions) {
        const times = find(d, {
          typeId: d.types[question.type],
          from: question.from,
          days: question.days,
          limit: 500,
          ...(question.room && { roomId: d.rooms[question.room] }),
          ...(question.weekdays && { weekdays: question.weekdays }),
          ...(question.between && { between: question.between }),
        });
        const found = times.map(({ practitionerId, startsAt }) => ({ practitionerId, startsAt }));
        expect(byTime(found)).toEqual(byTime(slowly(d, question)));
        expect(found.map((time) => time.startsAt)).toEqual(byTime(found).map((time) => time.startsAt));
      }
      await d.close();
    }),
    { numRuns: 12, interruptAfterTimeLimit: 10_000 },
  );
});

test("the first ones in time come first, however many practitioners there are, and each can be booked", async () => {
  const d = await openPracticeDesk();
  await done(d.book({ startsAt: at("9:00") }));
  const question = { typeId: d.types.session, from: at("9:00"), days: 1, limit: 4 };
  const times = find(d, question);
  expect(times.map((time) => [time.practitionerName, time.startsAt])).toEqual([
    ["Ben Hill", at("9:00")],
    ["Ben Hill", at("9:15")],
    ["Ben Hill", at("9:30")],
    ["Ben Hill", at("9:45")],
  ]);
  const adas = find(d, { ...question, practitionerIds: [d.practitioners.ada] });
  expect(adas[0]).toEqual({
    practitionerId: d.practitioners.ada,
    practitionerName: "Dr Ada Winter",
    startsAt: at("10:00"),
    endsAt: at("10:50"),
  });
  for (const { practitionerId, startsAt } of [times[0], adas[0]].filter((time) => time !== undefined))
    await done(d.book({ practitionerId, startsAt }));
});

test("a buffer that reaches over midnight is kept free of the room's first appointment of the next day", async () => {
  const d = await openPracticeDesk();
  const always = OFFICE_HOURS.map(() => [[0, 1440]]) as unknown as typeof OFFICE_HOURS;
  for (const practitionerId of Object.values(d.practitioners))
    await done(d.send("hours.set", { practitionerId, validFrom: MONDAY, pattern: always }));
  const next = at("0:00", "2026-03-03");
  await done(d.book({ practitionerId: d.practitioners.ben, startsAt: next, roomId: d.rooms.blue }));
  const late = {
    typeId: d.types.session,
    from: at("23:00"),
    days: 1,
    roomId: d.rooms.blue,
    limit: 100,
    practitionerIds: [d.practitioners.ada],
  };
  expect(find(d, late).map((time) => time.startsAt)).toEqual([at("23:00")]);
  expect(find(d, { ...late, from: at("23:05") })).toEqual([]);
});

test("a type that nobody knows is not found", async () => {
  const d = await openPracticeDesk();
  const question = { typeId: "00000000-0000-4000-8000-00000000dead", from: at("9:00"), days: 1 };
  expect(await refused(d.ask("availability.find", question))).toMatchObject({
    code: "not-found",
    entity: "appointment type",
  });
});
