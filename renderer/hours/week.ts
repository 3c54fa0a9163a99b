import type { MinuteRange, WeekPattern } from "../../src/ipc/views.ts";
import { type Formats, type HoursProblem, hoursText, readHours } from "../words/index.ts";

/** A week as it stands in seven text fields, Monday first. */
export type WeekTexts = readonly string[];
export type WeekProblems = Readonly<Record<number, HoursProblem>>;

const workday: MinuteRange[] = [
  [540, 750],
  [810, 1020],
];

/** Monday to Friday, 9 to 12:30 and 13:30 to 17. */
export const usualWeek: WeekPattern = [workday, workday, workday, workday, workday, [], []];

export const weekTexts = (pattern: WeekPattern, formats: Formats): string[] =>
  pattern.map((ranges) => hoursText(ranges, formats));

/** The week that was written, or what is wrong on which day (0 is Monday). */
export function readWeek(texts: WeekTexts): { pattern: WeekPattern | null; problems: WeekProblems } {
  const problems: Record<number, HoursProblem> = {};
  const days = Array.from({ length: 7 }, (_, day): MinuteRange[] => {
    const read = readHours(texts[day] ?? "");
    if (read.ok) return read.value;
    problems[day] = read.error;
    return [];
  });
  return { pattern: Object.keys(problems).length === 0 ? (days as WeekPattern) : null, problems };
}
