import { type RefObject, useLayoutEffect, useRef } from "react";
import { type Axis, yOf } from "./axis.ts";
import type { Column } from "./columns.ts";
import { openingTime } from "./use-cursor.ts";

const HEADER = 36;
/** What came just before is context: how much of the view lies above the time a day is opened at. */
const ABOVE = 0.25;

/**
 * Opens a day where it matters, unless that can be seen already: turning pages keeps the hour one looks at.
 * Zooming keeps the time in the middle in the middle.
 */
export function useOpeningScroll(
  board: RefObject<HTMLElement | null>,
  axis: Axis,
  columns: readonly Column[],
  zoom: number,
): void {
  const opened = useRef<{ day: string; zoom: number } | null>(null);
  useLayoutEffect(() => {
    const element = board.current;
    if (!element || columns.length === 0) return;
    const before = opened.current;
    opened.current = { day: axis.day, zoom };
    if (before?.day === axis.day) {
      if (before.zoom === zoom) return;
      const middle = (element.clientHeight - HEADER) / 2;
      element.scrollTo({ top: ((element.scrollTop + middle) * zoom) / before.zoom - middle });
      return;
    }
    const y = yOf(axis, openingTime(axis, columns), zoom);
    const height = element.clientHeight - HEADER;
    const seen = before !== null && y >= element.scrollTop && y <= element.scrollTop + height * 0.75;
    if (!seen) element.scrollTo({ top: y - height * ABOVE });
  }, [board, axis, columns, zoom]);
}
