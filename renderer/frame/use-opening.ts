import { useEffect } from "react";
import { systemClock } from "../../src/time/clock.ts";
import { dayOf } from "../../src/time/zoned-day.ts";
import { useOwnPractitioner } from "../board/use-people.ts";
import { usePractice, usePractitioners, useSettings } from "../queries/index.ts";
import { choiceOf } from "../store/choice.ts";
import { useScreen } from "../store/screen.ts";

/**
 * What the desk opens with, once it is known: today where the practice is, which need not be today where this computer
 * is; its own columns; and if it belongs to a practitioner, their week.
 */
export function useOpening(): void {
  const zone = usePractice().data?.practice?.zone;
  const settings = useSettings();
  const people = usePractitioners();
  const ownId = useOwnPractitioner()?.id ?? null;
  const known = !settings.isPending && !people.isPending;
  const kept = settings.data?.settings["board-columns"];
  useEffect(() => {
    if (zone === undefined || !known || useScreen.getState().opened) return;
    useScreen.setState({
      opened: true,
      day: dayOf(zone, systemClock()),
      columns: choiceOf(kept),
      view: ownId === null ? "day" : "week",
      weekOf: ownId,
    });
  }, [zone, known, kept, ownId]);
}
