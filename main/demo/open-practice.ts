import { randomUUID } from "node:crypto";
import type { OutputOf } from "../../src/ipc/channel.ts";
import { type Contract, contract, type Input } from "../../src/ipc/contract.ts";
import type { PractitionerView } from "../../src/ipc/views.ts";
import { addDays, type Day, weekday, zonedDay } from "../../src/time/zoned-day.ts";
import type { CommandName } from "../commands/handler.ts";
import type { Desk } from "../desk.ts";
import { mondayOf, type Span } from "./span.ts";
import { type Practitioner, practiceName, practitioners, rooms, types } from "./staff.ts";
import { LUNCH_MINUTES, TEAM_MEETING } from "./week-plan.ts";

const caller = { window: "", actor: "Front desk" };

async function command<Name extends CommandName>(
  desk: Desk,
  name: Name,
  input: Omit<Input<Name>, "requestId">,
): Promise<OutputOf<Contract[Name]>> {
  const parsed = contract[name].input.parse({ requestId: randomUUID(), ...input });
  const answer = await desk.command(name, parsed, caller);
  if (!answer.ok) throw new Error(`${name} was refused: ${answer.error.code}`);
  return answer.value as OutputOf<Contract[Name]>;
}

/** Practice, people, rooms and types, and what returns every week: as a person sets it up, by commands. */
export async function openPractice(desk: Desk, span: Span): Promise<void> {
  await command(desk, "practice.set-up", {
    name: practiceName,
    zone: span.zone,
    practitioners: practitioners.map(({ name, pattern }) => ({ name, pattern })),
    rooms: rooms.map((name) => ({ name })),
    types: [...types],
  });
  const listed = await desk.query("practitioners.list", {}, caller);
  if (!listed.ok) throw new Error(`the demo's practitioners cannot be read: ${listed.error.code}`);
  const { practitioners: views } = listed.value as { practitioners: PractitionerView[] };
  // All at once: they share a commit.
  await Promise.all(
    views.flatMap((view, index) =>
      finishPractitioner(desk, view, practitioners[index] as Practitioner, span),
    ),
  );
}

function finishPractitioner(
  desk: Desk,
  { id, name, version, position }: PractitionerView,
  { shortName, leavesAfterDays, laterHours, lunchAt, pattern }: Practitioner,
  span: Span,
): Promise<unknown>[] {
  const done: Promise<unknown>[] = [];
  const series = (days: string, day: Day, startsAt: number, minutes: number, reason: string): void => {
    const from = zonedDay(span.zone, day).at(startsAt);
    const recurrence = { rrule: `FREQ=WEEKLY;BYDAY=${days}` };
    const range = { startsAt: from, endsAt: from + minutes * 60 };
    done.push(command(desk, "blocks.create", { practitionerId: id, ...range, reason, recurrence }));
  };
  const { weekday: meetingDay, startsAt, endsAt } = TEAM_MEETING;
  const works = pattern[meetingDay - 1]?.some(([from, until]) => from <= startsAt && endsAt <= until);
  if (works) series("WE", addDays(span.first, meetingDay - 1), startsAt, endsAt - startsAt, "Team meeting");
  if (lunchAt !== undefined) series("MO,TU,WE,TH,FR", span.first, lunchAt, LUNCH_MINUTES, "Lunch");
  if (laterHours) {
    const validFrom = mondayOf(addDays(span.today, laterHours[0]));
    done.push(command(desk, "hours.set", { practitionerId: id, validFrom, pattern: laterHours[1] }));
  }
  if (shortName !== undefined || leavesAfterDays !== undefined) {
    const change = { id, version, name, position, shortName: shortName ?? null };
    const leavesOn = leavesAfterDays === undefined ? null : addDays(span.today, leavesAfterDays);
    done.push(command(desk, "practitioners.change", { ...change, leavesOn }));
  }
  // A day on which one comes in late.
  const tomorrow = addDays(span.today, weekday(span.today) >= 5 ? 8 - weekday(span.today) : 1);
  if (position === 0) {
    const ranges: [number, number][] = [
      [10 * 60, 12 * 60],
      [13 * 60, 18 * 60],
    ];
    done.push(command(desk, "hours.set-exception", { practitionerId: id, day: tomorrow, ranges }));
  }
  return done;
}
