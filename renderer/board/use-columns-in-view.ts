import { type RefObject, useLayoutEffect, useState } from "react";

/** So many columns are drawn whole. Of more, only those in view and some on either side show what they hold. */
const ALWAYS = 24;
const ASIDE = 8;

/** Columns by their place on the board, `end` not included. */
export type InView = { readonly first: number; readonly end: number };

/** The columns to draw: two hundred of them would hold more cards than a start, or a day turned, can wait for. */
export function useColumnsInView(board: RefObject<HTMLElement | null>, count: number, axis: number): InView {
  const [inView, setInView] = useState<InView>({ first: 0, end: ALWAYS });
  useLayoutEffect(() => {
    const element = board.current;
    if (!element || count <= ALWAYS) return;
    const look = (): void => {
      const width = (element.scrollWidth - axis) / count;
      const left = Math.abs(element.scrollLeft);
      // In steps, so that scrolling draws now and then and not at every pixel.
      const first = Math.max(0, Math.floor(left / width / ASIDE) - 1) * ASIDE;
      const end = (Math.ceil((left + element.clientWidth) / width / ASIDE) + 1) * ASIDE;
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
  return count <= ALWAYS ? { first: 0, end: count } : inView;
}
