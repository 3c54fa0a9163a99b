import type { Status } from "../../../src/appointments/status.ts";
import type { HistoryView, Source } from "../../../src/ipc/views.ts";
import type { Formats } from "../format.ts";
import type { Names } from "../telling.ts";
import { resolutionWords } from "./conflicts.ts";
import { sourceWords, statusWords } from "./status.ts";

const actions: Record<string, string> = {
  "appointments.book": "Booked",
  "appointments.book-series": "Booked as one of a series",
  "appointments.change-series": "Changed with others of its series",
  "appointments.cancel-series": "Cancelled with others of its series",
  "appointments.move": "Moved",
  "appointments.swap": "Swapped with another",
  "appointments.change": "Changed",
  "appointments.cancel": "Cancelled",
  "appointments.set-status": "Marked",
  "appointments.add-note": "Wrote a note",
  "appointments.add-attendee": "Gave a seat",
  "appointments.remove-attendee": "Took back a seat",
  "appointments.undo": "Took the last change back",
  "conflicts.resolve": "Settled a decision",
  "sharing.drop-op": "Took back what the server had refused",
  "sharing.join": "Brought along when this desk joined",
  "sharing.offer-missing": "Sent to the server once more",
};

type Change = HistoryView["changes"][string];
type Say = (change: Change, formats: Formats, names: Names) => string | null;

const text = (value: unknown): string => (value === null || value === undefined ? "none" : String(value));
const called =
  (kind: "practitioner" | "room" | "type", label: string): Say =>
  ({ to }, _, names) =>
    to === null || to === undefined
      ? `no ${label}`
      : kind === "practitioner"
        ? `with ${names(kind, String(to)) ?? "somebody else"}`
        : `${label} ${names(kind, String(to)) ?? "changed"}`;

const fields: Record<string, Say> = {
  status: ({ to }) => statusWords[to as Status] ?? null,
  starts_at: ({ from, to }, formats) =>
    typeof to !== "number"
      ? null
      : typeof from === "number"
        ? `from ${formats.dayAndTime(from)} to ${formats.dayAndTime(to)}`
        : formats.dayAndTime(to),
  ends_at: ({ to }, formats) => (typeof to === "number" ? `now until ${formats.time(to)}` : null),
  source: ({ to }) => sourceWords[to as Source]?.toLowerCase() ?? null,
  practitioner_id: called("practitioner", "practitioner"),
  room_id: called("room", "room"),
  type_id: called("type", "type"),
  client_id: ({ from }) => (from === null || from === undefined ? null : "for another client"),
  cancel_reason: ({ to }) => (to === null ? null : text(to)),
  outside_reason: ({ to }) => (to === null ? null : `outside hours: ${text(to)}`),
};

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const actionWords = ({ action, resolution }: HistoryView): string =>
  resolution === undefined
    ? (actions[action] ?? "Changed")
    : `Decided: ${resolutionWords[resolution].toLowerCase()}`;

const saysStatus = ({ action, resolution }: HistoryView): boolean =>
  action === "appointments.cancel" || resolution === "cancelled" || resolution === "waitlisted";

/** Between what was done and what that was: a place follows a move at once, a reason does not follow a cancellation so. */
const leadOf = ({ action, resolution }: HistoryView): string =>
  action === "appointments.cancel"
    ? ":"
    : resolution === undefined || resolution === "moved" || resolution === "swapped"
      ? ""
      : ",";

/** What was done, in words: `Moved from Mon 23 Nov 10:00 to Mon 23 Nov 11:00, with Chen Wei`. */
export function historySentence(entry: HistoryView, formats: Formats, names: Names): string {
  const action = actionWords(entry);
  const isBooking = entry.action.startsWith("appointments.book");
  const details = Object.entries(entry.changes).flatMap(([name, change]) => {
    const field = snake(name);
    // That a new booking is booked goes without saying, and so do its first values.
    if (isBooking && field !== "starts_at" && field !== "outside_reason") return [];
    // A move says where to; that the end moved along goes without saying too.
    if (field === "ends_at" && "starts_at" in entry.changes) return [];
    if (field === "status" && saysStatus(entry)) return [];
    const said = fields[field]?.(change, formats, names);
    return said ? [said] : [];
  });
  if (details.length === 0) return action;
  return `${action}${leadOf(entry)} ${details.join(", ")}`;
}

export const historyByline = (entry: HistoryView, now: number, formats: Formats): string =>
  `${entry.actor}, ${formats.ago(entry.at, now)}`;
