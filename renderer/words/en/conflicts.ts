import type { ConflictState, Resolution } from "../../../src/conflicts/conflict.ts";
import type { ConflictSide, ConflictView } from "../../../src/ipc/sharing-views.ts";
import { conflictTime } from "../facts.ts";
import type { Formats } from "../format.ts";
import { capitalised } from "../names.ts";
import type { Decided, NameOf } from "../telling.ts";
import { sideName } from "./conflict-kinds.ts";
import { sideValue } from "./conflict-values.ts";

export const conflictWords = {
  title: "Decisions",
  lead: "Where two desks, or a desk and a calendar, wanted the same. Both sides are kept until somebody decides.",
  which: "Which decisions",
  open: "Open",
  settled: "Settled",
  about: (practitioner: string) => `About ${practitioner}`,
  listOpen: "Open decisions",
  listSettled: "Settled decisions",
  empty: "Nothing needs a decision",
  emptyHelp:
    "When two bookings meet in one time, made at different desks or while one was offline, both are kept and shown here with whom to call.",
  emptySettled: "Nothing has been settled yet",
  emptySettledHelp: "How each decision was settled stays here: who, when, and which way.",
  notRead: "The decisions could not be read.",
  tryAgain: "Try again",
  provisional: "Not yet confirmed by the server: it may still settle itself.",
  provisionalShort: "not yet confirmed",
  noPhone: "No telephone number",
  by: (who: string, when: string) => `${who}, ${when}`,
  wanted: (when: string, who: string) => `Wanted: ${when}${who === "" ? "" : ` with ${who}`}`,
  decide: "What to do",
  ways: "Other ways",
  nearest: "Move to a free time near it",
  nearestShort: "Free times near it",
  noNearest: "No free time was found near it. Move it on the schedule, or take another way.",
  nearestFor: (name: string) => `Another time for ${name}`,
  swapLead: (loser: string, other: string) => `${loser} gets the time. When can ${other} come instead?`,
  swapBack: "Back",
  noSwap: "No free time near it is long enough. Take another way.",
  findingTimes: "Looking for free times",
  cancelLead: (name: string) => `Cancel the appointment of ${name}`,
  confirmCancel: "Cancel appointment",
  back: "Back",
  show: "Show in the schedule",
  day: (day: string) => `The day: ${day}`,
  message: (name: string) => `Message to ${name}`,
  copy: "Copy",
  copied: "Copied. It can be pasted into an e-mail or a text message.",
  dismiss: "Dismiss",
  settledBy: (who: string, when: string) => `${who}, ${when}`,
  superseded: (who: string, way: string, when: string) =>
    `${who} had also decided (${way.toLowerCase()}, ${when}). That came second, so nothing was done.`,
  tell: (clients: ConflictSide["clients"]) =>
    `Tell ${clients.map(({ name, phone }) => (phone === null ? name : `${name}, ${phone}`)).join("; ")}.`,
  overtaken: (who: string | null, way: string) =>
    `${who ?? "Another desk"} had settled this before (${way.toLowerCase()}). What was decided here came second, so nothing was done.`,
  reasons: ["Client does not need it", "Practitioner away", "Booked twice by mistake"],
  wantedHere: "wanted",
};

/** How it was settled, as the settled ones say it. */
export const resolutionWords: Record<Resolution, string> = {
  moved: "Moved",
  swapped: "Swapped",
  kept: "Kept as it was",
  cancelled: "Cancelled",
  waitlisted: "Put on the waiting list",
  wanted: "The second one taken",
  current: "The first one kept",
};

export const settledWords = (state: ConflictState, resolution: Resolution | null): string =>
  state === "closed" || resolution === null ? "Settled itself" : resolutionWords[resolution];

/** What stands on the button of a way that needs no time. */
export function wayWords(way: Resolution, { kind, loser, other }: ConflictView): string {
  switch (way) {
    case "swapped":
      return other === null ? "Swap" : `Give ${sideName(loser)} the time, move ${sideName(other)}`;
    case "kept":
      return kind === "reschedule-race" ? "Leave it where it is" : "Keep both as they are";
    case "waitlisted":
      return "Put on the waiting list";
    case "cancelled":
      return "Cancel appointment";
    case "wanted":
      return "Take over";
    case "current":
      return "Leave";
    case "moved":
      return "Move";
  }
}

/** The two sides of what was written differently, as they stand on their buttons. */
export function choiceWords(
  way: "wanted" | "current",
  { kind, detail, loser, other }: ConflictView,
  formats: Formats,
  nameOf: NameOf,
): string {
  if (kind === "seat-taken") {
    const name = sideName(loser);
    return way === "wanted" ? `Give ${name} a seat that is free now` : `Leave ${name} without a seat`;
  }
  const side = way === "wanted" ? loser : other;
  const value = capitalised(sideValue(detail[way], formats, nameOf));
  return side && side.by !== "" ? `${value} (${side.by})` : value;
}

/** What was decided, in the past: the notification's sentence. */
export function decidedSentence(conflict: ConflictView, decided: Decided, formats: Formats): string {
  const name = sideName(conflict.loser);
  switch (decided.how) {
    case "moved":
      return `${name} moved to ${formats.dayAndRange(decided.time.startsAt, decided.time.endsAt)}, ${decided.time.practitionerName}`;
    case "swapped": {
      const time = conflictTime(conflict);
      const got = time === null ? "has the time" : `has ${formats.dayAndRange(time.startsAt, time.endsAt)}`;
      const other = conflict.other === null ? "the other one" : sideName(conflict.other);
      return `${name} ${got}; ${other} moved to ${formats.dayAndRange(decided.time.startsAt, decided.time.endsAt)}, ${decided.time.practitionerName}`;
    }
    case "cancelled":
      return `${name} is cancelled`;
    case "waitlisted":
      return `${name} is on the waiting list`;
    case "kept":
      return `${name} stays as it is`;
    case "wanted":
      return `${name}: the second one is taken`;
    case "current":
      return `${name}: the first one is kept`;
  }
}
