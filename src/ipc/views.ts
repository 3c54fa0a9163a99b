import type { Status } from "../appointments/status.ts";
import type { Resolution } from "../conflicts/conflict.ts";
import type { Day, Range } from "../time/zoned-day.ts";

/** What the window sees. Instants are Unix seconds, UTC; ranges are half-open. */

export type Source = "phone" | "walk-in" | "email" | "online" | "staff";

export type AppointmentView = {
  id: string;
  practitionerId: string;
  roomId: string | null;
  clientId: string | null;
  clientName: string | null;
  typeId: string | null;
  status: Status;
  placed: boolean;
  startsAt: number;
  endsAt: number;
  busyUntil: number;
  source: Source;
  seriesId: string | null;
  outsideReason: string | null;
  cancelReason: string | null;
  /** Only of a group session. */
  capacity: number | null;
  attendees: AttendeeView[];
  /** Only of a hold: when it ends by itself, and whether this window placed it. */
  holdExpiresAt: number | null;
  heldHere: boolean;
  bookedBy: string;
  bookedAt: number;
  /** `local`: this practice shares with no other desk. */
  sharing: "local" | "provisional" | "confirmed";
  /** An open conflict names it. */
  needsDecision: boolean;
  version: number;
};

export type AttendeeView = { id: string; clientId: string; clientName: string; seat: number };

export type NoteView = { id: string; text: string; writtenBy: string; writtenAt: number };

/** One line of an appointment's history: who did what, when. */
export type HistoryView = {
  at: number;
  action: string;
  actor: string;
  opId: string;
  changes: Record<string, { from: unknown; to: unknown }>;
  /** How a decision about it was settled, where that was done. */
  resolution?: Resolution;
};

export type AppointmentCard = { appointment: AppointmentView; notes: NoteView[]; history: HistoryView[] };

export type BlockSource = "manual" | "google" | "holiday";

export type BlockView = Range & {
  id: string;
  practitionerId: string;
  reason: string;
  source: BlockSource;
  seriesId: string | null;
  version: number;
};

export type PractitionerView = {
  id: string;
  name: string;
  /** What they are called on a narrow column, if the practice chose it. */
  shortName: string | null;
  position: number;
  /** The first day on which they no longer work here, or null. */
  leavesOn: Day | null;
  version: number;
};

export type RoomView = { id: string; name: string; position: number; retired: boolean; version: number };

export type AppointmentTypeView = {
  id: string;
  name: string;
  durationMinutes: number;
  bufferMinutes: number;
  /** 0 to 11: one of the twelve colours of the token file. */
  colour: number;
  /** Null: for one client. Otherwise a group session with that many seats. */
  capacity: number | null;
  position: number;
  retired: boolean;
  version: number;
};

export type ClientView = {
  id: string;
  name: string;
  phone: string | null;
  email: string | null;
  birthDate: Day | null;
  remark: string | null;
  version: number;
};

/** The appointment of a client that comes next, or is going on. */
export type ComingView = {
  clientId: string;
  appointmentId: string;
  practitionerId: string;
  practitionerName: string;
  startsAt: number;
  endsAt: number;
};

/** Minutes of wall time after midnight, half-open, 0 to 1440, in order and apart. */
export type MinuteRange = [start: number, end: number];
/** Monday to Sunday. */
export type WeekPattern = [
  MinuteRange[],
  MinuteRange[],
  MinuteRange[],
  MinuteRange[],
  MinuteRange[],
  MinuteRange[],
  MinuteRange[],
];

export type WorkingHoursView = {
  id: string;
  practitionerId: string;
  validFrom: Day;
  /** The first day on which they no longer hold, or null. */
  validUntil: Day | null;
  pattern: WeekPattern;
  version: number;
};

export type HoursExceptionView = {
  id: string;
  practitionerId: string;
  day: Day;
  /** Empty: not working that day. */
  ranges: MinuteRange[];
  version: number;
};

export type PracticeView = { id: string; name: string; zone: string; version: number };

export type DayView = {
  day: Day;
  startsAt: number;
  endsAt: number;
  practitioners: (PractitionerView & { hours: Range[]; scheduleVersion: number })[];
  appointments: AppointmentView[];
  blocks: BlockView[];
  /** What other desks are just booking, while they can be heard. */
  remoteHolds: RemoteHoldView[];
};

/** Some days on end of one practitioner: their week. What lies over midnight stands here once. */
export type WeekView = {
  practitioner: PractitionerView;
  days: (Range & { day: Day; hours: Range[]; scheduleVersion: number })[];
  appointments: AppointmentView[];
  blocks: BlockView[];
  remoteHolds: RemoteHoldView[];
};

export type RemoteHoldView = {
  holdId: string;
  deskName: string;
  practitionerId: string;
  roomId: string | null;
  startsAt: number;
  busyUntil: number;
  expiresAt: number;
};

/** A free time that can be booked as it stands: `endsAt` is when the client leaves. */
export type FreeTime = { practitionerId: string; practitionerName: string; startsAt: number; endsAt: number };

/** Somebody who can take a client at once or next; they stay free until the next thing comes, or work ends. */
export type FreeNow = FreeTime & { freeUntil: number };

/** Who holds a time, as far as the front desk may know. */
export type TakenBy = {
  appointmentId: string;
  practitionerId: string;
  practitionerName: string;
  roomName: string | null;
  clientName: string | null;
  startsAt: number;
  endsAt: number;
  busyUntil: number;
  status: Status;
  bookedBy: string;
  bookedAt: number;
  /** True when it is the hold or booking of the asking window itself. */
  here: boolean;
};

/** A booking that a change of hours, a block or a leaving practitioner would leave without its practitioner. */
export type AffectedBooking = {
  id: string;
  practitionerId: string;
  practitionerName: string;
  clientName: string | null;
  clientPhone: string | null;
  startsAt: number;
  endsAt: number;
  version: number;
};

/** Something the person should know although the command was done. */
export type Warning = {
  code: "client-elsewhere";
  appointmentId: string;
  practitionerName: string;
  startsAt: number;
  endsAt: number;
};

/** What a command that changed something answers: `opId` can be undone until `undoUntil`. */
export type Done = { opId: string; undoUntil: number };

export type BackupView = { file: string; madeAt: number; bytes: number; appointments: number };

export type DatabaseState =
  | { state: "ready" }
  | { state: "first-run" }
  | { state: "read-only"; reason: string }
  | { state: "damaged"; problem: string; movedTo: string | null; backups: BackupView[] }
  | { state: "missing"; problem: string; backups: BackupView[] }
  | { state: "newer"; found: number; known: number }
  | { state: "in-use" }
  | { state: "failed"; problem: string; backups: BackupView[] };

export type AppView = {
  version: string;
  runtime: string;
  evaluationRuntime: boolean;
  demo: boolean;
  deskId: string;
  deskName: string;
  database: DatabaseState;
};

export type LatencyView = { p50Ms: number; p99Ms: number; maxMs: number };

export type HealthView = {
  guarantee: {
    checkedAt: number | null;
    constraints: boolean;
    probeRefused: boolean;
    overlaps: number | null;
    missing: string[];
  };
  queue: {
    waiting: number;
    limit: number;
    done: number;
    wait: LatencyView;
    run: LatencyView;
    groupSize: { mean: number; max: number };
    commits: number;
    retries: number;
    refusals: Record<string, number>;
    /** Refusals of the last 60 minutes, oldest first. */
    refusalsByMinute: number[];
  };
  refusals: {
    /** The instants at which the hours shown begin, oldest first; the last one is still going on. */
    hours: number[];
    /** Wishes for time that were refused; null is nobody's in particular. */
    counts: { hour: number; practitionerId: string | null; count: number }[];
    /** So many more than usual that somebody should look: since when, how many in that hour, how many usually. */
    jump: { since: number; count: number; usual: number } | null;
    /** Put aside for today by a person. */
    aside: boolean;
  };
  rejectedCalls: Record<string, number>;
  alerts: {
    code: "refusals-jumped" | "guarantee-broken" | "backup-old" | "queue-slow";
    since: number;
    count: number;
  }[];
  database: {
    bytes: number;
    walBytes: number;
    sqlite: string;
    schema: number;
    storage: "ok" | "full" | "read-only";
  };
  backup: { lastAt: number | null; count: number };
  outbox: { waiting: number; oldestAt: number | null };
  /** Null on a desk that works alone. */
  sharing: {
    push: LatencyView;
    pull: LatencyView;
    /** Where this desk stands in the feed, and where the feed was at the last exchange. */
    position: number;
    head: number;
    /** This desk's clock minus the server's; shown, never a reason to refuse. */
    skewSeconds: number | null;
    troubled: number;
    /** The same audit on the server, by its last check. */
    server: { overlaps: number; gaps: number; checkedAt: number } | null;
  } | null;
  conflicts: { open: Record<string, number>; byDay: { day: Day; opened: number; closed: number }[] };
};
