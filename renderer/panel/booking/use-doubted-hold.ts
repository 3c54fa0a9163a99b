import { useEffect, useRef } from "react";
import type { Day } from "../../../src/time/zoned-day.ts";
import { useDay } from "../../queries/index.ts";
import type { useHold } from "./use-hold.ts";

/** Asks after a hold that the day showed and shows no more: the person must not go on promising its time. */
export function useDoubtedHold(day: Day, { state, doubt }: ReturnType<typeof useHold>): void {
  const view = useDay(day).data;
  const holdId = state.status === "held" ? state.held.holdId : null;
  const isShown =
    view?.day === day ? view.appointments.some((appointment) => appointment.id === holdId) : null;
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (holdId === null || isShown === null) return;
    if (isShown) shown.current = holdId;
    else if (shown.current === holdId) void doubt(holdId);
  }, [isShown, holdId, doubt]);
}
