import type { SeriesClash } from "../../../src/ipc/channels/series.ts";
import type { FreeTime, Warning } from "../../../src/ipc/views.ts";
import type { Formats } from "../format.ts";
import type { Telling } from "../telling.ts";
import { form, plural } from "./count.ts";
import { hoursWords } from "./hours.ts";
import { refusal, warningWords } from "./refusal.ts";

const ordinals = ["first", "second", "third", "fourth", "fifth"];

const ordinal = (date: number): string => {
  const ending = date % 100 >= 11 && date % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][date % 10] ?? "th");
  return `${date}${ending}`;
};

const outWords = { skip: "out", stay: "as it is" };

export const seriesWords = {
  repeat: "Repeat",
  never: "Does not repeat",
  everyWeeks: (weeks: number): string =>
    weeks === 1 ? "Every week" : `Every ${["two", "three", "four"][weeks - 2] ?? weeks} weeks`,
  onDate: (date: number): string => `Every month on the ${ordinal(date)}`,
  /** `nth` from 0; a fifth one is the last one where a month has only four. */
  onWeekday: (nth: number, weekday: number): string =>
    `Every month on the ${nth >= 4 ? "last" : ordinals[nth]} ${hoursWords.weekdays[weekday - 1]}`,
  weekdays: "Also on",
  ends: "Ends",
  endings: { times: "After", until: "On a day" },
  times: "Times",
  until: "Last day",
  missingDay: "Choose the last day.",
  untilTooEarly: "Only the first time lies before this day.",
  checking: "Looking at every time",
  allFit: "Every one of them fits.",
  doNotFit: (count: number): string => `${plural(count, "time does", "times do")} not fit.`,
  decideTitle: "Times of the series",
  /** `skip`: what is left out is not booked. `stay`: it stays where it is. */
  decideLead: (open: number, out: "skip" | "stay"): string =>
    form(
      open,
      `One time does not fit. Choose another one for it, or leave it ${outWords[out]}.`,
      `${open} times do not fit. Choose another one for each, or leave it ${outWords[out]}.`,
    ),
  allDecided: "Every time is decided.",
  keysHint: (out: "skip" | "stay"): string =>
    `Arrow keys go from one to the next; 1, 2 or 3 takes a free time, 0 leaves it ${outWords[out]}, Backspace takes that back.`,
  list: "Times",
  fits: "Fits",
  instead: (time: string): string => `Instead: ${time}`,
  skip: "Leave this one out",
  skipped: "Left out",
  stay: "Leave this one as it is",
  stays: "Stays as it is",
  takeBack: "Decide again",
  sameSeries: "Another one of the series has this time.",
  book: (count: number): string => `Book ${plural(count, "time", "times")}`,
  change: (count: number): string => `Change ${plural(count, "appointment", "appointments")}`,
  nothingLeft: "None is left. Go back and choose other times.",
  partOf: (number: number, of: number): string => `Part of a series (${number} of ${of})`,
  scope: "Applies to",
  scopes: {
    one: () => "Only this one",
    following: (count: number) => `This and the following (${count})`,
    all: (count: number) => `All that are still to come (${count})`,
  },
  scopeHint: "Alt with 1, 2 or 3 chooses while typing.",
  note: "Note on each of them",
  changedMeanwhile: "One of them was changed meanwhile. This is how they are now; save again to go on.",
  cancelMany: (count: number): string => `Cancel ${plural(count, "appointment", "appointments")}`,
};

/** Why a time of a series cannot be had. */
export const clashSentence = (clash: SeriesClash, telling: Telling): string =>
  clash.code === "same-series" ? seriesWords.sameSeries : refusal(clash, telling);

/** `Ben Ruiz, Tue 24 Nov 10:00 to 10:50`: what stands in the place of a time. */
export const insteadWords = (
  free: Pick<FreeTime, "practitionerName" | "startsAt" | "endsAt">,
  formats: Formats,
): string => `${formats.dayAndRange(free.startsAt, free.endsAt)} with ${free.practitionerName}`;

/** `10 times, from Tue 24 Nov to Tue 26 Jan` */
export const seriesSpan = (count: number, first: number, last: number, formats: Formats): string =>
  count <= 1
    ? `Only on ${formats.dayAndTime(first)}`
    : `${plural(count, "time", "times")}, ${formats.dayAndTime(first)} to ${formats.dayAndTime(last)}`;

type Several = { who: string; count: number; first: number; last: number; warnings: readonly Warning[] };
const MOST_WARNINGS = 2;

const several =
  (did: string) =>
  ({ who, count, first, last, warnings }: Several, formats: Formats): string =>
    [
      `${did}: ${who}, ${seriesSpan(count, first, last, formats)}`,
      ...warnings.slice(0, MOST_WARNINGS).map((warning) => warningWords(warning, who, formats)),
    ].join(". ");

export const seriesBooked = several("Booked");
export const seriesChanged = several("Changed");
export const seriesCancelled = several("Cancelled");
