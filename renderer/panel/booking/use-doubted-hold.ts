import { useEffect } from "react";
import type { Day } from "../../../src/time/zoned-day.ts";
import { useDay } from "../../queries/index.ts";
import type { useHold } from "./use-hold.ts";

/** Asks after the hold as soon as the day is shown without it: the person must not go on promising its time. */
export function useDoubtedHold(day: Day, { state, doubt }: ReturnType<typeof useHold>): void {
  const view = useDay(day).data;
  const holdId = state.status === "held" ? state.held.holdId : null;
  const isMissing =
    holdId !== null &&
    view?.day === day &&
    !view.appointments.some((appointment) => appointment.id === holdId);
  useEffect(() => {
    if (isMissing && holdId !== null) void doubt(holdId);
  }, [isMissing, holdId, doubt]);
}
