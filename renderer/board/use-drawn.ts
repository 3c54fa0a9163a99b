import { type RefObject, useDeferredValue, useLayoutEffect, useMemo, useState } from "react";
import type { Column } from "./columns.ts";

/** So many columns are drawn whole. Of more, only what is in view and some on either side of it is drawn. */
const ALWAYS = 24;
const ASIDE = { columns: 8, pixels: 288 };
/** What is in view is reckoned in steps, so that scrolling draws now and then and not at every pixel. */
const STEP = { columns: 1, pixels: 48 };

/** Pixels from the top of a day. */
export type Rows = { readonly top: number; readonly bottom: number };
/** Columns by their place on the board, `end` not included. */
type InView = Rows & { readonly first: number; readonly end: number };

export type Drawn = {
  column: Column;
  /** What of its day shows what it holds; null for none of it. */
  rows: Rows | null;
};

export const WHOLE: Rows = { top: Number.NEGATIVE_INFINITY, bottom: Number.POSITIVE_INFINITY };

function useInView(board: RefObject<HTMLElement | null>, count: number, axis: number): InView {
  const [inView, setInView] = useState<InView>({ ...WHOLE, first: 0, end: ALWAYS });
  useLayoutEffect(() => {
    const element = board.current;
    if (!element || count <= ALWAYS) return;
    const look = (): void => {
      const width = (element.scrollWidth - axis) / count;
      const left = Math.abs(element.scrollLeft);
      const right = left + element.clientWidth - axis;
      const first = Math.floor(left / width / STEP.columns) * STEP.columns;
      const end = Math.ceil(right / width / STEP.columns) * STEP.columns;
      const top = Math.floor(element.scrollTop / STEP.pixels) * STEP.pixels;
      const bottom = Math.ceil((element.scrollTop + element.clientHeight) / STEP.pixels) * STEP.pixels;
      setInView((known) =>
        known.first === first && known.end === end && known.top === top && known.bottom === bottom
          ? known
          : { first, end, top, bottom },
      );
    };
    look();
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [board, count, axis]);
  return inView;
}

/**
 * The columns as they are to be drawn. Turning the page waits for what can be seen; what lies beside it is drawn a
 * moment later, and of two hundred columns most hold nothing until they are scrolled to.
 */
export function useDrawn(
  board: RefObject<HTMLElement | null>,
  columns: readonly Column[],
  axis: number,
): Drawn[] {
  const { first, end, top, bottom } = useInView(board, columns.length, axis);
  const settled = useDeferredValue(columns);
  const before = useMemo(() => new Map(settled.map((column) => [column.key, column])), [settled]);
  const aside = settled === columns ? ASIDE.pixels : 0;
  const rows = useMemo(() => ({ top: top - aside, bottom: bottom + aside }), [top, bottom, aside]);
  if (columns.length <= ALWAYS) return columns.map((column) => ({ column, rows: WHOLE }));
  return columns.map((column, index) => {
    if (index >= first && index < end) return { column, rows };
    const isNear = index >= first - ASIDE.columns && index < end + ASIDE.columns;
    return { column: before.get(column.key) ?? column, rows: isNear ? rows : null };
  });
}

/** The cursor's column is always drawn whole: the board scrolls to what it stands on. */
export const drawnWhole = (column: Column): Drawn => ({ column, rows: WHOLE });
