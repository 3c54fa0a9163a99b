import type { AppointmentView } from "../../../src/ipc/views.ts";
import { shifted, shiftOf } from "../../../src/scheduling/series-scope.ts";
import type { SeriesWhat, Wish } from "./use-series-plan.ts";

/** What several of a series shall become, written on the one that was opened. */
export type SeriesDraft = {
  seen: AppointmentView;
  startsAt: number | null;
  practitionerId: string;
  typeId: string | null;
  durationMinutes: number;
  roomId: string | null;
  note: string;
  outsideReason: string;
};

const minutesOf = ({ startsAt, endsAt }: AppointmentView): number => Math.round((endsAt - startsAt) / 60);

export const seriesDraft = (seen: AppointmentView): SeriesDraft => ({
  seen,
  startsAt: seen.startsAt,
  practitionerId: seen.practitionerId,
  typeId: seen.typeId,
  durationMinutes: minutesOf(seen),
  roomId: seen.roomId,
  note: "",
  outsideReason: "",
});

/** Only what was changed on the one is changed on the others: where they differ otherwise, they go on doing so. */
export function whatOf(draft: SeriesDraft): SeriesWhat {
  const { seen, typeId, durationMinutes, roomId } = draft;
  const reason = draft.outsideReason.trim();
  return {
    ...(typeId !== seen.typeId && typeId !== null ? { typeId } : {}),
    ...(durationMinutes !== minutesOf(seen) ? { durationMinutes } : {}),
    ...(roomId !== seen.roomId ? { roomId } : {}),
    ...(reason === "" ? {} : { outsideReason: reason }),
  };
}

/** Where each would be: the same days later as the one, at its new time of the wall clock. */
export function wishesOf(draft: SeriesDraft, reached: readonly AppointmentView[], zone: string): Wish[] {
  const { seen, startsAt, practitionerId } = draft;
  const shift = startsAt === null ? undefined : shiftOf(zone, seen.startsAt, startsAt);
  return reached.map((each) => ({
    id: each.id,
    practitionerId: practitionerId === seen.practitionerId ? each.practitionerId : practitionerId,
    startsAt: shifted(zone, each.startsAt, shift),
  }));
}

export const isChanged = (draft: SeriesDraft): boolean =>
  draft.startsAt !== draft.seen.startsAt ||
  draft.practitionerId !== draft.seen.practitionerId ||
  draft.note.trim() !== "" ||
  Object.keys(whatOf({ ...draft, outsideReason: "" })).length > 0;
