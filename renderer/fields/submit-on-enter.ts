import type { KeyboardEvent } from "react";
import { flushSync } from "react-dom";

const isOpen = (element: Element): boolean => element.getAttribute("aria-expanded") === "true";

/** Whether Enter on this element means something of its own: pressing a button, taking from an open list. */
function keepsEnter(element: Element): boolean {
  if (isOpen(element)) return true;
  const opensList = element.getAttribute("aria-haspopup") === "listbox";
  return element.closest("button, a, [role=option]") !== null && !opensList;
}

/**
 * Enter sends the form from wherever it is typed, also from time fields and closed lists (which open with Space or
 * the arrow). Shift+Enter begins a new line in a text of several.
 */
export function submitOnEnter(event: KeyboardEvent<HTMLFormElement>): void {
  const { key, target, currentTarget, nativeEvent } = event;
  if (key !== "Enter" || nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  // Lists and calendars open over the page and are no descendants, though their events come through here.
  if (!(target instanceof Element) || !currentTarget.contains(target)) return;
  if (event.shiftKey && target instanceof HTMLTextAreaElement) return;
  if (keepsEnter(target)) return;
  event.preventDefault();
  event.stopPropagation();
  if (target instanceof HTMLElement && target.closest(".react-aria-NumberField")) takeNumber(target);
  currentTarget.requestSubmit();
}

/** A number counts once its field is left: what is typed there is meant, too. */
function takeNumber(field: HTMLElement): void {
  flushSync(() => field.blur());
  field.focus({ preventScroll: true });
}
