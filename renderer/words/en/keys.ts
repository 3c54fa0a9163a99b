import type { Act, KeyGroup } from "../../keys/keys.ts";

/** What each key does, as the sheet and the palette say it. */
export const keyWords: Record<Act, string> = {
  "cursor-down": "Later",
  "cursor-up": "Earlier",
  "cursor-left": "Column before: a practitioner, in a week a day",
  "cursor-right": "Next column",
  "cursor-down-fine": "Five minutes later",
  "cursor-up-fine": "Five minutes earlier",
  "cursor-hour-down": "Two hours later",
  "cursor-hour-up": "Two hours earlier",
  "cursor-first": "Start of their day",
  "cursor-last": "End of their day",
  open: "Book the free time, open what is there",
  book: "New booking at the cursor",
  cut: "Cut, to move it",
  paste: "Put what was cut at the cursor",
  cancel: "Cancel",
  arrived: "Arrived",
  "checked-in": "Checked in",
  fulfilled: "Completed",
  noshow: "No-show",
  block: "Block time at the cursor; or drag with Shift",
  "nearest-1": "First of what is offered",
  "nearest-2": "Second of it",
  "nearest-3": "Third of it",
  today: "Today",
  "go-to-date": "Go to a date",
  "previous-day": "Day or week before",
  "next-day": "Next day or week",
  "show-day": "Day of everybody",
  "show-week": "Week of the practitioner at the cursor",
  people: "Who is shown, and in what order",
  "person-before": "Week of the practitioner before",
  "person-after": "Week of the next practitioner",
  "zoom-in": "Taller rows",
  "zoom-out": "Lower rows",
  "zoom-usual": "Usual rows",
  "decision-4": "Fourth of what is offered",
  "decision-5": "Fifth of it",
  swap: "Swap: the other one gets another time",
  keep: "Keep as it is",
  waitlist: "Put on the waiting list",
  "copy-message": "Copy the message to the client",
  decisions: "Open decisions",
  search: "Find or do anything; Ctrl K also while typing",
  undo: "Undo the last change, within ten seconds",
  keys: "All keys",
  back: "Back",
};

export const keyGroupWords: Record<KeyGroup, string> = {
  move: "Move about",
  appointments: "Appointments",
  days: "Days",
  decisions: "Decisions",
  anywhere: "Anywhere",
};

/** What is printed on keys that have a name. */
const caps: Record<string, string> = {
  Control: "Ctrl",
  Shift: "Shift",
  PageDown: "Page down",
  PageUp: "Page up",
  Home: "Home",
  End: "End",
  Enter: "Enter",
  Delete: "Del",
  Escape: "Esc",
};

export const capName = (cap: string): string => caps[cap] ?? cap;
