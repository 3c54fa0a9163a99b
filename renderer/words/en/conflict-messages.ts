import type { ConflictSide, ConflictView } from "../../../src/ipc/sharing-views.ts";
import type { FreeTime } from "../../../src/ipc/views.ts";
import { dayOf, type Range } from "../../../src/time/zoned-day.ts";
import { conflictTime, sideTime } from "../facts.ts";
import type { Formats } from "../format.ts";
import { capitalised } from "../names.ts";
import type { Draft, Sender } from "../telling.ts";
import { sideValue } from "./conflict-values.ts";
import { form } from "./count.ts";

const when = (time: Range | null, formats: Formats): string =>
  time === null
    ? ""
    : ` on ${formats.longDay(dayOf(formats.zone, time.startsAt))} from ${formats.range(time.startsAt, time.endsAt)}`;
const whom = (name: string | null | undefined): string => (name ? ` with ${name}` : "");

const offered = (times: readonly FreeTime[], formats: Formats): string =>
  times
    .map((time) => `- ${formats.dayAndRange(time.startsAt, time.endsAt)} with ${time.practitionerName}`)
    .join("\n");

const suits = (count: number): string => form(count, "Does that suit you?", "Which of them suits you?");

const letter = ({ clients }: ConflictSide, body: string, { practiceName }: Sender): string => {
  const [first, ...others] = clients;
  const greeting = first && others.length === 0 ? `Hello ${first.name},` : "Hello,";
  return [greeting, capitalised(body), practiceName].filter((part) => part !== "").join("\n\n");
};

/** What the client has to hear before anything is decided: the times that could be had, or what is not clear. */
export function openLetter(conflict: ConflictView, draft: Draft): string {
  const { formats, nameOf } = draft;
  const { kind, loser, wantedTime, nearest, detail } = conflict;
  const own = sideTime(loser);
  const who = whom(wantedTime?.practitionerName ?? loser.practitionerName);
  const offer =
    nearest.length === 0
      ? "Please call us, so that we find another time together."
      : `We can offer:\n${offered(nearest, formats)}\n\n${suits(nearest.length)}`;
  switch (kind) {
    case "slot-taken":
    case "booking-meets-block":
    case "external-event-over-booking":
      return letter(
        loser,
        `we are sorry: your appointment${when(wantedTime ?? own, formats)}${who} cannot take place at that time. ${offer}`,
        draft,
      );
    case "seat-taken":
      return letter(
        loser,
        `we are sorry: the session${when(conflictTime(conflict), formats)} is full. ${offer}`,
        draft,
      );
    case "reschedule-race":
      return letter(
        loser,
        `we could not move your appointment${when(wantedTime, formats).replace(" on ", " to ")}. It still takes place${when(own, formats)}${whom(loser.practitionerName)}. ${nearest.length === 0 ? "" : offer}`.trimEnd(),
        draft,
      );
    case "field-divergence":
      return letter(
        loser,
        `we have written down two different things: “${sideValue(detail.current, formats, nameOf)}” and “${sideValue(detail.wanted, formats, nameOf)}”. Which of them is right?`,
        draft,
      );
    case "edit-after-cancel":
      return letter(
        loser,
        `we have two notes about your appointment${when(own, formats)}${who}: one that it is cancelled, and one that it takes place. Which of them is right?`,
        draft,
      );
  }
}

/** What the other one is asked before a swap: whether another time would do as well. */
export const swapLetter = (other: ConflictSide, times: readonly FreeTime[], sender: Sender): string =>
  letter(
    other,
    `we have a request: could you come at another time than${when(sideTime(other), sender.formats)}? These would be possible:\n${offered(times, sender.formats)}\n\n${suits(times.length)}`,
    sender,
  );

/** What the client has to hear after their appointment was moved from one time to another. */
export const movedLetter = (side: ConflictSide, from: Range | null, to: Told, sender: Sender): string =>
  letter(
    side,
    `your appointment${when(from, sender.formats)} is moved. It now takes place${when(to, sender.formats)} with ${to.practitionerName}. If that does not suit you, please call us.`,
    sender,
  );

/** The same after it was cancelled. */
export const cancelledLetter = (side: ConflictSide, time: Range | null, sender: Sender): string =>
  letter(
    side,
    `your appointment${when(time, sender.formats)}${whom(side.practitionerName)} is cancelled. Please call us if you would like another one.`,
    sender,
  );

/** The same after it came to the waiting list. */
export const waitlistedLetter = (side: ConflictSide, time: Range | null, sender: Sender): string =>
  letter(
    side,
    `we could not keep your appointment${when(time, sender.formats)}${whom(side.practitionerName)}. You are on our waiting list, and we call you as soon as a time is free.`,
    sender,
  );

type Told = Range & { practitionerName: string };
