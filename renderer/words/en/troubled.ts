import type { SharingView } from "../../../src/ipc/sharing-views.ts";
import type { Formats } from "../format.ts";
import { form, plural } from "./count.ts";

type Troubled = SharingView["troubled"][number];
type Change = Pick<Troubled, "action" | "about">;

export const troubledWords = {
  title: (count: number) =>
    form(count, "One change was not taken over", `${count} changes were not taken over`),
  none: "No change is held back any more.",
  outcomes: {
    deferred: "Waits for something that the server does not know yet; offered again with every exchange.",
    quarantined:
      "The server could not take it, so no other desk has it. Take it back and do it again if it still holds; the history keeps what was done.",
    "upgrade-required": "Takes a newer Anteroom on this desk.",
  } satisfies Record<Troubled["outcome"], string>,
  by: (who: string, when: string) => `${who}, ${when}`,
  /** The server's own words, and what it is looked up by in its log. */
  reason: (reason: string, opId: string) =>
    `For whoever looks after the server: ${reason === "" ? opId : `${reason}, ${opId}`}`,
  takeBack: "Take it back",
  takingBack: "Taking it back",
};

/** What was done to an appointment, by its noun: whose it is, and `place`, when and with whom. */
const toAppointments: Record<string, (name: string, place: string) => string> = {
  "appointments.book": (name, place) => `Booking of ${name}, ${place}`,
  "appointments.book-series": (name, place) => `Series of ${name}, the first ${place}`,
  "appointments.move": (name, place) => `Move of ${name} to ${place}`,
  "appointments.swap": (name, place) => `Swap of two appointments, ${name} to ${place}`,
  "appointments.change": (name, place) => `Change to the appointment of ${name}, ${place}`,
  "appointments.cancel": (name, place) => `Cancellation of ${name}, ${place}`,
  "appointments.set-status": (name, place) => `Status of ${name}, ${place}`,
  "appointments.add-note": (name, place) => `Note about ${name}, ${place}`,
  "appointments.add-attendee": (name, place) => `Seat given in ${name}, ${place}`,
  "appointments.remove-attendee": (name, place) => `Seat taken back in ${name}, ${place}`,
  "appointments.undo": (name, place) => `Undoing of the last change to ${name}, ${place}`,
  "conflicts.resolve": (name, place) => `Decision about ${name}, ${place}`,
};

const toRecords: Record<string, string> = {
  "clients.create": "New client",
  "clients.change": "Change to a client",
  "practitioners.create": "New practitioner",
  "practitioners.change": "Change to a practitioner",
  "rooms.create": "New room",
  "rooms.change": "Change to a room",
  "types.create": "New appointment type",
  "types.change": "Change to an appointment type",
  "hours.set": "Change to working hours",
  "hours.set-exception": "Change to the hours of one day",
  "blocks.create": "New blocked time",
  "blocks.change": "Change to blocked time",
  "blocks.remove": "Blocked time given free",
  "practice.change": "Change to the practice itself",
  "conflicts.resolve": "Decision",
  "sharing.join": "What was on this desk before it joined",
  "sharing.offer-missing": "What the server lacked after it was restored",
};

/** `Booking of Maria Lopez, Tue 24 Nov 10:00 with Dr Ada Okafor` */
export function changeWords({ action, about }: Change, formats: Formats): string {
  const tell = toAppointments[action];
  if (about === null || tell === undefined) return toRecords[action] ?? "A change";
  const { clientName, practitionerName, startsAt } = about;
  const place = `${formats.dayAndTime(startsAt)}${practitionerName === null ? "" : ` with ${practitionerName}`}`;
  return tell(clientName ?? "a group session", place);
}

const bookings = ["appointments.book", "appointments.book-series"];

/** Said once it is done. `dropped`: how many changes went, those that were made on top of it included. */
export function takenBackWords(change: Change, dropped: number, formats: Formats): string {
  const others = dropped > 1 ? `, and ${plural(dropped - 1, "change", "changes")} made after it` : "";
  const again = bookings.includes(change.action) ? "Book it again" : "Do it again";
  return `Taken back here: ${changeWords(change, formats)}${others}. The history keeps it. ${again} if it still holds.`;
}
