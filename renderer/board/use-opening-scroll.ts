import { type RefObject, useLayoutEffect, useRef } from "react";
import type { Day } from "../../src/time/zoned-day.ts";
import { yOf } from "./axis.ts";
import type { Column } from "./columns.ts";
import { openingTime } from "./use-cursor.ts";

const HEADER = 36;
/** What came just before is context: how much of the view lies above the time a day is opened at. */
const ABOVE = 0.25;

const works = ({ hours }: Column): boolean => hours.length > 0;

/** Pixels down to where the shown day is opened; on a day off of a week, to where its other days begin. */
function openingY(columns: readonly Column[], day: Day, zoom: number): number {
  const ofDay = columns.filter(({ axis }) => axis.day === day);
  const looked = ofDay.some(works) ? ofDay : columns.some(works) ? columns.filter(works) : columns;
  const byDay = [...Map.groupBy(looked, ({ axis }) => axis)];
  return Math.min(...byDay.map(([axis, same]) => yOf(axis, openingTime(axis, same), zoom)));
}

/**
 * Opens a day where it matters, unless that can be seen already: turning pages keeps the hour one looks at.
 * Zooming keeps the time in the middle in the middle.
 */
export function useOpeningScroll(
  board: RefObject<HTMLElement | null>,
  columns: readonly Column[],
  day: Day,
  zoom: number,
): void {
  const opened = useRef<{ first: Day; zoom: number } | null>(null);
  useLayoutEffect(() => {
    const element = board.current;
    const first = columns[0]?.axis.day;
    if (!element || first === undefined) return;
    const before = opened.current;
    opened.current = { first, zoom };
    if (before?.first === first) {
      if (before.zoom === zoom) return;
      const middle = (element.clientHeight - HEADER) / 2;
      element.scrollTo({ top: ((element.scrollTop + middle) * zoom) / before.zoom - middle });
      return;
    }
    const y = openingY(columns, day, zoom);
    const height = element.clientHeight - HEADER;
    const seen = before !== null && y >= element.scrollTop && y <= element.scrollTop + height * 0.75;
    if (!seen) element.scrollTo({ top: y - height * ABOVE });
  }, [board, columns, day, zoom]);
}
