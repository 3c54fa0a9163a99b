import { minutesWords } from "./count.ts";

/** The words that stand between and around times. */
export const formatWords = {
  range: (start: string, end: string) => `${start} to ${end}`,
  withBuffer: (range: string, minutes: number) => `${range}, then ${minutesWords(minutes)} buffer`,
  justNow: "just now",
  minutesAgo: (minutes: number) => `${minutesWords(minutes)} ago`,
  todayAt: (time: string) => `today ${time}`,
};
