import { isMovable } from "../conflicts/ways.ts";
import type { AppointmentView } from "../ipc/views.ts";
import { wallMinutes } from "../time/wall-time.ts";
import { addDays, type Day, dayOf, daysBetween, zonedDay } from "../time/zoned-day.ts";

/** How far a change of one of a series reaches. */
export const seriesScopes = ["one", "following", "all"] as const;
export type SeriesScope = (typeof seriesScopes)[number];

type Member = Pick<AppointmentView, "id" | "startsAt" | "status" | "practitionerId" | "roomId">;

/** Which of a series (in order of start) a change of `anchor` reaches: those that can still be changed and are to come. */
export function inScope<One extends Member>(
  series: readonly One[],
  anchor: Pick<Member, "id" | "startsAt">,
  scope: SeriesScope,
  now: number,
): One[] {
  return series.filter((each) => {
    if (each.id === anchor.id) return isMovable(each.status);
    if (scope === "one" || each.status !== "booked" || each.startsAt < now) return false;
    return scope === "all" || each.startsAt > anchor.startsAt;
  });
}

/** Which place of how many: `{number: 3, of: 10}`; undefined for one that is not of the series. */
export function placeInSeries(
  series: readonly Pick<Member, "id">[],
  id: string,
): { number: number; of: number } | undefined {
  const index = series.findIndex((each) => each.id === id);
  return index < 0 ? undefined : { number: index + 1, of: series.length };
}

/** A wish for several at once, as it was made looking at one of them. */
export type Shift = { readonly days: number; readonly minutes: number };

/** From where one was to where it shall be: so many days later, at this time of the wall clock; undefined if it stays. */
export function shiftOf(zone: string, from: number, to: number): Shift | undefined {
  if (from === to) return undefined;
  return { days: daysBetween(dayOf(zone, from), dayOf(zone, to)), minutes: wallMinutes(zone, to) };
}

/** Where a shift puts one of the series: its own day so many days later, all at the same time of the wall clock. */
export function shifted(zone: string, startsAt: number, shift: Shift | undefined): number {
  if (shift === undefined) return startsAt;
  const day: Day = addDays(dayOf(zone, startsAt), shift.days);
  return zonedDay(zone, day).at(shift.minutes);
}
