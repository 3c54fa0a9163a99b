import { wallMinutes } from "../time/wall-time.ts";
import { type Day, type Range, weekday, zonedDay } from "../time/zoned-day.ts";
import { RHYTHM_SECONDS, type StartStretch } from "./free-starts.ts";
import { merged } from "./ranges.ts";

/** Wall time after midnight, in minutes, half-open: mornings are [0, 720]. */
export type DayPart = readonly [from: number, until: number];
/** When somebody wants to come: ISO weekdays and a part of the day; what is absent does not matter. */
export type StartWish = {
  readonly weekdays?: ReadonlySet<number> | undefined;
  readonly between?: DayPart | undefined;
};

const DAY_SECONDS = 86_400;

/** When the clock on the wall shows a part of a day: on a day when clocks change it may come twice, or be shorter. */
function partOfDay(zone: string, day: Day, [from, until]: DayPart): Range[] {
  const { startsAt, endsAt, at } = zonedDay(zone, day);
  if (endsAt - startsAt === DAY_SECONDS && wallMinutes(zone, startsAt) === 0) {
    return from < until ? [{ startsAt: at(from), endsAt: at(until) }] : [];
  }
  const shown: Range[] = [];
  for (let instant = startsAt; instant < endsAt; instant += RHYTHM_SECONDS) {
    const minutes = wallMinutes(zone, instant);
    if (minutes >= from && minutes < until)
      shown.push({ startsAt: instant, endsAt: instant + RHYTHM_SECONDS });
  }
  return merged(shown);
}

/** The ranges of instants in which a wished start may lie, in order and apart. */
export function startWindows(zone: string, days: readonly Day[], wish: StartWish): Range[] {
  const wanted = days.filter((day) => !wish.weekdays || wish.weekdays.has(weekday(day)));
  const { between } = wish;
  return merged(wanted.flatMap((day) => (between ? partOfDay(zone, day, between) : [zonedDay(zone, day)])));
}

const upToRhythm = (instant: number): number => Math.ceil(instant / RHYTHM_SECONDS) * RHYTHM_SECONDS;

/** What of stretches of starts lies in windows; both in order. */
export function startsWithin(stretches: readonly StartStretch[], windows: readonly Range[]): StartStretch[] {
  const inside: StartStretch[] = [];
  let next = 0;
  for (const stretch of stretches) {
    while (next < windows.length && (windows[next]?.endsAt ?? 0) <= stretch.first) next++;
    for (let i = next; i < windows.length; i++) {
      const window = windows[i];
      if (!window || window.startsAt > stretch.last) break;
      const first = Math.max(stretch.first, upToRhythm(window.startsAt));
      // The window's end is no start any more.
      const last = Math.min(stretch.last, upToRhythm(window.endsAt) - RHYTHM_SECONDS);
      if (first <= last) inside.push({ first, last });
    }
  }
  return inside;
}
