import type { ErrorCode } from "../../../src/ipc/errors.ts";
import type { HealthView, LatencyView } from "../../../src/ipc/views.ts";
import type { Formats } from "../format.ts";
import { form, plural } from "./count.ts";

export const healthWords = {
  title: "Health",
  lead: "What Anteroom promises, proved on this computer.",
  guarantee: "No time is held twice",
  sound: "Sound",
  notSound: "Not sound",
  notChecked: "Not checked yet",
  checked: (when: string) => `Checked ${when}`,
  constraints: "The database refuses overlaps by itself",
  missing: (names: string) => `Missing: ${names}`,
  probe: "A double booking was tried, and refused",
  probeFailed: "A double booking was tried, and was not refused",
  overlaps: (count: number | null) =>
    count === null
      ? "Overlaps are still being counted"
      : count === 0
        ? "No two appointments overlap"
        : plural(count, "appointment overlaps", "appointments overlap"),
  checkNow: "Check now",
  checking: "Checking",
  alerts: "Needs attention",
  alert: {
    "refusals-jumped": "Many more bookings are refused than usual.",
    "guarantee-broken": "The check of the promise failed. Do not book on this desk until it is mended.",
    "backup-old": "The last backup is more than a day old.",
    "queue-slow": "Bookings are taking longer than they should.",
  } satisfies Record<HealthView["alerts"][number]["code"], string>,
  since: (when: string, count: number) => (count > 1 ? `Since ${when}, ${count} times` : `Since ${when}`),
  noAlerts: "Nothing needs attention.",
  queue: "Bookings and changes",
  waiting: "Waiting now",
  of: (waiting: string, limit: string) => `${waiting} of at most ${limit}`,
  done: "Done since the start",
  wait: "Wait before their turn",
  run: "Work itself",
  group: "Together in one commit",
  commits: "Commits",
  retries: "Groups done again",
  outbox: "Changes kept for sharing",
  sharing: "Sharing",
  sharingState: "State",
  outboxOf: (waiting: string, oldest: string | null) =>
    oldest === null ? `${waiting} waiting` : `${waiting} waiting, the oldest from ${oldest}`,
  push: "Sending changes",
  pull: "Taking over changes",
  position: "Place in the feed",
  positionOf: (position: string, head: string, behind: string) =>
    behind === "0" ? `${position}, up to date` : `${position} of ${head}, ${behind} behind`,
  skew: "This computer's clock",
  serverAudit: "On the server",
  serverOverlaps: (count: number) =>
    count === 0
      ? "No two appointments overlap on the server"
      : `${plural(count, "appointment overlaps", "appointments overlap")} on the server`,
  serverGaps: (count: number) =>
    count === 0 ? "The server's feed has no gaps" : `The server's feed has ${plural(count, "gap", "gaps")}`,
  decisions: "Decisions",
  decisionsNone: "Nothing needs a decision.",
  openNow: (count: string) => `${count} open`,
  conflictsOpened: (count: number) => `${count} came up`,
  conflictsClosed: (count: number) => `${count} settled`,
  conflictsOfDays: (opened: number, closed: number, days: number) =>
    `${opened} came up and ${closed} ${form(closed, "was", "were")} settled in ${plural(days, "day", "days")}`,
  groupSize: (mean: number, max: number) => `${mean.toFixed(1)} on average, ${max} at most`,
  putAside: "Put aside for today",
  isAside: "Put aside for today.",
  notAside: "Show it again",
  jumpHelp:
    "Perhaps a time is offered that is not free, or hours or blocked time are not entered as they are. The table below shows when and with whom.",
  refusals: "Refusals",
  refusalsByHour: "Refusals by hour and practitioner",
  refusalsOfDay: (count: number) =>
    count === 0
      ? "No booking was refused in the last 24 hours."
      : `${plural(count, "wish for a time was", "wishes for a time were")} refused in the last 24 hours, by the hour.`,
  everybody: "Everybody",
  nobodysTime: "Rooms and sessions",
  otherPractitioners: "Others",
  formerPractitioner: "No longer here",
  refusalsLastHour: (count: number) =>
    count === 0
      ? "None in the last hour"
      : `${plural(count, "refusal", "refusals")} in the last hour, by minute`,
  refusalsNone: "Nothing was refused since the start.",
  hourAgo: "An hour ago",
  now: "Now",
  rejected: "Calls turned away",
  storage: "Storage",
  storageStates: {
    ok: "There is room on the disk",
    full: "The disk is full",
    "read-only": "The data can only be read",
  } satisfies Record<HealthView["database"]["storage"], string>,
  data: "Data",
  log: "Not yet merged into it",
  sqlite: "SQLite",
  schema: "Version of the data",
  backups: "Backups",
  lastBackup: "Last one",
  never: "None yet",
  kept: "Kept",
  backUpNow: "Back up now",
  backingUp: "Backing up",
  backedUp: "Backed up.",
  app: "Anteroom",
  version: "Version",
  runtime: "Runtime",
};

/** `14 bookings were refused since 10:00; at this time of the week it is usually 2.` */
export const jumpSentence = (
  { since, count, usual }: NonNullable<HealthView["refusals"]["jump"]>,
  formats: Formats,
): string => {
  const many = `${plural(count, "booking was", "bookings were")} refused from ${formats.time(since)} on`;
  return usual === 0
    ? `${many}; at this time of the week there are usually none.`
    : `${many}; at this time of the week it is usually ${formats.number(Math.round(usual))}.`;
};

/** The same in the status bar. */
export const jumpShort = (count: number): string => `${plural(count, "refusal", "refusals")} in an hour`;

const milliseconds = (ms: number): string => (ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`);

/** `0.4 ms usually, 2.1 ms for 1 in 100, 8 ms at most` */
export const latencyWords = (latency: LatencyView): string =>
  `${milliseconds(latency.p50Ms)} usually, ${milliseconds(latency.p99Ms)} for 1 in 100, ${milliseconds(latency.maxMs)} at most`;

/** What was refused, where it is counted. */
const refusalNames: Partial<Record<ErrorCode, string>> = {
  "slot-taken": "Time taken",
  "outside-hours": "Outside working hours",
  blocked: "Practitioner away",
  "session-full": "Session full",
  "already-attending": "Seat taken twice",
  "series-clash": "Series did not fit",
  "bookings-affected": "Bookings in the way",
  stale: "Changed meanwhile",
  "not-found": "Gone meanwhile",
  "status-not-allowed": "Status not possible",
  "hold-expired": "Hold ended",
  "conflict-closed": "Settled already",
  "server-problem": "Shared server",
  "undo-expired": "Too late to undo",
  "undo-overtaken": "Changed since, not undone",
  busy: "Queue full",
  "rate-limited": "Too many at once",
  "storage-full": "Disk full",
  "read-only": "Read only",
  unexpected: "Failed",
};

/** A code without a name of its own is told by its code. */
export const refusalName = (code: string): string =>
  (refusalNames as Record<string, string | undefined>)[code] ?? code;
