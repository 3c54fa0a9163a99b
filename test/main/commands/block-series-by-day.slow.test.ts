import * as fc from "fast-check";
import { expect, test } from "vitest";
import { extendSeries } from "../../../main/commands/block-series.ts";
import { internalJob } from "../../../main/commands/run-command.ts";
import { openSeries } from "../../../main/db/blocks.ts";
import { runGroup } from "../../../main/queue/group-commit.ts";
import { addDays } from "../../../src/time/zoned-day.ts";
import { temporaryTestFolder } from "../../helpers/open-test-desk.ts";
import { openReplica, type Replica } from "../../helpers/replica.ts";
import { at, MONDAY } from "../../helpers/set-up-practice.ts";
import { namesOf, yes } from "../../helpers/sharing-replicas.ts";

/** Time off that repeats, changed and removed at random, beside a plain list of its days. */

const HORIZON_DAYS = 400;
const LATER_DAYS = 70;
const RULES = [
  { rrule: "FREQ=DAILY;COUNT=6", every: [1], times: 6 },
  { rrule: "FREQ=WEEKLY;COUNT=7", every: [7], times: 7 },
  { rrule: "FREQ=WEEKLY;INTERVAL=2;COUNT=5", every: [14], times: 5 },
  { rrule: "FREQ=WEEKLY;BYDAY=MO,TH", every: [3, 4], times: null },
  { rrule: "FREQ=WEEKLY", every: [7], times: null },
] as const;
type Rule = (typeof RULES)[number];

const scope = fc.constantFrom("one" as const, "following" as const, "all" as const);
const which = fc.nat(8);
/** Before and after noon; at some of them clocks are changed on the way. */
const start = fc.constantFrom("8:00", "9:30", "12:00", "14:15", "18:00");
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("change" as const),
      which,
      scope,
      start,
      minutes: fc.constantFrom(30, 45, 120),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove" as const), which, scope }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("undo" as const) }) },
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

type Time = { readonly start: string; readonly minutes: number; readonly reason: string };
/** What one rule makes: it goes on as long as nothing ended it. */
type Piece = { readonly time: Time; readonly goesOn: boolean };
type Day = { readonly day: string; readonly piece: number; readonly time: Time; readonly stands: boolean };
type Plan = { readonly days: readonly Day[]; readonly pieces: readonly Piece[] };

function daysOf({ every, times }: Rule, from: string, until: string): string[] {
  const days: string[] = [];
  for (let day = from, count = 0; times === null ? day < until : count < times; count += 1) {
    days.push(day);
    day = addDays(day, every[count % every.length] as number);
  }
  return days;
}

/** As the people of the practice would pencil it into their diary. */
function pencilled(plan: Plan, row: Day, a: Exclude<Act, { kind: "undo" }>, reason: string): Plan {
  const isReached = (one: Day): boolean =>
    one.stands &&
    one.piece === row.piece &&
    (a.scope === "all" || (a.scope === "one" ? one.day === row.day : one.day >= row.day));
  if (a.kind === "remove") {
    const days = plan.days.map((one) => (isReached(one) ? { ...one, stands: false } : one));
    const pieces = plan.pieces.map((piece, index) =>
      a.scope !== "one" && index === row.piece ? { ...piece, goesOn: false } : piece,
    );
    return { days, pieces };
  }
  const time = { start: a.start, minutes: a.minutes, reason };
  const piece = a.scope === "one" ? row.piece : plan.pieces.length;
  const days = plan.days.map((one) => (isReached(one) ? { ...one, piece, time } : one));
  if (a.scope === "one") return { ...plan, days };
  const { goesOn } = plan.pieces[row.piece] as Piece;
  const ended = plan.pieces.map((one, index) => (index === row.piece ? { ...one, goesOn: false } : one));
  return { days, pieces: [...ended, { time, goesOn }] };
}

const standing = ({ db }: Replica): unknown[] =>
  db.prepare("SELECT starts_at, ends_at, reason FROM block WHERE removed = 0 ORDER BY starts_at").all();

const expected = ({ days }: Plan): unknown[] =>
  days
    .filter(({ stands }) => stands)
    .map(({ day, time }) => ({
      starts_at: at(time.start, day),
      ends_at: at(time.start, day) + time.minutes * 60,
      reason: time.reason,
    }));

function keepHouse(desk: Replica): void {
  const jobs = openSeries(desk.db).map(({ id }) =>
    internalJob(
      "blocks.extend",
      desk.clock,
      () => undefined,
      (unit) => extendSeries(unit, id),
    ),
  );
  const group = runGroup(
    desk.db,
    () => jobs.shift(),
    (_job, error) => {
      throw error;
    },
  );
  if (!("outcomes" in group)) throw group.error;
}

function plannedAndDone(rule: Rule, acts: readonly Act[], desk: Replica): void {
  const first: Time = { start: "12:00", minutes: 60, reason: "Course" };
  const horizon = (days: number): string => addDays(MONDAY, HORIZON_DAYS + days);
  const planned = daysOf(rule, MONDAY, horizon(0));
  let plan: Plan = {
    days: planned.map((day) => ({ day, piece: 0, time: first, stands: true })),
    pieces: [{ time: first, goesOn: rule.times === null }],
  };
  yes(
    desk.send("blocks.create", {
      practitionerId: namesOf(desk).ada,
      startsAt: at("12:00"),
      endsAt: at("13:00"),
      reason: "Course",
      recurrence: { rrule: rule.rrule },
    }),
  );
  let last: { opId: string; before: Plan } | undefined;
  for (const [number, a] of acts.entries()) {
    const before: Plan = plan;
    if (a.kind === "undo") {
      if (!last) continue;
      const { opId } = yes(desk.send("appointments.undo", { opId: last.opId }));
      plan = last.before;
      last = { opId, before };
      expect(standing(desk)).toEqual(expected(plan));
      continue;
    }
    const left = plan.days.filter(({ stands }) => stands);
    const row = left[a.which % Math.max(1, left.length)];
    if (!row) continue;
    const startsAt = at(row.time.start, row.day);
    const seen = desk.db
      .prepare<[number], { id: string; version: number }>(
        "SELECT id, version FROM block WHERE starts_at = ? AND removed = 0",
      )
      .get(startsAt) as { id: string; version: number };
    // Never the same words twice: each change leaves something to undo.
    const reason = `Course ${number}`;
    const answer =
      a.kind === "remove"
        ? desk.send("blocks.remove", { ...seen, scope: a.scope })
        : desk.send("blocks.change", {
            ...seen,
            startsAt: at(a.start, row.day),
            endsAt: at(a.start, row.day) + a.minutes * 60,
            reason,
            scope: a.scope,
          });
    plan = pencilled(plan, row, a, reason);
    last = { opId: yes<{ opId: string }>(answer).opId, before };
    expect(standing(desk)).toEqual(expected(plan));
  }
  desk.clock.advance(LATER_DAYS * 86_400);
  keepHouse(desk);
  const more = daysOf(rule, MONDAY, horizon(LATER_DAYS)).slice(planned.length);
  const goingOn = plan.pieces.findIndex(({ goesOn }) => goesOn);
  const added = more.map((day) => ({
    day,
    piece: goingOn,
    time: plan.pieces[goingOn]?.time ?? first,
    stands: goingOn >= 0,
  }));
  expect(standing(desk)).toEqual(expected({ ...plan, days: [...plan.days, ...added] }));
}

test("time off that repeats stands on the days, and at the times, of a diary kept by hand", () => {
  const folder = temporaryTestFolder();
  let desks = 0;
  fc.assert(
    fc.property(fc.constantFrom(...RULES), fc.array(act, { maxLength: 8 }), (rule, acts) => {
      desks += 1;
      const desk = openReplica(folder, `Desk ${desks}`);
      try {
        plannedAndDone(rule, acts, desk);
      } finally {
        desk.close();
      }
    }),
    { numRuns: 60 },
  );
});
