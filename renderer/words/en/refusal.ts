import type { AnteroomError, ErrorCode, ErrorOf } from "../../../src/ipc/errors.ts";
import type { FreeTime, TakenBy, Warning } from "../../../src/ipc/views.ts";
import { type Day, dayOf, type Range } from "../../../src/time/zoned-day.ts";
import type { Formats } from "../format.ts";
import { shortClient } from "../names.ts";
import type { Telling } from "../telling.ts";
import { form, minutesWords } from "./count.ts";
import { foundWords } from "./found.ts";
import { serverProblem } from "./server-problem.ts";
import { statusWords } from "./status.ts";

const things: Record<string, string> = {
  appointment: "This appointment",
  practitioner: "This practitioner",
  client: "This client",
  room: "This room",
  type: "This appointment type",
  block: "This block",
  practice: "The practice",
  hours: "This entry of hours",
};
const thing = (entity: string): string => things[entity.split(/[-_ ]/).at(-1) ?? entity] ?? "This entry";

function taken({ taken: by, resource }: ErrorOf<"slot-taken">, { formats, now }: Telling): string {
  const who = resource === "room" ? (by.roomName ?? "The room") : by.practitionerName;
  const when = formats.range(by.startsAt, by.endsAt);
  const buffer = Math.round((by.busyUntil - by.endsAt) / 60);
  const after = buffer > 0 ? `, with ${minutesWords(buffer)} buffer after` : "";
  const ago = formats.ago(by.bookedAt, now);
  const holder = by.here ? "this desk" : by.bookedBy;
  if (by.status === "pending") {
    return `${who} is held from ${when} by ${holder}, for a caller there (${ago})${after}.`;
  }
  // "Desk 1 1 minute ago" would read as one number.
  const since = ago.startsWith("just") ? ` ${ago}` : `, ${ago}`;
  return `${who} is taken from ${when} (${bookedFor(by, resource)}, booked by ${holder}${since})${after}.`;
}

const bookedFor = (by: TakenBy, resource: "practitioner" | "room"): string => {
  const client = by.clientName === null ? "a group session" : shortClient(by.clientName);
  return resource === "room" ? `${client} with ${by.practitionerName}` : client;
};

/** Who works when, on one day. */
export function hoursSentence(
  { practitionerName, day, hours }: { practitionerName: string; day: Day; hours: readonly Range[] },
  formats: Formats,
): string {
  if (hours.length === 0) return `${practitionerName} does not work on ${formats.shortDay(day)}.`;
  const ranges = formats.list(hours.map((range) => formats.range(range.startsAt, range.endsAt)));
  return `${practitionerName} works from ${ranges} on ${formats.shortDay(day)}.`;
}

const clashWords = { "slot-taken": "taken", "outside-hours": "outside working hours", blocked: "blocked" };

const sentences: { [Code in ErrorCode]: (error: ErrorOf<Code>, telling: Telling) => string } = {
  "slot-taken": taken,
  "outside-hours": (error, { formats }) => hoursSentence(error, formats),
  blocked: ({ practitionerName, block }, { formats }) =>
    `${practitionerName} is away from ${formats.range(block.startsAt, block.endsAt)} (${block.reason}).`,
  "session-full": ({ capacity }) => `All ${capacity} seats of this session are taken.`,
  "already-attending": () => "This client has a seat in this session already.",
  "series-clash": ({ clashes }, { formats }) =>
    `${form(clashes.length, "One time does", `${clashes.length} times do`)} not fit: ${formats.list(
      clashes.map(
        (clash) => `${formats.dayAndRange(clash.startsAt, clash.endsAt)} is ${clashWords[clash.because]}`,
      ),
    )}.`,
  "bookings-affected": ({ bookings }) =>
    `${form(bookings.length, "One booking lies", `${bookings.length} bookings lie`)} in this time. Nothing was changed yet.`,
  stale: ({ entity }) => `${thing(entity)} was changed meanwhile. Look again, then save.`,
  "not-found": ({ entity }) => `${thing(entity)} is not there any more.`,
  "status-not-allowed": ({ from, to }) =>
    `An appointment that is ${statusWords[from]} cannot become ${statusWords[to]}.`,
  "hold-expired": () => "The time is no longer held.",
  "undo-expired": () => "It is too late to undo this.",
  "undo-overtaken": () => "This was changed again since, so it stays as it is.",
  "conflict-closed": ({ closedBy }) =>
    closedBy === null
      ? "This is settled already, so nothing was changed. The settled ones say how."
      : `${closedBy} has settled this already, so nothing was changed. The settled ones say how.`,
  "server-problem": ({ problem, detail }) => serverProblem(problem, detail),
  "backup-unusable": ({ problem }) =>
    `This backup cannot be used (${foundWords(problem)}). Choose another one; nothing was changed.`,
  "not-printed": ({ because }) =>
    because === "no-printer"
      ? "No printer is set up on this computer. Add one in the system's settings, then print again."
      : "The printer did not take it. Look whether it is switched on and has paper, then print again.",
  "already-set-up": () => "This practice is set up already.",
  "request-reused": () => "This was sent before with other contents. Please try again.",
  "invalid-input": () => "Something here is not filled in as it should be. Please look through the fields.",
  busy: () => "Busy just now. Nothing was changed, everything typed is kept. Please try again.",
  "rate-limited": ({ retryAfterMs }) =>
    `That was very quick. Please try again in ${Math.max(1, Math.ceil(retryAfterMs / 1000))} s.`,
  "storage-full":
    // Reading still works, so the sentence says what to do rather than what is wrong.
    () => "The disk of this computer is full. Make room on it, then try again. Nothing typed is lost.",
  "read-only": () => "Anteroom can only read its data on this computer right now, so nothing can be changed.",
  "database-damaged": () =>
    "The practice's data cannot be read. Close Anteroom and open it again to mend it.",
  "not-ready": () => "Anteroom is still opening. Please try again in a moment.",
  "not-allowed": () => "This desk may not do that.",
  "unknown-channel": () => "This part of Anteroom does not fit the rest. Please install it again.",
  "untrusted-sender": () => "This window may not do that. Close it and open Anteroom again.",
  unexpected: ({ reference }) =>
    `That did not work, and Anteroom does not know why. Nothing typed is lost. Reference: ${reference}.`,
};

/** Why main refused, as a receptionist would say it. */
export const refusal = <Code extends ErrorCode>(error: ErrorOf<Code>, telling: Telling): string =>
  (sentences[error.code] as (error: AnteroomError, telling: Telling) => string)(error, telling);

/** `Chen Wei 10:00 to 10:50`; the practitioner and the day are said only where they differ from what was wanted. */
export function freeTimeWords(
  free: FreeTime,
  wanted: { practitionerId: string | null; startsAt: number | null },
  formats: Formats,
): string {
  const who = free.practitionerId === wanted.practitionerId ? "" : `${free.practitionerName} `;
  const sameDay =
    wanted.startsAt !== null && dayOf(formats.zone, wanted.startsAt) === dayOf(formats.zone, free.startsAt);
  const when = sameDay ? formats.range : formats.dayAndRange;
  return `${who}${when(free.startsAt, free.endsAt)}`;
}

export const warningWords = (warning: Warning, clientName: string, formats: Formats): string =>
  `${clientName} also has ${formats.range(warning.startsAt, warning.endsAt)} with ${warning.practitionerName}.`;
