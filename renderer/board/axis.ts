import { wallMinutes } from "../../src/time/wall-time.ts";
import { type Day, zonedDay } from "../../src/time/zoned-day.ts";

/** The rhythm of the board: five minutes. */
export const SLOT = 300;
const HALF_HOUR = 1_800;
const QUARTER = 900;

export type Line = {
  at: number;
  kind: "hour" | "half";
  /** The clock shows this hour for the second time today. */
  again: boolean;
};

/**
 * The board's axis is made of instants, so a day of 23 or 25 hours is simply shorter or longer; only what the
 * lines are called comes from the clock on the wall.
 */
export type Axis = { day: Day; startsAt: number; endsAt: number; lines: readonly Line[] };

export function dayAxis(zone: string, day: Day): Axis {
  const { startsAt, endsAt } = zonedDay(zone, day);
  const plain = endsAt - startsAt === 86_400 && wallMinutes(zone, startsAt) === 0;
  const lines: Line[] = [];
  const seen = new Set<number>();
  // Some zones change their clocks by half an hour, so odd days are looked at every quarter.
  for (let at = startsAt; at < endsAt; at += plain ? HALF_HOUR : QUARTER) {
    const minutes = plain ? (at - startsAt) / 60 : wallMinutes(zone, at);
    if (minutes % 30 !== 0) continue;
    lines.push({ at, kind: minutes % 60 === 0 ? "hour" : "half", again: seen.has(minutes) });
    seen.add(minutes);
  }
  return { day, startsAt, endsAt, lines };
}

type Span = Pick<Axis, "startsAt" | "endsAt">;

export const within = (axis: Span, instant: number): number =>
  Math.min(axis.endsAt, Math.max(axis.startsAt, instant));

/** Pixels below the top of the axis; `zoom` is the height of five minutes. */
export const yOf = (axis: Span, instant: number, zoom: number): number =>
  ((within(axis, instant) - axis.startsAt) / SLOT) * zoom;

/** The five minutes that a pointer at `y` is in. */
export const slotAt = (axis: Span, y: number, zoom: number): number =>
  Math.min(axis.endsAt - SLOT, axis.startsAt + Math.max(0, Math.floor(y / zoom)) * SLOT);
