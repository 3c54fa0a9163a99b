import { useEffect, useRef } from "react";
import { actFor, whereOf, worksWhileTyping } from "./keys.ts";
import { type About, type Acts, listen } from "./running-acts.ts";

const typingPlaces =
  "input, textarea, select, [contenteditable='true'], [role='spinbutton'], [role='listbox'], [role='menu'], [role='combobox']";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(typingPlaces) !== null;

const somethingIsOpen = (): boolean => document.querySelector("[role='dialog'], [role='menu']") !== null;

/**
 * Listens for keys as long as the component is there. Acts of the grid are left to the grid itself; the others
 * stay silent while somebody types or while a dialog or menu is open. `about` names the appointment that the acts
 * which need one would be done to.
 */
export function useKeys(acts: Acts, about?: About): void {
  const latest = useRef({ acts, about });
  useEffect(() => {
    latest.current = { acts, about };
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = actFor(event);
      if (name === null || whereOf(name) === "grid") return;
      const run = latest.current.acts[name];
      if (!run || somethingIsOpen()) return;
      if (isTyping(event.target) && !worksWhileTyping(event)) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", onKey);
    const leave = listen({ acts: () => latest.current.acts, about: () => latest.current.about });
    return () => {
      document.removeEventListener("keydown", onKey);
      leave();
    };
  }, []);
}
