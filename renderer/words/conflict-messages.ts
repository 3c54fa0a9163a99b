import type { ConflictSide, ConflictView } from "../../src/ipc/sharing-views.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import { dayOf, type Range } from "../../src/time/zoned-day.ts";
import { conflictTime, sideTime } from "./conflict-kinds.ts";
import { type NameOf, sideValue } from "./conflict-values.ts";
import type { Decided } from "./conflicts.ts";
import type { Formats } from "./format.ts";
import { capitalised } from "./status.ts";

/** To whom, and what: drafted, to be read over before it is sent. */
export type Message = { to: ConflictSide["clients"]; text: string };

type Sender = { practiceName: string; formats: Formats };
type Draft = Sender & { nameOf: NameOf };

const when = (time: Range | null, formats: Formats): string =>
  time === null
    ? ""
    : ` on ${formats.longDay(dayOf(formats.zone, time.startsAt))} from ${formats.range(time.startsAt, time.endsAt)}`;
const whom = (name: string | null | undefined): string => (name ? ` with ${name}` : "");

const offered = (times: readonly FreeTime[], formats: Formats): string =>
  times
    .map((time) => `- ${formats.dayAndRange(time.startsAt, time.endsAt)} with ${time.practitionerName}`)
    .join("\n");

const letter = (side: ConflictSide, body: string, { practiceName }: Sender): Message | null => {
  const [first, ...others] = side.clients;
  if (!first) return null;
  const greeting = others.length === 0 ? `Hello ${first.name},` : "Hello,";
  return {
    to: side.clients,
    text: [greeting, capitalised(body), practiceName].filter((part) => part !== "").join("\n\n"),
  };
};

/** What the client has to hear before anything is decided: the times that could be had, or what is not clear. */
export function openMessage(conflict: ConflictView, draft: Draft): Message | null {
  const { formats, nameOf } = draft;
  const { kind, loser, wantedTime, nearest, detail } = conflict;
  const own = sideTime(loser);
  const who = whom(wantedTime?.practitionerName ?? loser.practitionerName);
  const offer =
    nearest.length === 0
      ? "Please call us, so that we find another time together."
      : `We can offer:\n${offered(nearest, formats)}\n\n${nearest.length === 1 ? "Does that suit you?" : "Which of them suits you?"}`;
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
export const swapMessage = (
  other: ConflictSide,
  times: readonly FreeTime[],
  sender: Sender,
): Message | null =>
  letter(
    other,
    `we have a request: could you come at another time than${when(sideTime(other), sender.formats)}? These would be possible:\n${offered(times, sender.formats)}\n\n${times.length === 1 ? "Does that suit you?" : "Which of them suits you?"}`,
    sender,
  );

/** What the client has to hear after it was decided; null where nothing changes for anybody. */
export function decidedMessage(conflict: ConflictView, decided: Decided, draft: Draft): Message | null {
  const { formats } = draft;
  const { loser, other } = conflict;
  const moved = (side: ConflictSide, from: Range | null, to: FreeTimeLike): Message | null =>
    letter(
      side,
      `your appointment${when(from, formats)} is moved. It now takes place${when(to, formats)} with ${to.practitionerName}. If that does not suit you, please call us.`,
      draft,
    );
  switch (decided.how) {
    case "moved":
      return moved(loser, conflictTime(conflict), decided.time);
    case "swapped":
      return other === null ? null : moved(other, sideTime(other), decided.time);
    case "cancelled":
      return letter(
        loser,
        `your appointment${when(conflictTime(conflict), formats)}${whom(loser.practitionerName)} is cancelled. Please call us if you would like another one.`,
        draft,
      );
    case "waitlisted":
      return letter(
        loser,
        `we could not keep your appointment${when(conflictTime(conflict), formats)}${whom(loser.practitionerName)}. You are on our waiting list, and we call you as soon as a time is free.`,
        draft,
      );
    case "kept":
    case "wanted":
    case "current":
      return null;
  }
}

type FreeTimeLike = Range & { practitionerName: string };
