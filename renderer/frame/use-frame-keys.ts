import { addDays } from "../../src/time/zoned-day.ts";
import { useKeys } from "../keys/use-keys.ts";
import { useScreen } from "../store/screen.ts";
import { useToday } from "./use-today.ts";
import { useUndo } from "./use-undo.ts";

function goToDay(day: string): void {
  const { setDay, goTo, boardFocus } = useScreen.getState();
  goTo("schedule");
  setDay(day);
  boardFocus();
}

/** Keys that turn pages and days, wherever the focus is. */
export function useFrameKeys(): void {
  const today = useToday();
  const undo = useUndo();
  useKeys({
    today: () => goToDay(today),
    "previous-day": () => goToDay(addDays(useScreen.getState().day, -1)),
    "next-day": () => goToDay(addDays(useScreen.getState().day, 1)),
    "go-to-date": () => {
      useScreen.getState().goTo("schedule");
      useScreen.getState().show("date");
    },
    search: () => useScreen.getState().show("search"),
    decisions: () => useScreen.getState().decide(null),
    keys: () => useScreen.getState().show("keys"),
    undo: () => {
      const offer = useScreen.getState().undo;
      if (offer) void undo(offer);
    },
    back: () => {
      const { cut, setCut, refusal, refuse, page, goTo, boardFocus, panel, closePanel } =
        useScreen.getState();
      if (refusal) refuse(null);
      else if (cut) setCut(null);
      else if (page !== "schedule") goTo("schedule");
      else if (panel) return closePanel();
      boardFocus();
    },
  });
}
