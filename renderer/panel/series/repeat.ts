import { SERIES, type SeriesRule, type SeriesUnit, seriesStarts } from "../../../src/scheduling/series.ts";
import { type Day, dayOf, weekday } from "../../../src/time/zoned-day.ts";
import { seriesWords } from "../../words/index.ts";

/** How a booking repeats, as the form has it; `every` counts weeks or months. */
export type Repeat = {
  unit: SeriesUnit | "none";
  every: number;
  weekdays: readonly number[];
  ends: "times" | "until";
  times: number;
  until: Day | null;
};

export const once: Repeat = { unit: "none", every: 1, weekdays: [], ends: "times", times: 10, until: null };

/** As choices of one list: `none`, `week-1` to `week-4`, `month-date-1`, `month-weekday-1`. */
export type RepeatChoice = "none" | `${SeriesUnit}-${number}`;

export const choiceOf = ({ unit, every }: Repeat): RepeatChoice =>
  unit === "none" ? "none" : `${unit}-${every}`;

export function chosen(id: RepeatChoice): Pick<Repeat, "unit" | "every"> {
  if (id === "none") return { unit: "none", every: 1 };
  const at = id.lastIndexOf("-");
  return { unit: id.slice(0, at) as SeriesUnit, every: Number(id.slice(at + 1)) };
}

const WEEKS = [1, 2, 3, 4] as const;

/** What can be chosen for a series that begins on this day. */
export function repeatChoices(first: Day): { id: RepeatChoice; name: string }[] {
  const date = Number(first.slice(8));
  return [
    { id: "none", name: seriesWords.never },
    ...WEEKS.map((weeks) => ({ id: `week-${weeks}` as const, name: seriesWords.everyWeeks(weeks) })),
    { id: "month-date-1", name: seriesWords.onDate(date) },
    { id: "month-weekday-1", name: seriesWords.onWeekday(Math.ceil(date / 7) - 1, weekday(first)) },
  ];
}

/** The rule, or what keeps it from being one: a last day that is missing or leaves only the first time. */
export function ruleOf(repeat: Repeat): SeriesRule | null {
  const { unit, every, weekdays, ends, times, until } = repeat;
  if (unit === "none" || (ends === "until" && until === null)) return null;
  return { unit, every, weekdays, ends: ends === "until" && until !== null ? { until } : { times } };
}

/** Every start of the series that begins at an instant; null where nothing repeats, or its last day is not known yet. */
export function startsOf(repeat: Repeat, zone: string, firstStart: number): number[] | null {
  const rule = ruleOf(repeat);
  return rule && seriesStarts(rule, zone, firstStart);
}

export function repeatProblem(repeat: Repeat, zone: string, firstStart: number | null): string | undefined {
  if (repeat.unit === "none" || repeat.ends === "times" || firstStart === null) return undefined;
  if (repeat.until === null) return seriesWords.missingDay;
  const starts = startsOf(repeat, zone, firstStart) ?? [];
  return starts.length < SERIES.least || repeat.until < dayOf(zone, firstStart)
    ? seriesWords.untilTooEarly
    : undefined;
}
