import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { systemClock } from "../../src/time/clock.ts";
import { wallMinutes } from "../../src/time/wall-time.ts";
import { zonedDay } from "../../src/time/zoned-day.ts";
import { actFor, whereOf } from "../keys/keys.ts";
import { type Cursor, useScreen } from "../store/screen.ts";
import { type Axis, SLOT } from "./axis.ts";
import type { Column } from "./columns.ts";
import { nextStop } from "./stops.ts";

const NINE_O_CLOCK = 9 * 3_600;
const FAR = 7_200;

/**
 * Where a day is opened: now, if it is today and somebody works; at night where the first of them begins, in the
 * evening where the last of them ends. Another day is opened where the first of them begins.
 */
export function openingTime(
  axis: Axis,
  columns: readonly Pick<Column, "hours">[],
  now = systemClock(),
): number {
  const hours = columns.flatMap((column) => column.hours);
  if (hours.length === 0) return axis.startsAt + NINE_O_CLOCK;
  const first = Math.max(axis.startsAt, Math.min(...hours.map((range) => range.startsAt)));
  if (now < axis.startsAt || now >= axis.endsAt) return first;
  const last = Math.min(axis.endsAt - SLOT, Math.max(...hours.map((range) => range.endsAt)));
  const slot = now - ((now - axis.startsAt) % SLOT);
  return Math.max(first, Math.min(last, slot));
}

/** The cursor that a day without one begins with: the last practitioner looked at, or the first. */
export function firstCursor(axis: Axis, columns: readonly Column[], before: Cursor | null): Cursor | null {
  const column = columns.find((each) => each.practitioner.id === before?.practitionerId) ?? columns[0];
  return column ? { practitionerId: column.practitioner.id, startsAt: openingTime(axis, columns) } : null;
}

/** The cursor, if it stands on something that is drawn. */
export const onBoard = (axis: Axis, columns: readonly Column[], cursor: Cursor | null): Cursor | null =>
  cursor !== null &&
  cursor.startsAt >= axis.startsAt &&
  cursor.startsAt < axis.endsAt &&
  columns.some((column) => column.practitioner.id === cursor.practitionerId)
    ? cursor
    : null;

/** Turning the page takes the cursor along: the same practitioner, the same time on the clock. */
export function useCursorKept(
  board: RefObject<HTMLElement | null>,
  axis: Axis,
  columns: readonly Column[],
  zone: string,
  waiting: boolean,
): void {
  useEffect(() => {
    const { cursor, setCursor } = useScreen.getState();
    if (waiting || onBoard(axis, columns, cursor)) return;
    if (cursor) {
      const startsAt = zonedDay(zone, axis.day).at(wallMinutes(zone, cursor.startsAt));
      const known = columns.some((column) => column.practitioner.id === cursor.practitionerId);
      setCursor(known ? { ...cursor, startsAt } : firstCursor(axis, columns, null));
    } else if (document.activeElement === board.current) {
      setCursor(firstCursor(axis, columns, null));
    }
  }, [board, axis, columns, zone, waiting]);
}

type Open = (column: Column, startsAt: number) => void;

/** The grid's own keys: arrows by time and by person, Home and End of a working day, Enter. */
export function useCursorKeys(axis: Axis, columns: readonly Column[], open: Open) {
  return (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const act = actFor(event);
    if (act === null || whereOf(act) !== "grid") return;
    event.preventDefault();
    const { cursor: known, setCursor } = useScreen.getState();
    const cursor = onBoard(axis, columns, known) ?? firstCursor(axis, columns, known);
    if (!cursor) return;
    const index = columns.findIndex((column) => column.practitioner.id === cursor.practitionerId);
    const column = columns[index];
    if (!column) return;

    const to = (startsAt: number): void => {
      const inside = Math.min(axis.endsAt - SLOT, Math.max(axis.startsAt, startsAt));
      setCursor({ ...cursor, startsAt: inside });
    };
    const beside = (distance: number): void => {
      const next = columns[Math.min(columns.length - 1, Math.max(0, index + distance))];
      if (next) setCursor({ ...cursor, practitionerId: next.practitioner.id });
    };
    const rtl = document.dir === "rtl" ? -1 : 1;

    if (act === "open") open(column, cursor.startsAt);
    else if (act === "cursor-down") to(nextStop(column, axis, cursor.startsAt, 1));
    else if (act === "cursor-up") to(nextStop(column, axis, cursor.startsAt, -1));
    else if (act === "cursor-down-fine") to(nextStop(column, axis, cursor.startsAt, 1, true));
    else if (act === "cursor-up-fine") to(nextStop(column, axis, cursor.startsAt, -1, true));
    else if (act === "cursor-hour-down") to(cursor.startsAt + FAR);
    else if (act === "cursor-hour-up") to(cursor.startsAt - FAR);
    else if (act === "cursor-first") to(column.hours[0]?.startsAt ?? axis.startsAt);
    else if (act === "cursor-last") to((column.hours.at(-1)?.endsAt ?? axis.endsAt) - SLOT * 3);
    else if (act === "cursor-left") beside(-rtl);
    else if (act === "cursor-right") beside(rtl);
  };
}
