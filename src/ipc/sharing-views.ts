import type { ConflictDetail, ConflictKind, ConflictState, Resolution } from "../conflicts/conflict.ts";
import type { Range } from "../time/zoned-day.ts";
import type { AppointmentView, BlockView, FreeTime } from "./views.ts";

/** What went wrong between this desk and the shared server: the renderer has a sentence for each. */
export type ServerProblem =
  | "unreachable"
  | "login-refused"
  | "certificate"
  | "no-rights"
  | "server-too-old"
  | "desk-too-old"
  | "not-prepared"
  | "code-used"
  | "code-expired"
  | "invitation-unreadable"
  | "address-unreadable"
  | "password-missing"
  | "desk-revoked"
  | "practice-unknown"
  | "another-practice"
  | "former-practice-waits"
  | "interrupted"
  | "unexpected";

export type SharingView = {
  /** `alone`: no shared server. `paused`: something a person has to settle first (see `problem`, `missing`). */
  state: "alone" | "connected" | "offline" | "paused";
  /** Since when it is in this state. */
  since: number;
  problem: { code: ServerProblem; detail: string; at: number } | null;
  practiceId: string | null;
  server: { host: string; port: number; database: string; tls: boolean } | null;
  /** Ops that wait to be shared, and since when the oldest of them does. */
  waiting: number;
  oldestWaitingAt: number | null;
  lastExchangeAt: number | null;
  /** All desks of the practice as the server knows them, this one included. */
  desks: { id: string; name: string; lastSeenAt: number; here: boolean; revoked: boolean; newer: boolean }[];
  /** Only while a copy goes up, comes down, or (`installing`) is put into the tables part by part; in rows. */
  progress: {
    what: "uploading" | "joining" | "recovering" | "installing";
    done: number;
    total: number;
  } | null;
  /** After the server was restored: rows of this desk that it lacks, too many to send again unasked. */
  missing: { rows: number; of: number } | null;
  troubled: {
    opId: string;
    outcome: "deferred" | "quarantined" | "upgrade-required";
    reason: string;
    /** Since when the server says so. */
    at: number;
    /** What was done, by whom and when; and the appointment as it was wanted, so that somebody can do it again. */
    action: string;
    actor: string;
    doneAt: number;
    about: {
      appointmentId: string;
      startsAt: number;
      practitionerName: string | null;
      clientName: string | null;
    } | null;
  }[];
  openConflicts: number;
  /** Passwords and secrets last until Anteroom is closed: the system has no keyring. */
  secretsForSession: boolean;
  /** Set by the development menu: this desk acts as if its line were cut. */
  cut: boolean;
};

/** One side of a conflict, told so that a person can ring somebody up. */
export type ConflictSide = {
  appointment: AppointmentView | null;
  block: BlockView | null;
  practitionerName: string | null;
  roomName: string | null;
  typeName: string | null;
  clients: { id: string; name: string; phone: string | null }[];
  /** Who wrote it last, when, at which desk. */
  by: string;
  at: number;
};

export type ConflictView = {
  id: string;
  kind: ConflictKind;
  state: ConflictState;
  openedBy: string;
  openedAt: number;
  /** Seen by this desk alone so far: the server has not decided yet. */
  provisional: boolean;
  /** The side that did not get what it wanted. */
  loser: ConflictSide;
  other: ConflictSide | null;
  /** The time that was wanted and not given. */
  wantedTime: (Range & { practitionerId: string; practitionerName: string }) | null;
  detail: ConflictDetail;
  /** Free times nearest to the wanted one, at most three. */
  nearest: FreeTime[];
  /** Which ways of settling it make sense now. */
  ways: Resolution[];
  resolution: Resolution | null;
  closedBy: string | null;
  closedAt: number | null;
  /** Ways chosen at other desks that came second, so that nothing was done. */
  superseded?: { by: string; at: number; resolution: Resolution }[];
};
