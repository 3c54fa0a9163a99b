import type { Status } from "../../../src/appointments/status.ts";
import type { AppointmentView, BlockView, RemoteHoldView } from "../../../src/ipc/views.ts";
import { minutesOf, needsDecision } from "../facts.ts";
import type { Formats } from "../format.ts";
import { shortClient } from "../names.ts";
import { plural, shortDuration } from "./count.ts";
import { statusWords } from "./status.ts";

/** Who an appointment is for, as its card says it. */
export function cardName(appointment: AppointmentView, typeName: string | null): string {
  if (appointment.status === "pending")
    return appointment.heldHere ? "Hold by this desk" : `Hold by ${appointment.bookedBy}`;
  if (appointment.capacity !== null) return typeName ?? "Group session";
  return appointment.clientName ?? "No client yet";
}

const seats = ({ attendees, capacity }: AppointmentView): string =>
  `${attendees.length} of ${plural(capacity ?? 0, "seat", "seats")}`;

/** The second line of a card: what it is; how long is said beside it by `cardLength`. */
export const cardDetail = (appointment: AppointmentView, typeName: string | null): string =>
  appointment.capacity === null ? (typeName ?? "") : seats(appointment);

export const cardLength = (appointment: AppointmentView): string => shortDuration(minutesOf(appointment));

/** Everything a card says, in one sentence, for those who hear it. */
export function cardLabel(
  appointment: AppointmentView,
  typeName: string | null,
  formats: Formats,
  dated = false,
): string {
  const when = dated ? formats.dayAndRange : formats.range;
  const parts = [
    cardName(appointment, typeName),
    cardDetail(appointment, typeName),
    when(appointment.startsAt, appointment.endsAt),
    appointment.status === "pending" ? "" : statusWords[appointment.status],
    appointment.sharing === "provisional" ? "not confirmed yet" : "",
    needsDecision(appointment) ? "needs a decision" : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

const blockNames: Record<BlockView["source"], string> = {
  manual: "Blocked",
  google: "Calendar",
  holiday: "Holiday",
};

export const statusDone: Partial<Record<Status, (name: string) => string>> = {
  arrived: (name) => `${name} has arrived.`,
  "checked-in": (name) => `${name} is checked in.`,
  fulfilled: (name) => `${name} is completed.`,
  noshow: (name) => `${name} is marked as a no-show.`,
};

export const boardWords = {
  title: (day: string) => `Schedule of ${day}`,
  weekTitle: (practitioner: string, days: string) => `Week of ${practitioner}, ${days}`,
  skipped: "Clocks skip this",
  againShort: "again",
  free: (practitioner: string, when: string) => `${practitioner}, ${when}, free`,
  notFree: (practitioner: string, when: string, why: string) => `${practitioner}, ${when}, ${why}`,
  block: (block: BlockView, when: string) => `${blockNames[block.source]}: ${block.reason}, ${when}`,
  remoteHold: (hold: RemoteHoldView) => `${hold.deskName} is booking this`,
  remoteHoldLabel: (hold: RemoteHoldView, when: string) => `${hold.deskName} is booking this, ${when}`,
  meets: {
    appointment: (appointment: AppointmentView) =>
      appointment.status === "pending"
        ? cardName(appointment, null)
        : `${appointment.clientName === null ? "A group session" : shortClient(appointment.clientName)} is here`,
    block: (block: BlockView) => block.reason,
    freeUntil: (time: string) => `free until ${time}`,
    outside: "outside working hours",
    free: "free",
  },
  moved: (name: string, where: string) => `${name} moved to ${where}.`,
  cut: (name: string) => `${name} is cut.`,
  cutHelp: "puts it at the cursor",
  cutBack: "leaves it where it was",
  nothingToPaste: "Cut an appointment with X first.",
  needsDecision: "Needs a decision",
  busy: "Busy, trying again",
  nearest: "Nearest free times",
  close: "Close",
  moveAnyway: "Move anyway",
  outsideReason: "Reason for the time outside working hours",
  noPractitioners: "Nobody has a column here yet",
  noPractitionersHelp: "Add the practitioners of this practice, and their days appear side by side.",
  toSettings: "Open settings",
  allHidden: "All practitioners are put away",
  showEverybody: "Show everybody",
  notThisWeek: (practitioner: string) => `${practitioner} does not work in this week.`,
  nobodyWorks: (day: string) => `Nobody works on ${day}.`,
  loading: "Opening the day",
  notRead: "The schedule could not be read.",
  tryAgain: "Try again",
  found: (results: number) => plural(results, "result", "results"),
};

const peopleShown = (shown: number, all: number): string =>
  shown === all ? "Everybody" : `${shown} of ${all} people`;

export const frameWords = {
  pages: "Pages",
  schedule: "Schedule",
  clients: "Clients",
  decisions: "Decisions",
  decisionsOpen: (open: number) => (open === 0 ? "Decisions" : `Decisions, ${open} open`),
  health: "Health",
  settings: "Settings",
  previousDay: "Day before",
  nextDay: "Next day",
  previousWeek: "Week before",
  nextWeek: "Next week",
  view: "Show",
  views: { day: "Day", week: "Week" },
  weekOf: (practitioner: string) => `Week of ${practitioner}`,
  blockTime: "Block time",
  today: "Today",
  goToDate: "Go to a date",
  goToDateFrom: (day: string) => `${day}, Go to a date`,
  previousMonth: "Month before",
  nextMonth: "Next month",
  people: "People",
  peopleShown,
  peopleLabel: (shown: number, all: number) => `People: ${peopleShown(shown, all)}`,
  everybody: "Everybody",
  everybodyAsUsual: "Everybody, in the usual order",
  moveUp: (name: string) => `Move ${name} up`,
  moveDown: (name: string) => `Move ${name} down`,
  peopleHint: "Space shows or puts away, Alt ↑ ↓ moves.",

  search: "Search",
  keys: "Keys",
  close: "Close",
  notifications: "Notifications",
  undo: "Undo",
  dismiss: "Dismiss",
  undone: "Taken back.",
  readOnly: "Read only",
  demo: "Demo practice",
  evaluation: "Evaluation runtime, not for real practices",
  banner: {
    readOnly:
      "Anteroom can only read its data right now. Look, search and print as usual; nothing can be changed.",
    full: "The disk of this computer is full. Make room on it to book again; looking and searching still work.",
  },
};
