import type { Formats } from "../format.ts";
import { hoursText } from "../hours-text.ts";
import type { HoursProblem } from "../telling.ts";

export const hoursWords = {
  weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  hint: (formats: Formats) =>
    `Write hours like ${hoursText(
      [
        [540, 750],
        [810, 1020],
      ],
      formats,
    )}. Leave a day empty when nobody works.`,
  /** How hours may be written, as alternatives of a pattern: `9 to 12 and 13 until 17`. */
  written: { until: "to|until", and: "and" },
  dayOff: "Not working",
  copyMonday: "Monday's hours for the whole working week",
  problems: {
    unreadable: "Write hours like 9-12:30, 13:30-17.",
    backwards: "Each part must end after it starts.",
    overlapping: "These parts overlap or are out of order.",
  } satisfies Record<HoursProblem, string>,
};
