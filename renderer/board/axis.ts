import { wallMinutes } from "../../src/time/wall-time.ts";
import { type Day, zonedDay } from "../../src/time/zoned-day.ts";

/** The rhythm of the board: five minutes. */
export const SLOT = 300;
const QUARTER = 900;
const QUARTER_MINUTES = 15;
const DAY_MINUTES = 1_440;
const PLAIN_DAY = 86_400;

export type Line = {
  /** Seconds of rows above it. */
  row: number;
  /** What the clock on the wall shows there, in minutes after midnight. */
  minutes: number;
  kind: "hour" | "half";
  /** The clock shows this hour for the second time today. */
  again: boolean;
};

/** Rows of the board that a day has not: clocks skip them, or only another day's clocks go through them twice. */
export type Gap = { at: number; seconds: number; skipped: boolean };

/**
 * A day's axis is made of instants, so one of 23 or 25 hours is simply shorter or longer; only what the lines are
 * called comes from the clock on the wall. Days that stand side by side share their rows.
 */
export type Axis = {
  day: Day;
  startsAt: number;
  endsAt: number;
  /** All rows, those of other days included. */
  seconds: number;
  lines: readonly Line[];
  gaps: readonly Gap[];
};

/** The quarters of a day by the clock on the wall; those that come for the second time are a day further on. */
function quartersOf(zone: string, day: Day): number[] {
  const { startsAt, endsAt } = zonedDay(zone, day);
  const count = (endsAt - startsAt) / QUARTER;
  if (endsAt - startsAt === PLAIN_DAY && wallMinutes(zone, startsAt) === 0)
    return Array.from({ length: count }, (_, index) => index * QUARTER_MINUTES);
  const seen = new Set<number>();
  // Some zones change their clocks by half an hour, so odd days are looked at every quarter.
  return Array.from({ length: count }, (_, index) => {
    const minutes = wallMinutes(zone, startsAt + index * QUARTER);
    const quarter = seen.has(minutes) ? minutes + DAY_MINUTES : minutes;
    seen.add(minutes);
    return quarter;
  });
}

/** Every quarter that one of the days has, in the order in which each goes through its own. */
function rowsOf(days: readonly (readonly number[])[]): number[] {
  const rows: number[] = [];
  for (const quarters of days) {
    let next = 0;
    for (const quarter of quarters) {
      const known = rows.indexOf(quarter, next);
      if (known === -1) rows.splice(next, 0, quarter);
      next = (known === -1 ? next : known) + 1;
    }
  }
  return rows;
}

function gapsOf(startsAt: number, quarters: readonly number[], rows: readonly number[]): Gap[] {
  const gaps: Gap[] = [];
  let passed = 0;
  for (const row of rows) {
    if (row === quarters[passed]) {
      passed += 1;
      continue;
    }
    const at = startsAt + passed * QUARTER;
    const last = gaps.at(-1);
    if (last?.at === at) last.seconds += QUARTER;
    else gaps.push({ at, seconds: QUARTER, skipped: row < DAY_MINUTES });
  }
  return gaps;
}

const linesOf = (rows: readonly number[]): Line[] =>
  rows.flatMap((quarter, index) => {
    const minutes = quarter % DAY_MINUTES;
    if (minutes % 30 !== 0) return [];
    const kind = minutes % 60 === 0 ? "hour" : "half";
    return [{ row: index * QUARTER, minutes, kind, again: quarter >= DAY_MINUTES }];
  });

/** Of days that stand side by side: nine o'clock is as far down in each of them. */
export function axesOf(zone: string, days: readonly Day[]): Axis[] {
  const quarters = days.map((day) => quartersOf(zone, day));
  const rows = rowsOf(quarters);
  const shared = { seconds: rows.length * QUARTER, lines: linesOf(rows) };
  return days.map((day, index) => {
    const { startsAt, endsAt } = zonedDay(zone, day);
    return { day, startsAt, endsAt, ...shared, gaps: gapsOf(startsAt, quarters[index] ?? [], rows) };
  });
}

export const dayAxis = (zone: string, day: Day): Axis => axesOf(zone, [day])[0] as Axis;

type Span = Pick<Axis, "startsAt" | "endsAt">;

export const within = (axis: Span, instant: number): number =>
  Math.min(axis.endsAt, Math.max(axis.startsAt, instant));

export const isOnAxis = ({ startsAt, endsAt }: Span, instant: number): boolean =>
  startsAt <= instant && instant < endsAt;

/** Seconds of rows above what begins at an instant; what ends there ends above the rows that the day has not. */
export function rowOf(axis: Axis, instant: number, edge: "start" | "end" = "start"): number {
  const at = within(axis, instant);
  const before = axis.gaps.filter((gap) => gap.at < at || (edge === "start" && gap.at === at));
  return before.reduce((row, gap) => row + gap.seconds, at - axis.startsAt);
}

/** The instant at a row; anywhere in rows that the day has not, the one that comes after them. */
export function instantAt(axis: Axis, row: number): number {
  let missing = 0;
  for (const gap of axis.gaps) {
    const top = gap.at - axis.startsAt + missing;
    if (row < top) break;
    if (row < top + gap.seconds) return gap.at;
    missing += gap.seconds;
  }
  return axis.startsAt + row - missing;
}

/** Pixels of so many seconds of rows; `zoom` is the height of five minutes. */
export const pixels = (seconds: number, zoom: number): number => (seconds / SLOT) * zoom;

/** Pixels below the top of the axis to where something begins. */
export const yOf = (axis: Axis, instant: number, zoom: number): number => pixels(rowOf(axis, instant), zoom);

/** And to where something ends. */
export const yOfEnd = (axis: Axis, instant: number, zoom: number): number =>
  pixels(rowOf(axis, instant, "end"), zoom);

/** The five minutes that a pointer at `y` is in. */
export function slotAt(axis: Axis, y: number, zoom: number): number {
  const instant = instantAt(axis, Math.max(0, Math.floor(y / zoom)) * SLOT);
  return Math.min(axis.endsAt - SLOT, instant);
}
