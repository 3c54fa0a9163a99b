import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { systemClock } from "../../src/time/clock.ts";
import { wallMinutes } from "../../src/time/wall-time.ts";
import { type Day, zonedDay } from "../../src/time/zoned-day.ts";
import { actFor, whereOf } from "../keys/keys.ts";
import { type Cursor, useScreen } from "../store/screen.ts";
import { type Axis, instantAt, rowOf, SLOT } from "./axis.ts";
import { type Column, columnAt } from "./columns.ts";
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

/** The cursor that a board without one begins with: on the day shown, the last practitioner looked at, or the first. */
export function firstCursor(columns: readonly Column[], day: Day, before: Cursor | null): Cursor | null {
  const ofDay = columns.filter(({ axis }) => axis.day === day);
  const there = ofDay.length > 0 ? ofDay : columns;
  const column = there.find(({ practitioner }) => practitioner.id === before?.practitionerId) ?? there[0];
  if (!column) return null;
  const same = there.filter(({ axis }) => axis === column.axis);
  return { practitionerId: column.practitioner.id, startsAt: openingTime(column.axis, same) };
}

/** The cursor, if it stands on something that is drawn. */
export const onBoard = (columns: readonly Column[], cursor: Cursor | null): Cursor | null =>
  columnAt(columns, cursor) ? cursor : null;

/** Turning the page takes the cursor along: the same practitioner, the same time on the clock. */
export function useCursorKept(
  board: RefObject<HTMLElement | null>,
  columns: readonly Column[],
  day: Day,
  zone: string,
  waiting: boolean,
): void {
  const takenTo = useRef(day);
  useEffect(() => {
    const [first] = columns;
    if (waiting || !first) return;
    const { cursor, setCursor } = useScreen.getState();
    const turned = takenTo.current !== day;
    takenTo.current = day;
    if (!cursor) {
      if (document.activeElement === board.current) setCursor(firstCursor(columns, day, null));
      return;
    }
    // In a week the arrows go to other days than the one that was gone to.
    const there = columnAt(columns, cursor);
    if (there && (!turned || there.axis.day === day)) return;
    const isShown = columns.some(({ axis }) => axis.day === day);
    const isKnown = columns.some(({ practitioner }) => practitioner.id === cursor.practitionerId);
    setCursor({
      practitionerId: isKnown ? cursor.practitionerId : first.practitioner.id,
      startsAt: zonedDay(zone, isShown ? day : first.axis.day).at(wallMinutes(zone, cursor.startsAt)),
    });
  }, [board, columns, day, zone, waiting]);
}

type Open = (column: Column, startsAt: number) => void;

/** The grid's own keys: arrows by time and by column, Home and End of a working day, Enter. */
export function useCursorKeys(columns: readonly Column[], day: Day, waiting: boolean, open: Open) {
  return (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const act = actFor(event);
    if (act === null || whereOf(act) !== "grid") return;
    event.preventDefault();
    const { cursor: known, setCursor } = useScreen.getState();
    const cursor = onBoard(columns, known) ?? (waiting ? null : firstCursor(columns, day, known));
    const column = columnAt(columns, cursor);
    if (!cursor || !column) return;
    const { axis } = column;

    const to = (startsAt: number, of = column): void => {
      const inside = Math.min(of.axis.endsAt - SLOT, Math.max(of.axis.startsAt, startsAt));
      setCursor({ practitionerId: of.practitioner.id, startsAt: inside });
    };
    const beside = (distance: number): void => {
      const next = columns[columns.indexOf(column) + distance];
      if (next) to(instantAt(next.axis, rowOf(axis, cursor.startsAt)), next);
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
