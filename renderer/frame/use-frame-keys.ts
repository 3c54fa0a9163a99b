import { useFormats } from "../fields/index.ts";
import { useKeys } from "../keys/use-keys.ts";
import { openFind } from "../panel/find/open-find.ts";
import { useScreen } from "../store/screen.ts";
import { goToDay, showView, turnPage } from "./turning.ts";
import { useToday } from "./use-today.ts";
import { useUndo } from "./use-undo.ts";

/** Keys that turn pages and days, wherever the focus is. */
export function useFrameKeys(): void {
  const today = useToday();
  const { zone } = useFormats();
  const undo = useUndo();
  useKeys({
    today: () => goToDay(today),
    "previous-day": () => turnPage(zone, -1),
    "next-day": () => turnPage(zone, 1),
    "show-day": () => showView(zone, "day"),
    "show-week": () => showView(zone, "week"),
    "go-to-date": () => {
      useScreen.getState().goTo("schedule");
      useScreen.getState().show("date");
    },
    find: () => openFind(zone),
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
