import type { AppointmentView, Source } from "../../../src/ipc/views.ts";
import type { Formats } from "../format.ts";
import { duration } from "./count.ts";
import { sourceWords } from "./status.ts";

export const appointmentWords = {
  title: "Appointment",
  group: "Group session",
  loading: "One moment",
  gone: "This appointment is not there any more.",
  details: "Details",
  phone: "Telephone",
  noPhone: "No telephone number is known.",
  birthDate: "Date of birth",
  remark: "Remark",
  room: "Room",
  source: "Booked by",
  bookedHow: (who: string, source: Source, when: string) =>
    `${who}, ${sourceWords[source].toLowerCase()}, ${when}`,
  outsideReason: "Outside working hours",
  cancelReason: "Reason",
  series: "One of a series.",
  unplaced: "Another booking has this time. It still needs a time of its own.",
  undecided: "A decision about this appointment is open.",
  decide: "Decide",
  status: "Status",
  statusButtons: {
    arrived: "Arrived",
    "checked-in": "Checked in",
    fulfilled: "Completed",
    noshow: "No-show",
    booked: "Back to booked",
  },
  bookAgain: "Book again in the same place",
  bookedAgain: (name: string) => `${name} is booked.`,
  change: "Change",
  changeTitle: "Change appointment",
  cancel: "Cancel appointment",
  keep: "Keep it",
  reason: "Reason",
  reasonNeeded: "Say why it is cancelled.",
  quickReasons: ["Client cancelled", "Practitioner ill", "Booked by mistake"],
  save: "Save changes",
  back: "Back",
  nothingChanged: "Nothing is different yet.",
  typed: "What you typed is still here; saving again puts it in place.",
  notes: "Notes",
  addNote: "Add note",
  newNote: "New note",
  noNotes: "No notes yet.",
  noteAdded: "Note added",
  history: "History",
  seats: (taken: number, capacity: number) => `Seats, ${taken} of ${capacity} taken`,
  seatsLabel: "Seats",
  addAttendee: "Add a client",
  removed: (name: string) => `${name} gave up the seat`,
  added: (name: string) => `${name} has a seat`,
};

const nameOf = (appointment: AppointmentView): string => appointment.clientName ?? appointmentWords.group;

export const cancelledSentence = (appointment: AppointmentView, formats: Formats): string =>
  `Cancelled: ${nameOf(appointment)}, ${formats.dayAndRange(appointment.startsAt, appointment.endsAt)}`;

export const changedSentence = (appointment: AppointmentView, formats: Formats): string =>
  `Changed: ${nameOf(appointment)}, ${formats.dayAndRange(appointment.startsAt, appointment.endsAt)}`;

export const lengthWords = ({ startsAt, endsAt }: AppointmentView): string =>
  duration(Math.round((endsAt - startsAt) / 60));

/** `Desk 2 changed this just now: look again.` */
export const changedMeanwhile = (
  actor: string | null,
  at: number | null,
  now: number,
  formats: Formats,
): string =>
  actor === null || at === null
    ? "This was changed meanwhile: look again."
    : `${actor} changed this ${formats.ago(at, now)}: look again.`;

export const nowReads = (label: string, before: string, after: string): string =>
  `${label}: ${after} (was ${before})`;
