import { isOccupying, type Status } from "../../src/appointments/status.ts";
import type {
  AppointmentView,
  BlockView,
  DayView,
  PractitionerView,
  RemoteHoldView,
  WeekView,
} from "../../src/ipc/views.ts";
import type { Range } from "../../src/time/zoned-day.ts";
import { type Axis, isOnAxis } from "./axis.ts";
import { type Place, placeInLanes } from "./lanes.ts";

export type Card = { appointment: AppointmentView; place: Place };
/** What another desk is just booking: seen, never opened or moved from here. */
export type RemoteHold = { hold: RemoteHoldView; place: Place };

/** One practitioner's day as the board draws it: beside the others' of that day, or beside their other days. */
export type Column = {
  /** What tells it from the other columns of its board. */
  key: string;
  practitioner: PractitionerView;
  axis: Axis;
  /** Stands in a week: its times are said with their day. */
  dated: boolean;
  hours: readonly Range[];
  /** Outside working hours, within the day. */
  away: readonly Range[];
  cards: readonly Card[];
  blocks: readonly BlockView[];
  holds: readonly RemoteHold[];
};

const gone: readonly Status[] = ["cancelled", "entered-in-error", "waitlist"];

/** Cancelled and mistaken entries are history; a no-show stays, because its time may have been given away. */
export const isShown = (appointment: AppointmentView): boolean => !gone.includes(appointment.status);

export const holdsItsTime = (appointment: AppointmentView): boolean =>
  appointment.placed && isOccupying(appointment.status);

/** What a day leaves outside `ranges`, which are in order and apart. */
export function outside(day: Range, ranges: readonly Range[]): Range[] {
  const rest: Range[] = [];
  let from = day.startsAt;
  for (const range of ranges) {
    if (range.startsAt > from) rest.push({ startsAt: from, endsAt: Math.min(range.startsAt, day.endsAt) });
    from = Math.max(from, range.endsAt);
  }
  if (from < day.endsAt) rest.push({ startsAt: from, endsAt: day.endsAt });
  return rest;
}

const byPractitioner = <T extends { practitionerId: string }>(items: readonly T[]): Map<string, T[]> =>
  Map.groupBy(items, (item) => item.practitionerId);

type Held = Pick<Column, "blocks"> & {
  appointments: readonly AppointmentView[];
  holds: readonly RemoteHoldView[];
};
type Who = Pick<Column, "key" | "practitioner" | "axis" | "dated" | "hours">;

function columnOf(who: Who, { appointments, blocks, holds }: Held): Column {
  const places = placeInLanes([
    ...appointments.map((appointment) => ({
      id: appointment.id,
      startsAt: appointment.startsAt,
      endsAt: appointment.busyUntil,
      occupying: holdsItsTime(appointment),
    })),
    // A booking that arrived beats a hold elsewhere, so these may meet until that desk has heard of it.
    ...holds.map((hold) => ({
      id: hold.holdId,
      startsAt: hold.startsAt,
      endsAt: hold.busyUntil,
      occupying: false,
    })),
  ]);
  const placeOf = (id: string): Place => places.get(id) ?? { left: 0, width: 1 };
  return {
    ...who,
    away: outside(who.axis, who.hours),
    cards: appointments
      .map((appointment) => ({ appointment, place: placeOf(appointment.id) }))
      .toSorted((a, b) => a.appointment.startsAt - b.appointment.startsAt),
    blocks,
    holds: holds.map((hold) => ({ hold, place: placeOf(hold.holdId) })),
  };
}

/** A day of everybody in `view`, as they stand there. */
export function columnsOf(view: DayView, axis: Axis): Column[] {
  const appointments = byPractitioner(view.appointments.filter(isShown));
  const blocks = byPractitioner(view.blocks);
  const remote = byPractitioner(view.remoteHolds);
  return view.practitioners.map((practitioner) =>
    columnOf(
      { key: practitioner.id, practitioner, axis, dated: false, hours: practitioner.hours },
      {
        appointments: appointments.get(practitioner.id) ?? [],
        blocks: blocks.get(practitioner.id) ?? [],
        holds: remote.get(practitioner.id) ?? [],
      },
    ),
  );
}

/** Days of one practitioner; what lies over midnight is in both. `axes` says which of the days. */
export function weekColumnsOf(view: WeekView, axes: readonly Axis[]): Column[] {
  const shown = view.appointments.filter(isShown);
  return axes.map((axis) => {
    const meetsDay = ({ startsAt }: { startsAt: number }, until: number): boolean =>
      startsAt < axis.endsAt && until > axis.startsAt;
    const hours = view.days.find(({ day }) => day === axis.day)?.hours ?? [];
    return columnOf(
      { key: axis.day, practitioner: view.practitioner, axis, dated: true, hours },
      {
        appointments: shown.filter((each) => meetsDay(each, each.busyUntil)),
        blocks: view.blocks.filter((each) => meetsDay(each, each.endsAt)),
        holds: view.remoteHolds.filter((each) => meetsDay(each, each.busyUntil)),
      },
    );
  });
}

type Spot = { practitionerId: string; startsAt: number };

export const isIn = ({ practitioner, axis }: Column, spot: Spot): boolean =>
  practitioner.id === spot.practitionerId && isOnAxis(axis, spot.startsAt);

/** The column that a place is in, if the board has it. */
export const columnAt = (columns: readonly Column[], spot: Spot | null): Column | undefined =>
  spot === null ? undefined : columns.find((column) => isIn(column, spot));

export type Meeting =
  | { kind: "free" }
  | { kind: "appointment"; appointment: AppointmentView }
  | { kind: "block"; block: BlockView }
  | { kind: "hold"; hold: RemoteHoldView }
  | { kind: "outside"; range: Range };

const meets = (range: { startsAt: number }, until: number, startsAt: number, endsAt: number): boolean =>
  range.startsAt < endsAt && until > startsAt;

/** What an appointment at this place would meet first: a hint for the eye, main decides. */
export function meetingAt(column: Column, startsAt: number, busyUntil: number, exceptId?: string): Meeting {
  const card = column.cards.find(
    ({ appointment }) =>
      appointment.id !== exceptId &&
      holdsItsTime(appointment) &&
      meets(appointment, appointment.busyUntil, startsAt, busyUntil),
  );
  if (card) return { kind: "appointment", appointment: card.appointment };
  const remote = column.holds.find(({ hold }) => meets(hold, hold.busyUntil, startsAt, busyUntil));
  if (remote) return { kind: "hold", hold: remote.hold };
  const block = column.blocks.find((each) => meets(each, each.endsAt, startsAt, busyUntil));
  if (block) return { kind: "block", block };
  const range = column.away.find((each) => meets(each, each.endsAt, startsAt, busyUntil));
  return range ? { kind: "outside", range } : { kind: "free" };
}

/** Until when a place is free that meets something only later; null where it is not free at all. */
export function freeUntil(meeting: Meeting, startsAt: number): number | null {
  if (meeting.kind === "free") return null;
  const met = whatIsMet(meeting);
  return met.startsAt > startsAt ? met.startsAt : null;
}

function whatIsMet(meeting: Exclude<Meeting, { kind: "free" }>): { startsAt: number } {
  switch (meeting.kind) {
    case "appointment":
      return meeting.appointment;
    case "block":
      return meeting.block;
    case "hold":
      return meeting.hold;
    case "outside":
      return meeting.range;
  }
}

export const blockAt = (column: Column, instant: number): BlockView | undefined =>
  column.blocks.find((block) => block.startsAt <= instant && instant < block.endsAt);

/** Where the day of a block that has gone on since midnight is looked at: as work would begin. */
function seenFrom({ axis, hours }: Column, block: BlockView): number {
  const work = hours[0]?.startsAt ?? axis.startsAt;
  return block.startsAt <= axis.startsAt && work < block.endsAt ? work : block.startsAt;
}

/** Where a block's reason can be read: its start, or the first moment that no card covers. */
export function labelPlace(column: Column, block: BlockView): number {
  let at = seenFrom(column, block);
  for (const { appointment } of column.cards) {
    if (appointment.startsAt <= at && at < appointment.endsAt) at = appointment.endsAt;
  }
  return at < block.endsAt ? at : block.startsAt;
}
