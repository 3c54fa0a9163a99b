import { useEffect, useRef } from "react";
import { type Act, actFor, whereOf, worksWhileTyping } from "./keys.ts";

const typingPlaces =
  "input, textarea, select, [contenteditable='true'], [role='spinbutton'], [role='listbox'], [role='menu'], [role='combobox']";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(typingPlaces) !== null;

const somethingIsOpen = (): boolean => document.querySelector("[role='dialog'], [role='menu']") !== null;

export type Acts = Partial<Record<Act, () => void>>;

/**
 * Listens for keys as long as the component is there. Acts of the grid are left to the grid itself; the others
 * stay silent while somebody types or while a dialog or menu is open.
 */
export function useKeys(acts: Acts): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = actFor(event);
      if (name === null || whereOf(name) === "grid") return;
      const run = latest.current[name];
      if (!run || somethingIsOpen()) return;
      if (isTyping(event.target) && !worksWhileTyping(event)) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
