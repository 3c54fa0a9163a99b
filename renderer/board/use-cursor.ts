import { type KeyboardEvent, useCallback } from "react";
import { systemClock } from "../../src/time/clock.ts";
import { actFor, whereOf } from "../keys/keys.ts";
import { type Cursor, useScreen } from "../store/screen.ts";
import { type Axis, SLOT } from "./axis.ts";
import type { Column } from "./columns.ts";
import { nextStop } from "./stops.ts";

const NINE_O_CLOCK = 9 * 3_600;
const FAR = 7_200;

/** Where a day is opened: now, if it is today and somebody works; otherwise where the first of them begins. */
export function openingTime(axis: Axis, columns: readonly Column[]): number {
  const now = systemClock();
  if (now >= axis.startsAt && now < axis.endsAt) return now - ((now - axis.startsAt) % SLOT);
  const starts = columns.flatMap((column) => column.hours.map((range) => range.startsAt));
  return starts.length > 0 ? Math.max(axis.startsAt, Math.min(...starts)) : axis.startsAt + NINE_O_CLOCK;
}

/** The cursor that a day without one begins with: the last practitioner looked at, or the first. */
export function firstCursor(axis: Axis, columns: readonly Column[], before: Cursor | null): Cursor | null {
  const column = columns.find((each) => each.practitioner.id === before?.practitionerId) ?? columns[0];
  return column ? { practitionerId: column.practitioner.id, startsAt: openingTime(axis, columns) } : null;
}

/** Whether the cursor stands on something that is drawn. */
export const isOn = (axis: Axis, columns: readonly Column[], cursor: Cursor | null): cursor is Cursor =>
  cursor !== null &&
  cursor.startsAt >= axis.startsAt &&
  cursor.startsAt < axis.endsAt &&
  columns.some((column) => column.practitioner.id === cursor.practitionerId);

type Open = (cursor: Cursor) => void;

/** The grid's own keys: arrows by time and by person, Home and End of a working day, Enter. */
export function useCursorKeys(axis: Axis, columns: readonly Column[], open: Open) {
  return useCallback(
    (event: KeyboardEvent): void => {
      if (event.target !== event.currentTarget) return;
      const act = actFor(event);
      if (act === null || whereOf(act) !== "grid") return;
      event.preventDefault();
      const { cursor: known, setCursor } = useScreen.getState();
      const cursor = isOn(axis, columns, known) ? known : firstCursor(axis, columns, known);
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

      if (act === "open") open(cursor);
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
    },
    [axis, columns, open],
  );
}
