import { type Day, weekday, zonedDay } from "../../../src/time/zoned-day.ts";

export type Every = "none" | "day" | "weekday" | "week" | "two-weeks";
export type Repeat = {
  every: Every;
  ends: "never" | "until" | "times";
  /** The last day, of `until`. */
  until: Day | null;
  times: number;
};

export const once: Repeat = { every: "none", ends: "never", until: null, times: 10 };

const codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

const rules: Record<Exclude<Every, "none">, (first: Day) => string> = {
  day: () => "FREQ=DAILY",
  weekday: () => "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
  week: (first) => `FREQ=WEEKLY;BYDAY=${codes[weekday(first) - 1]}`,
  "two-weeks": (first) => `FREQ=WEEKLY;INTERVAL=2;BYDAY=${codes[weekday(first) - 1]}`,
};

/** The end of a local day as RFC 5545 wants UNTIL beside a time with a zone: in UTC, the last second included. */
function untilText(zone: string, day: Day): string {
  const last = new Date((zonedDay(zone, day).endsAt - 1) * 1000);
  return last.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
}

/** The repetition as an RFC 5545 rule for a block that begins on local day `first`; null when it happens once. */
export function repeatRule(repeat: Repeat, first: Day, zone: string): string | null {
  if (repeat.every === "none") return null;
  const rule = rules[repeat.every](first);
  if (repeat.ends === "times") return `${rule};COUNT=${repeat.times}`;
  if (repeat.ends === "until" && repeat.until !== null)
    return `${rule};UNTIL=${untilText(zone, repeat.until)}`;
  return rule;
}
