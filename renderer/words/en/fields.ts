import type { WallTimeProblem } from "../../../src/time/wall-time.ts";
import type { Formats } from "../format.ts";

/** What stands beside a field that holds something which cannot be meant. */
export const fieldWords = {
  required: (label: string) => `${label} is needed.`,
  phone: "A telephone number has digits, spaces and + ( ) / . - only.",
  chooseTime: "Choose a time.",
  endsBeforeStart: "The end lies before the start.",
  date: "Write the whole date: day, month and year.",
  open: "Show the list",
  openCalendar: "Show the calendar",
  previousMonth: "Previous month",
  nextMonth: "Next month",
  more: (label: string) => `${label}: more`,
  less: (label: string) => `${label}: less`,
  none: "None",
  remove: (name: string) => `Remove ${name}`,
  cancel: "Cancel",
  save: "Save",
  saved: "Saved",
  busy: "Busy, trying again",
  callFirst: "Call these clients first, or go on and leave the bookings where they are.",
};

/** Why a wall time cannot be taken as it was written, when clocks change on that day. */
export const wallTimeProblem = (problem: WallTimeProblem, minutes: number, formats: Formats): string =>
  problem.code === "time-does-not-exist"
    ? `Clocks go forward on this day and skip ${formats.wallTime(minutes)}.`
    : `Clocks go back on this day, so ${formats.wallTime(minutes)} comes twice.`;

/** The two ways out of it, each on a button. */
export const wallTimeWays = {
  take: (time: string) => `Take ${time}`,
  first: "The first one",
  second: "The second one",
};
