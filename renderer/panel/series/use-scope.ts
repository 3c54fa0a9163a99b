import { useState } from "react";
import type { AppointmentView } from "../../../src/ipc/views.ts";
import { inScope, type SeriesScope } from "../../../src/scheduling/series-scope.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { useSeries } from "../../queries/index.ts";

/**
 * How far an act on one of a series reaches, and which appointments that is, as they were when the person began: an act
 * names the versions that were seen. `lookAgain` takes them as they are now.
 */
export function useScope(appointment: AppointmentView) {
  const [scope, setScope] = useState<SeriesScope>("one");
  const answer = useSeries(appointment.seriesId);
  const [seen, setSeen] = useState(answer.data?.appointments);
  if (seen === undefined && answer.data !== undefined) setSeen(answer.data.appointments);
  const now = systemClock();
  const reach = (of: SeriesScope): AppointmentView[] => inScope(seen ?? [], appointment, of, now);
  const counts = { one: 1, following: reach("following").length, all: reach("all").length };
  return {
    /** Whether there is a choice to make. */
    isPart: Math.max(counts.following, counts.all) > 1,
    scope,
    setScope: (next: SeriesScope): void => {
      if (counts[next] > 0) setScope(next);
    },
    counts,
    reached: reach(scope),
    lookAgain: async (): Promise<void> => setSeen((await answer.refetch()).data?.appointments),
  };
}
export type ScopeChoice = ReturnType<typeof useScope>;
