import { type Column, holdsItsTime } from "./columns.ts";

/** Arrow keys go by a quarter of an hour, and stop wherever something begins or ends. */
export const STEP = 900;
const FINE_STEP = 300;

type Day = { startsAt: number; endsAt: number };

/** The card under an instant of a column; what holds its time comes before what does not. */
export function cardAt(column: Column, instant: number) {
  const there = column.cards.filter(
    ({ appointment }) => appointment.startsAt <= instant && instant < appointment.endsAt,
  );
  return there.find(({ appointment }) => holdsItsTime(appointment)) ?? there[0];
}

/** Whatever holds an instant, with the buffer after it. */
const holderAt = (column: Column, instant: number) =>
  column.cards.find(
    ({ appointment }) =>
      holdsItsTime(appointment) && appointment.startsAt <= instant && instant < appointment.busyUntil,
  )?.appointment;

const edges = (column: Column): number[] =>
  column.cards.flatMap(({ appointment }) =>
    holdsItsTime(appointment) ? [appointment.startsAt, appointment.busyUntil] : [appointment.startsAt],
  );

const clamp = (day: Day, instant: number): number =>
  Math.min(day.endsAt - FINE_STEP, Math.max(day.startsAt, instant));

/** Where the cursor goes from `at` with one press: over an appointment in one step, through free time in quarters. */
export function nextStop(column: Column, day: Day, at: number, direction: 1 | -1, fine = false): number {
  const step = fine ? FINE_STEP : STEP;
  if (fine) return clamp(day, at + direction * step);
  if (direction === 1) {
    const inside = holderAt(column, at);
    if (inside) return clamp(day, inside.busyUntil);
    const quarter = (Math.floor(at / step) + 1) * step;
    return clamp(day, Math.min(quarter, ...edges(column).filter((edge) => edge > at)));
  }
  const before = holderAt(column, at - 1);
  if (before) return clamp(day, before.startsAt);
  const quarter = (Math.ceil(at / step) - 1) * step;
  return clamp(day, Math.max(quarter, ...edges(column).filter((edge) => edge < at)));
}
