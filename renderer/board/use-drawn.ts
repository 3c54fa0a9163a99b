import { type RefObject, useDeferredValue, useLayoutEffect, useMemo, useState } from "react";
import type { Column } from "./columns.ts";

/** So many columns are drawn whole. Of more, only those in view and some on either side show what they hold. */
const ALWAYS = 24;
const ASIDE = 8;
/** What is in view is reckoned in steps, so that scrolling draws now and then and not at every pixel. */
const STEP = 2;

/** Columns by their place on the board, `end` not included. */
type InView = { readonly first: number; readonly end: number };
export type Drawn = {
  column: Column;
  /** Whether it shows what it holds. */
  whole: boolean;
};

function useInView(board: RefObject<HTMLElement | null>, count: number, axis: number): InView {
  const [inView, setInView] = useState<InView>({ first: 0, end: ALWAYS });
  useLayoutEffect(() => {
    const element = board.current;
    if (!element) return;
    const look = (): void => {
      const width = (element.scrollWidth - axis) / count;
      const left = Math.abs(element.scrollLeft);
      const first = Math.floor(left / width / STEP) * STEP;
      const end = Math.ceil((left + element.clientWidth - axis) / width / STEP) * STEP;
      setInView((known) => (known.first === first && known.end === end ? known : { first, end }));
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
 * The columns as they are to be drawn. What cannot be seen is drawn a moment later, so that turning the page waits for
 * what can; and of two hundred most hold nothing until they are scrolled to.
 */
export function useDrawn(
  board: RefObject<HTMLElement | null>,
  columns: readonly Column[],
  axis: number,
): Drawn[] {
  const { first, end } = useInView(board, columns.length, axis);
  const settled = useDeferredValue(columns);
  const before = useMemo(() => new Map(settled.map((column) => [column.key, column])), [settled]);
  const all = columns.length <= ALWAYS;
  return columns.map((column, index) => {
    if (index >= first && index < end) return { column, whole: true };
    return {
      column: before.get(column.key) ?? column,
      whole: all || (index >= first - ASIDE && index < end + ASIDE),
    };
  });
}
