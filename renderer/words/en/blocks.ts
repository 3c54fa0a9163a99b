import type { BlockSource, BlockView } from "../../../src/ipc/views.ts";
import type { Formats } from "../format.ts";
import { form } from "./count.ts";

export const blockWords = {
  newTitle: "Block time",
  title: "Blocked time",
  practitioner: "Practitioner",
  fromDay: "From",
  fromTime: "Time from",
  toDay: "To",
  toTime: "Time to",
  reason: "Reason",
  quickReasons: ["Break", "Leave", "Meeting", "Training"],
  repeat: "Repeat",
  repeats: {
    none: "Does not repeat",
    day: "Every day",
    weekday: "Monday to Friday",
    week: "Every week",
    "two-weeks": "Every two weeks",
  },
  ends: "Ends",
  endings: { never: "Goes on", until: "On a day", times: "After" },
  until: "Last day",
  times: "Times",
  block: "Block",
  sweeping: "Let go to block",
  blockAnyway: "Block, then decide about each",
  save: "Save changes",
  unblock: "Unblock",
  scopes: { one: "Only this one", following: "This and the following", all: "All of them" },
  scope: "Change",
  dayOfOne: "The day can only be changed for one of a series.",
  partOfSeries: "One of a series.",
  under: "Bookings under it",
  underLead: "The time is blocked. Each of these stays a decision until it is moved, cancelled or kept.",
  underSettled: "Nothing under it is left to decide.",
  underOpen: (count: number) =>
    form(count, "One booking under it needs a decision.", `${count} bookings under it need a decision.`),
  underDecide: "Decide",
  underBack: "Back to the schedule",
  gone: "This block is not there any more.",
  loading: "One moment",
  sources: {
    manual: "",
    google: "From the practitioner's calendar. It is changed there.",
    holiday: "A public holiday.",
  } satisfies Record<BlockSource, string>,
  missingDay: "Choose the last day.",
  untilBeforeStart: "The last day lies before the first.",
};

export const blockedSentence = (name: string, block: BlockView, count: number, formats: Formats): string => {
  const when = formats.dayAndRange(block.startsAt, block.endsAt);
  const more = count > 1 ? `, ${count} times` : "";
  return `Blocked: ${name}, ${when}${more} (${block.reason})`;
};

export const unblockedSentence = (
  name: string,
  removed: number,
  block: BlockView,
  formats: Formats,
): string =>
  removed > 1
    ? `Unblocked: ${name}, ${removed} times (${block.reason})`
    : `Unblocked: ${name}, ${formats.dayAndRange(block.startsAt, block.endsAt)} (${block.reason})`;

/** What a block says now that somebody else has changed it. */
export const blockNow = (block: BlockView, formats: Formats): string =>
  `It now says ${formats.dayAndRange(block.startsAt, block.endsAt)} (${block.reason}). What you typed is still here.`;
