import type { FreeTime } from "../ipc/views.ts";
import type { StartStretch } from "./free-starts.ts";

/** Another practitioner at the same time is as good as the same one half an hour away. */
const OTHER_PRACTITIONER_COST_SECONDS = 1_800;
export const NEAREST_COUNT = 3;

export type Candidates = {
  readonly practitionerId: string;
  readonly practitionerName: string;
  readonly stretches: readonly StartStretch[];
};

/**
 * The three free times nearest to the wanted one, best first: what is said to the caller instead.
 * From each stretch of free starts comes the one nearest to `wantedStart`.
 */
export function nearestFree(
  wanted: { practitionerId: string; startsAt: number; seconds: number },
  candidates: readonly Candidates[],
): FreeTime[] {
  const times: { cost: number; time: FreeTime }[] = [];
  for (const { practitionerId, practitionerName, stretches } of candidates) {
    const extra = practitionerId === wanted.practitionerId ? 0 : OTHER_PRACTITIONER_COST_SECONDS;
    for (const { first, last } of stretches) {
      const startsAt = Math.min(Math.max(wanted.startsAt, first), last);
      times.push({
        cost: Math.abs(startsAt - wanted.startsAt) + extra,
        time: { practitionerId, practitionerName, startsAt, endsAt: startsAt + wanted.seconds },
      });
    }
  }
  // Equal costs: the later time first, because a caller can rarely come earlier than asked.
  times.sort((a, b) => a.cost - b.cost || b.time.startsAt - a.time.startsAt);
  return times.slice(0, NEAREST_COUNT).map(({ time }) => time);
}
