import type { AppointmentTypeView, PractitionerView, RoomView } from "../../../src/ipc/views.ts";
import { type Day, dayOf, type Range } from "../../../src/time/zoned-day.ts";
import { useFormats } from "../../fields/index.ts";
import { useDay, usePractitioners, useRooms, useTypes } from "../../queries/index.ts";
import { useScreen } from "../../store/screen.ts";
import type { BookingDraft, Place } from "./drafts.ts";

const none: never[] = [];

/** When, with whom and how long: what the panel and the draft say, filled in from the practice's lists. */
export type BookingPlace = Place & {
  practitioners: readonly PractitionerView[];
  rooms: readonly RoomView[];
  types: readonly AppointmentTypeView[];
  practitionerName: string;
  type: AppointmentTypeView | null;
  durationMinutes: number;
  endsAt: number | null;
  busyUntil: number | null;
  day: Day;
  /** The practitioner's working hours of that day; null while they are not known. */
  hours: readonly Range[] | null;
};

/** Types of which new appointments can be made, in the practice's order. */
export const offered = <T extends { retired: boolean; position: number }>(list: readonly T[]): T[] =>
  list.filter((each) => !each.retired).toSorted((a, b) => a.position - b.position);

export function useBookingPlace({ practitionerId, startsAt }: Place, draft: BookingDraft): BookingPlace {
  const formats = useFormats();
  const shownDay = useScreen((screen) => screen.day);
  const lastTypeId = useScreen((screen) => screen.ghostTypeId);
  const practitioners = usePractitioners().data?.practitioners ?? none;
  const rooms = offered(useRooms().data?.rooms ?? none);
  const types = offered(useTypes().data?.types ?? none);
  const type =
    types.find((each) => each.id === draft.typeId) ??
    types.find((each) => each.id === lastTypeId) ??
    types[0] ??
    null;
  const durationMinutes = draft.durationMinutes ?? type?.durationMinutes ?? 0;
  const endsAt = startsAt === null ? null : startsAt + durationMinutes * 60;
  const day = startsAt === null ? shownDay : dayOf(formats.zone, startsAt);
  const schedule = useDay(day).data;
  const column =
    schedule?.day === day ? schedule.practitioners.find((each) => each.id === practitionerId) : undefined;
  return {
    practitionerId,
    startsAt,
    practitioners: practitioners.filter((each) => each.leavesOn === null || day < each.leavesOn),
    rooms,
    types,
    practitionerName: practitioners.find((each) => each.id === practitionerId)?.name ?? "",
    type,
    durationMinutes,
    endsAt,
    busyUntil: endsAt === null ? null : endsAt + (type?.bufferMinutes ?? 0) * 60,
    day,
    hours: column?.hours ?? null,
  };
}

/** Whether a visit lies in one stretch of working hours. */
export const isWithin = (hours: readonly Range[], startsAt: number, endsAt: number): boolean =>
  hours.some((range) => range.startsAt <= startsAt && endsAt <= range.endsAt);
