import type { FreeTime } from "../../src/ipc/views.ts";
import type { Range } from "../../src/time/zoned-day.ts";

const MOST = 3;

const meets = (a: Range, b: Range): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;

/**
 * The free times nearest to `startsAt`, so far apart that they are real alternatives, in the order of the day; none
 * that meets `except`, which is about to be given away.
 */
export function nearestApart(times: readonly FreeTime[], startsAt: number, except: Range | null): FreeTime[] {
  const near = times
    .filter((time) => except === null || !meets(time, except))
    .toSorted((a, b) => Math.abs(a.startsAt - startsAt) - Math.abs(b.startsAt - startsAt));
  const chosen: FreeTime[] = [];
  for (const time of near) {
    if (chosen.length === MOST) break;
    if (!chosen.some((each) => meets(each, time))) chosen.push(time);
  }
  return chosen.toSorted((a, b) => a.startsAt - b.startsAt);
}
