import type { AnteroomError } from "../../src/ipc/errors.ts";
import type { ConflictSide, ConflictView, SharingView } from "../../src/ipc/sharing-views.ts";
import type { AppointmentView, FreeTime } from "../../src/ipc/views.ts";
import type { Range } from "../../src/time/zoned-day.ts";

/** What sentences are about, without a word of them. */

export const minutesOf = (appointment: Pick<AppointmentView, "startsAt" | "endsAt">): number =>
  Math.round((appointment.endsAt - appointment.startsAt) / 60);

/** It has lost its time, or an open conflict names it. */
export const needsDecision = (appointment: Pick<AppointmentView, "placed" | "needsDecision">): boolean =>
  !appointment.placed || appointment.needsDecision;

/** The free times that a refusal offers in its place. */
export const nearestOf = (error: AnteroomError): readonly FreeTime[] =>
  "nearest" in error ? error.nearest : [];

/** The time a side is at, if it is at one. */
export const sideTime = ({ appointment, block }: ConflictSide): Range | null => appointment ?? block;

/** The time a conflict is about: the one that was wanted, or else the loser's own. */
export const conflictTime = ({ wantedTime, loser, other }: ConflictView): Range | null =>
  wantedTime ?? sideTime(loser) ?? (other === null ? null : sideTime(other));

/** Bookings made now are not certain: nobody else can see them yet. */
export const worksAlone = (view: SharingView | undefined): boolean =>
  view?.state === "offline" || view?.state === "paused";
