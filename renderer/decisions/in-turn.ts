import type { ConflictView } from "../../src/ipc/sharing-views.ts";
import { conflictTime } from "../words/index.ts";

/** What concerns a practitioner: their appointment or block on either side, or a time of theirs that was wanted. */
export const concerns = (
  { loser, other, wantedTime }: ConflictView,
  practitionerId: string | null,
): boolean =>
  practitionerId !== null &&
  [loser.appointment, loser.block, other?.appointment, other?.block, wantedTime].some(
    (each) => each?.practitionerId === practitionerId,
  );

/** What comes first in the day is decided first; what concerns no time can wait. */
const soonestFirst = (a: ConflictView, b: ConflictView): number =>
  (conflictTime(a)?.startsAt ?? Number.MAX_SAFE_INTEGER) -
  (conflictTime(b)?.startsAt ?? Number.MAX_SAFE_INTEGER);

/** The open ones in the order in which they are decided: on a practitioner's own desk theirs before the others'. */
export const inTurn = (conflicts: readonly ConflictView[], ownId: string | null): ConflictView[] =>
  conflicts.toSorted((a, b) => Number(concerns(b, ownId)) - Number(concerns(a, ownId)) || soonestFirst(a, b));
