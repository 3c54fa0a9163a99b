import { plural } from "./count.ts";

export const findWords = {
  title: "Find time",
  type: "Type",
  people: "With",
  anyone: "Anyone",
  peopleChosen: (count: number) => plural(count, "person", "people"),
  weekdays: "Days",
  anyDay: "any day",
  part: "Time of day",
  parts: { any: "Any time", morning: "Morning", afternoon: "Afternoon" },
  from: "From",
  list: "Free times",
  found: (count: number) => plural(count, "free time", "free times"),
  more: (count: number) => `${count} more`,
  looking: "Looking for free times",
  none: (until: string) => `Nothing like this is free until ${until}.`,
  noneHelp: "Another day, time of day or practitioner may do.",
  lookOn: (day: string) => `Look on from ${day}`,
  noTypes: "There are no appointment types yet. Add one in Settings.",
  notRead: "The free times could not be read.",
  forBooking: "For the booking that was begun: what is typed there goes along.",
  walkIn: "Somebody is here now",
};

const headings: Record<number, string> = { 0: "Today", 1: "Tomorrow" };

/** `Today, Wed 25 Nov`; `distance` in days from today. */
export const dayHeading = (distance: number, day: string): string =>
  headings[distance] === undefined ? day : `${headings[distance]}, ${day}`;

export const walkInWords = {
  title: "Walk-in",
  list: "Who is free",
  atOnce: "Free now",
  next: "Free next",
  /** Null: from now on; for the rest of the day. */
  when: (from: string | null, until: string | null) =>
    [
      from === null ? "Free" : `Free from ${from}`,
      until === null ? "for the rest of the day" : `until ${until}`,
    ].join(" "),
  found: (count: number) => plural(count, "person is free today", "people are free today"),
  nobody: "Nobody is free for this any more today.",
  later: "Find a later time",
};
