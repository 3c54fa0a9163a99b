import type { AppointmentView } from "../../../src/ipc/views.ts";
import {
  appointmentWords,
  bookingWords,
  capitalised,
  type Formats,
  lengthWords,
  type Names,
  nowReads,
  statusWords,
} from "../../words/index.ts";

/** What somebody else made different while this desk was typing, field by field, in words. */
export function differences(
  before: AppointmentView,
  after: AppointmentView,
  formats: Formats,
  names: Names,
): string[] {
  const name = (kind: "practitioner" | "room" | "type", id: string | null): string =>
    id === null ? bookingWords.noRoom : (names(kind, id) ?? "?");
  const fields: [label: string, read: (appointment: AppointmentView) => string][] = [
    [bookingWords.start, (each) => formats.dayAndTime(each.startsAt)],
    [bookingWords.practitioner, (each) => name("practitioner", each.practitionerId)],
    [bookingWords.client, (each) => each.clientName ?? appointmentWords.group],
    [bookingWords.type, (each) => (each.typeId === null ? "?" : name("type", each.typeId))],
    [bookingWords.duration, lengthWords],
    [bookingWords.room, (each) => name("room", each.roomId)],
    [appointmentWords.status, (each) => capitalised(statusWords[each.status])],
  ];
  return fields.flatMap(([label, read]) =>
    read(before) === read(after) ? [] : [nowReads(label, read(before), read(after))],
  );
}
