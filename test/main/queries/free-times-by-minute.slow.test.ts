import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ReadableDb } from "../../../main/db/connection.ts";
import { findAvailability } from "../../../main/queries/availability.ts";
import { findFreeNow } from "../../../main/queries/availability-now.ts";
import type { MinuteRange, WeekPattern } from "../../../src/ipc/views.ts";
import { addDays, type Day, dayOf, dayRange, zonedDay } from "../../../src/time/zoned-day.ts";
import { done } from "../../helpers/call.ts";
import { openPracticeDesk, type PracticeDesk } from "../../helpers/practice-desk.ts";
import { ZONE } from "../../helpers/set-up-practice.ts";
import { type Question, SlowFreeTime, type Work } from "./slow-free-time.ts";

const LENGTHS = { session: [50, 10], intake: [90, 0], short: [15, 0], group: [60, 15] } as const;
type Type = keyof typeof LENGTHS;

/** Friday before the day of 23 hours and before the day of 25, and a week without either. */
const FRIDAYS = ["2026-03-27", "2026-10-23", "2026-06-05"] as const;
const DAYS = 5;

/** Half hours, but none within the hour that comes twice: there a range ends when it is shown first. */
const halfHour = fc
  .integer({ min: 0, max: 48 })
  .filter((half) => half !== 5)
  .map((half) => half * 30);
const minuteRanges: fc.Arbitrary<MinuteRange[]> = fc
  .uniqueArray(halfHour, { minLength: 0, maxLength: 6 })
  .map((all) => all.toSorted((a, b) => a - b))
  .map((all) =>
    all.flatMap((start, i): MinuteRange[] => (i % 2 === 0 && all[i + 1] ? [[start, all[i + 1] ?? 0]] : [])),
  );
/** Some work around the clock: what they do at midnight goes on. */
const dayOfWork = fc.oneof(
  { weight: 3, arbitrary: minuteRanges },
  { weight: 1, arbitrary: fc.constant<MinuteRange[]>([[0, 1440]]) },
);
const pattern = fc.array(dayOfWork, { minLength: 7, maxLength: 7 }) as unknown as fc.Arbitrary<WeekPattern>;
const who = fc.constantFrom("ada" as const, "ben" as const);
const room = fc.constantFrom(null, "blue" as const, "green" as const);
const dayIndex = fc.integer({ min: 0, max: DAYS - 1 });
const instant = fc.record({
  day: dayIndex,
  minute: fc.integer({ min: 0, max: 287 }).map((five) => five * 5),
});

const acts = fc.array(
  fc.record({
    kind: fc.constantFrom("book", "book", "book", "block", "hold", "remote", "cancelled", "exception"),
    who,
    room,
    at: instant,
    // Appointments of another program need not keep the rhythm.
    beside: fc.constantFrom(0, 0, 2),
    type: fc.constantFrom<Type>("session", "intake", "short"),
    minutes: fc.integer({ min: 1, max: 40 }).map((quarters) => quarters * 15),
    ranges: minuteRanges,
  }),
  { minLength: 5, maxLength: 25 },
);
const questions = fc.array(
  fc.record({
    type: fc.constantFrom<Type>("session", "intake", "short", "group"),
    people: fc.constantFrom(null, ["ada" as const], ["ben" as const]),
    room,
    at: instant,
    seconds: fc.integer({ min: 0, max: 599 }),
    days: fc.integer({ min: 1, max: DAYS }),
    weekdays: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 })),
    between: fc.option(
      fc.constantFrom<[number, number]>([0, 720], [720, 1440], [120, 150], [150, 195], [0, 1440]),
    ),
  }),
  { minLength: 4, maxLength: 4 },
);
const world = fc.record({
  friday: fc.constantFrom(...FRIDAYS),
  ada: pattern,
  ben: pattern,
  leavesAfter: fc.option(dayIndex),
  acts,
  questions,
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

const at = (friday: Day, { day, minute }: { day: number; minute: number }): number =>
  zonedDay(ZONE, addDays(friday, day)).at(minute);

/** Through the commands, as people do it; what is refused is not there. */
async function fill(d: PracticeDesk, w: World): Promise<ReadonlyMap<string, Work>> {
  const exceptions = { ada: new Map<Day, MinuteRange[]>(), ben: new Map<Day, MinuteRange[]>() };
  for (const name of ["ada", "ben"] as const) {
    const practitionerId = d.practitioners[name];
    await done(d.send("hours.set", { practitionerId, validFrom: "2026-01-01", pattern: w[name] }));
  }
  for (const [index, act] of w.acts.entries()) {
    const practitionerId = d.practitioners[act.who];
    const startsAt = at(w.friday, act.at) + act.beside * 60;
    const roomId = act.room && d.rooms[act.room];
    const place = { practitionerId, roomId, startsAt, typeId: d.types[act.type] };
    const window = { window: `window-${index}`, actor: "Second desk" };
    const endsAt = startsAt + act.minutes * 60;
    if (act.kind === "block") {
      await d.send("blocks.create", { practitionerId, startsAt, endsAt, reason: "x", keepBookings: true });
    } else if (act.kind === "hold") {
      await d.send("appointments.hold", place, window);
    } else if (act.kind === "remote") {
      // Every second one is over already.
      const expiresAt = d.clock() + (index % 2 === 0 ? 60 : -60);
      d.raw
        .prepare("INSERT INTO remote_hold VALUES (?, 'Desk 2', ?, ?, ?, ?, ?)")
        .run(
          `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
          practitionerId,
          roomId,
          startsAt,
          endsAt,
          expiresAt,
        );
    } else if (act.kind === "exception") {
      const day = addDays(w.friday, act.at.day);
      if (exceptions[act.who].has(day)) continue;
      exceptions[act.who].set(day, act.ranges);
      const wish = { practitionerId, day, ranges: act.ranges, keepBookings: true };
      await done(d.send("hours.set-exception", wish));
    } else {
      const answer = await d.book({ ...place, outsideReason: "asked" }, window);
      const id = answer.ok ? answer.value.appointment.id : null;
      if (id !== null && act.kind === "cancelled")
        await d.send("appointments.cancel", { id, version: 1, reason: "ill" });
    }
  }
  const leavesOn = w.leavesAfter === null ? null : addDays(w.friday, w.leavesAfter);
  d.raw.prepare("UPDATE practitioner SET leaves_on = ? WHERE id = ?").run(leavesOn, d.practitioners.ben);
  return new Map([
    [d.practitioners.ada, { pattern: w.ada, exceptions: exceptions.ada, leavesOn: null }],
    [d.practitioners.ben, { pattern: w.ben, exceptions: exceptions.ben, leavesOn }],
  ]);
}

let found = 0;

function askBoth(d: PracticeDesk, slow: SlowFreeTime, w: World): void {
  const db = d.raw as unknown as ReadableDb;
  const all = Object.values(d.practitioners);
  for (const asked of w.questions) {
    const from = at(w.friday, asked.at) + asked.seconds;
    const typeId = d.types[asked.type];
    const [minutes, bufferMinutes] = LENGTHS[asked.type];
    const practitionerIds = asked.people?.map((name) => d.practitioners[name]);
    const roomId = asked.room === null ? undefined : d.rooms[asked.room];
    const question: Question = {
      practitionerIds: practitionerIds ?? all,
      minutes,
      bufferMinutes,
      roomId,
      from,
      days: dayRange(dayOf(ZONE, from), asked.days),
      weekdays: asked.weekdays ?? undefined,
      between: asked.between ?? undefined,
      now: d.clock(),
    };
    const times = findAvailability(
      db,
      {
        typeId,
        from,
        days: asked.days,
        limit: 500,
        ...(practitionerIds && { practitionerIds }),
        ...(roomId !== undefined && { roomId }),
        ...(asked.weekdays && { weekdays: asked.weekdays }),
        ...(asked.between && { between: asked.between }),
      },
      d.clock(),
    );
    const expected = slow.find(question).slice(0, 500);
    found += expected.length;
    expect(times?.map(({ practitionerId, startsAt }) => ({ practitionerId, startsAt }))).toEqual(expected);

    const now = from;
    const today = {
      ...question,
      roomId: undefined,
      days: [dayOf(ZONE, now)],
      weekdays: undefined,
      between: undefined,
      now,
    };
    const tomorrowEndsAt = zonedDay(ZONE, addDays(dayOf(ZONE, now), 1)).endsAt;
    const next = all
      .flatMap((practitionerId) => {
        const free = slow.next(practitionerId, today);
        return free ? [{ practitionerId, ...free, freeUntil: Math.min(free.freeUntil, tomorrowEndsAt) }] : [];
      })
      .toSorted((a, b) => a.startsAt - b.startsAt);
    const people = findFreeNow(db, typeId, now);
    expect(
      people?.map(({ practitionerId, startsAt, freeUntil }) => ({ practitionerId, startsAt, freeUntil })),
    ).toEqual(next);
  }
}

test("what is free is what no minute speaks against, also when clocks change, and who is free now with it", async () => {
  await fc.assert(
    fc.asyncProperty(world, async (w) => {
      const d = await openPracticeDesk();
      const work = await fill(d, w);
      askBoth(d, new SlowFreeTime(d.raw, ZONE, work), w);
      await d.close();
    }),
    { numRuns: 15, interruptAfterTimeLimit: 20_000 },
  );
  // Weeks in which nobody works would agree as well.
  expect(found).toBeGreaterThan(100);
}, 60_000);
