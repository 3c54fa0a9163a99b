import { type RefObject, useEffect, useRef } from "react";
import { type Ground, pointerActs } from "./pointer-acts.ts";
import { usePointer } from "./pointer-store.ts";

type Refs = { board: RefObject<HTMLElement | null>; body: RefObject<HTMLElement | null> };

/** Pointer on the board: a ghost over free time, and drag to move. Clicks are left to the click handler. */
export function usePointerActs({ board, body }: Refs, what: Omit<Ground, "board" | "body">): void {
  const latest = useRef(what);
  useEffect(() => {
    latest.current = what;
  });

  useEffect(() => {
    const element = board.current;
    if (!element || !body.current) return;
    const parts = { board: element, body: body.current };
    const acts = pointerActs(() => ({ ...parts, ...latest.current }));
    const leaving = new AbortController();
    const listen = { signal: leaving.signal };
    element.addEventListener("pointerdown", acts.down, listen);
    // Shift extends a selection of text to wherever is pressed.
    element.addEventListener("mousedown", (event) => event.shiftKey && event.preventDefault(), listen);
    element.addEventListener("pointermove", acts.move, listen);
    element.addEventListener("pointerup", acts.up, listen);
    element.addEventListener("pointerleave", acts.leave, listen);
    element.addEventListener("pointercancel", acts.end, listen);
    // A click that ends a drag is none.
    element.addEventListener("click", (event) => acts.wasDrag() && event.stopPropagation(), {
      ...listen,
      capture: true,
    });
    // Before anything else hears of it: while something is in the hand, Escape means only that.
    const abort = (event: KeyboardEvent): void => {
      const { drag, sweep } = usePointer.getState();
      if (event.key !== "Escape" || !(drag ?? sweep)) return;
      event.preventDefault();
      event.stopPropagation();
      acts.end();
    };
    document.addEventListener("keydown", abort, { ...listen, capture: true });
    return () => {
      leaving.abort();
      acts.end();
    };
  }, [board, body]);
}
