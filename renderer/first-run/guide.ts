import { deskZone } from "../fields/index.ts";
import { readWeek, usualWeek, type WeekProblems, weekTexts } from "../hours/week.ts";
import type { CommandInput } from "../queries/send.ts";
import { fieldWords, firstRunWords, formats } from "../words/index.ts";

export type GuideType = { key: string; name: string; durationMinutes: number; bufferMinutes: number };
/** `ownWeek`: null while they work as everybody does. */
export type GuidePerson = { key: string; name: string; ownWeek: string[] | null };

/** All that is written in the guide; kept whole while the person goes back and forth. */
export type Guide = {
  name: string;
  zone: string | null;
  people: GuidePerson[];
  week: string[];
  types: GuideType[];
};

let lastKey = 0;
const newKey = (): string => `row-${++lastKey}`;
export const newPerson = (): GuidePerson => ({ key: newKey(), name: "", ownWeek: null });
export const newType = (): GuideType => ({ key: newKey(), name: "", durationMinutes: 30, bufferMinutes: 0 });

const { intake, followUp, shortVisit } = firstRunWords.usualTypes;
const usualTypes = [
  { name: intake, durationMinutes: 50, bufferMinutes: 10 },
  { name: followUp, durationMinutes: 30, bufferMinutes: 5 },
  { name: shortVisit, durationMinutes: 15, bufferMinutes: 0 },
];

export const beginGuide = (): Guide => ({
  name: "",
  zone: deskZone,
  people: [newPerson()],
  week: weekTexts(usualWeek, formats(deskZone)),
  types: usualTypes.map((type) => ({ ...type, key: newKey() })),
});

export const named = <Row extends { name: string }>(rows: readonly Row[]): Row[] =>
  rows.filter((row) => row.name.trim() !== "");

/** What keeps a step from being left, by the field it stands beside. */
export type GuideProblems = {
  name?: string;
  zone?: string;
  people?: string;
  types?: string;
  week?: WeekProblems;
  ownWeeks?: Record<string, WeekProblems>;
};

const weekProblems = (texts: readonly string[]): WeekProblems | null => {
  const { pattern, problems } = readWeek(texts);
  return pattern === null ? problems : null;
};

export function checkStep(step: number, guide: Guide): GuideProblems {
  const problems: GuideProblems = {};
  if (step === 0 && guide.name.trim() === "") problems.name = fieldWords.required(firstRunWords.practiceName);
  if (step === 0 && guide.zone === null) problems.zone = firstRunWords.zoneUnknown;
  if (step === 1 && named(guide.people).length === 0) problems.people = firstRunWords.practitionerNeeded;
  if (step === 2) {
    const week = weekProblems(guide.week);
    if (week) problems.week = week;
    const own = named(guide.people).flatMap(({ key, ownWeek }) => {
      const found = ownWeek && weekProblems(ownWeek);
      return found ? [[key, found] as const] : [];
    });
    if (own.length > 0) problems.ownWeeks = Object.fromEntries(own);
  }
  if (step === 3 && named(guide.types).length === 0) problems.types = firstRunWords.typeNeeded;
  return problems;
}

/** The whole guide as the one command that sets the practice up; null while a step does not hold. */
export function setUpInput(guide: Guide): CommandInput<"practice.set-up"> | null {
  const isWhole = [0, 1, 2, 3].every((step) => Object.keys(checkStep(step, guide)).length === 0);
  const week = readWeek(guide.week).pattern;
  if (!isWhole || guide.zone === null || week === null) return null;
  return {
    name: guide.name.trim(),
    zone: guide.zone,
    practitioners: named(guide.people).map(({ name, ownWeek }) => ({
      name: name.trim(),
      pattern: (ownWeek && readWeek(ownWeek).pattern) ?? week,
    })),
    rooms: [],
    types: named(guide.types).map(({ name, durationMinutes, bufferMinutes }, index) => ({
      name: name.trim(),
      durationMinutes,
      bufferMinutes,
      colour: index % 12,
      position: index,
    })),
  };
}
