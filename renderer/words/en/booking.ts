import type { ClientView, Warning } from "../../../src/ipc/views.ts";
import type { Formats } from "../format.ts";
import { warningWords } from "./refusal.ts";

export const bookingWords = {
  title: "New booking",
  close: "Close",
  client: "Client",
  clientHint: "Name, telephone or date of birth",
  clientOfGroup: "Seats can be filled now or later.",
  chooseClient: "Choose a client, or add a new one.",
  newClient: (text: string) => `New client “${text}”`,
  firstClients: (shown: number) => `The first ${shown} of them. Type more to see others.`,
  newClientTitle: "New client",
  otherClient: "Choose another client instead",
  name: "Name",
  phone: "Telephone",
  birthDate: "Date of birth",
  practitioner: "Practitioner",
  choosePractitioner: "Choose a practitioner.",
  day: "Day",
  start: "Start",
  chooseTime: "Choose a time, here or on the board.",
  type: "Type",
  noTypes: "There are no appointment types yet. Add one in Settings.",
  duration: "Duration",
  room: "Room",
  noRoom: "No room",
  source: "Source",
  note: "Note",
  outsideReason: "Reason for booking outside working hours",
  reasonNeeded: "Say why it is booked outside working hours.",
  book: "Book",
  booking: "Booking",
  placing: "Keeping the time",
  held: (until: string) => `Held by this desk until ${until}`,
  lapsed: "This time is no longer held. What you typed is still here.",
  holdAgain: "Hold it again",
  nearest: "Nearest free times",
  noNearest: "No free time was found near it. Try another day or practitioner.",
  nearestHint: "Press 1, 2 or 3; with Alt while typing.",
};

/** `Mon 23 Nov 10:00 to 10:50, then 10 minutes buffer` */
export const placeWords = (startsAt: number, endsAt: number, busyUntil: number, formats: Formats): string =>
  `${formats.dayAndRange(startsAt, endsAt)}${formats
    .rangeWithBuffer(startsAt, endsAt, busyUntil)
    .slice(formats.range(startsAt, endsAt).length)}`;

/** What tells two clients of the same name apart. */
export const clientDetail = (client: ClientView, formats: Formats): string =>
  [client.phone, client.birthDate === null ? null : formats.date(client.birthDate)]
    .filter((part) => part !== null)
    .join(" · ");

export function bookedSentence(
  booked: { who: string; practitionerName: string; startsAt: number; endsAt: number; warnings: Warning[] },
  formats: Formats,
): string {
  const when = formats.dayAndRange(booked.startsAt, booked.endsAt);
  const also = booked.warnings.map((warning) => warningWords(warning, booked.who, formats));
  return [`Booked: ${booked.who}, ${when} with ${booked.practitionerName}`, ...also].join(". ");
}
