import type { ConflictSide, ConflictView } from "../../src/ipc/sharing-views.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import { conflictTime, sideTime } from "./facts.ts";
import { words } from "./language.ts";
import type { Decided, Draft, Sender } from "./telling.ts";

const { openLetter, swapLetter, movedLetter, cancelledLetter, waitlistedLetter } = words;

/** To whom, and what: drafted, to be read over before it is sent. */
export type Message = { to: ConflictSide["clients"]; text: string };

/** Nobody is written to where no client is known. */
const to = ({ clients }: ConflictSide, text: string): Message | null =>
  clients.length === 0 ? null : { to: clients, text };

/** What the client has to hear before anything is decided. */
export const openMessage = (conflict: ConflictView, draft: Draft): Message | null =>
  to(conflict.loser, openLetter(conflict, draft));

/** What the other one is asked before a swap: whether another time would do as well. */
export const swapMessage = (
  other: ConflictSide,
  times: readonly FreeTime[],
  sender: Sender,
): Message | null => to(other, swapLetter(other, times, sender));

/** What the client has to hear after it was decided; null where nothing changes for anybody. */
export function decidedMessage(conflict: ConflictView, decided: Decided, sender: Sender): Message | null {
  const { loser, other } = conflict;
  const time = conflictTime(conflict);
  switch (decided.how) {
    case "moved":
      return to(loser, movedLetter(loser, time, decided.time, sender));
    case "swapped":
      return other === null ? null : to(other, movedLetter(other, sideTime(other), decided.time, sender));
    case "cancelled":
      return to(loser, cancelledLetter(loser, time, sender));
    case "waitlisted":
      return to(loser, waitlistedLetter(loser, time, sender));
    case "kept":
    case "wanted":
    case "current":
      return null;
  }
}
