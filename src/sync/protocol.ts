import type { Conflict } from "../conflicts/conflict.ts";
import type { Entity } from "./entities.ts";
import type { Value } from "./op.ts";

/** What desks and the shared server say to each other; the rules are in main/sync/PROTOCOL.md. */

/** The version of this protocol and of the shared schema that a desk speaks. */
export const SCHEMA = 1;
/** Most ops of one call, and most feed entries of one answer. */
export const OPS_A_CALL = 100;
export const ENTRIES_AN_ANSWER = 500;

export type Identity = { readonly deskId: string; readonly secret: string };
/** Where a desk stands in the feed; `hash` proves that it is still the same feed. Seq 0 has the hash "". */
export type Cursor = { readonly seq: number; readonly hash: string };

export const outcomes = [
  "accepted",
  "conflicted",
  "duplicate",
  "superseded",
  "deferred",
  "upgrade-required",
  "quarantined",
] as const;
export type Outcome = (typeof outcomes)[number];
export type OpOutcome = {
  readonly opId: string;
  readonly outcome: Outcome;
  readonly reason?: string;
  /** Of a duplicate: its place in the feed. */
  readonly seq?: number;
};

/** A row as it is after an op: travelling columns, id, `set_by` as an object, `placed` of an appointment. */
export type EntityImage = {
  readonly entity: Entity;
  readonly id: string;
  readonly row: Readonly<Record<string, Value | Readonly<Record<string, string>>>>;
};
export type ConflictImage = { readonly entity: "conflict"; readonly id: string; readonly row: Conflict };
export type Image = EntityImage | ConflictImage;

export type FeedEntry = {
  readonly seq: number;
  readonly hash: string;
  readonly opId: string;
  readonly deskId: string;
  readonly content: string;
  readonly outcome: Outcome;
  readonly images: readonly Image[];
};

/** A hold as other desks may know it; `seconds` is how long it still lasts, by the server's clock. */
export type Lease = {
  readonly holdId: string;
  readonly practitionerId: string;
  readonly roomId: string | null;
  readonly startsAt: number;
  readonly busyUntil: number;
  readonly seconds: number;
};
export type RemoteLease = Lease & { readonly deskName: string };

export type DeskInfo = {
  readonly id: string;
  readonly name: string;
  readonly schema: number;
  readonly lastSeenAt: number;
  readonly revoked: boolean;
};

export type ExchangeRequest = {
  readonly fence: string;
  readonly schema: number;
  readonly epoch: string;
  readonly cursor: Cursor;
  readonly ops: readonly { readonly opId: string; readonly content: string }[];
  readonly leases: readonly Lease[];
  readonly limit: number;
};

export const refusalCodes = [
  "unknown-desk",
  "revoked",
  "fence",
  "epoch",
  "diverged",
  "snapshot-needed",
  "upgrade-required",
  "server-too-old",
  "preparing",
  "code-used",
  "code-expired",
  "invalid",
] as const;
export type ServerRefusal = {
  readonly ok: false;
  readonly code: (typeof refusalCodes)[number];
  readonly epoch?: string;
  readonly minClient?: number;
  readonly schema?: number;
  /** For the log: what was wrong with the request. */
  readonly reason?: string;
};

export type ExchangeReply = {
  readonly ok: true;
  readonly epoch: string;
  /** Unix seconds by the server's clock: for showing a skew, never for deciding. */
  readonly serverTime: number;
  readonly schema: number;
  readonly minClient: number;
  readonly outcomes: readonly OpOutcome[];
  /** The cursor that the entries follow. */
  readonly from: number;
  readonly entries: readonly FeedEntry[];
  /** The newest seq of the feed; more than the last entry's means that there is more to ask for. */
  readonly head: number;
  readonly headHash: string;
  readonly leases: readonly RemoteLease[];
  readonly desks: readonly DeskInfo[];
};

export type Position = { readonly entity: Image["entity"]; readonly id: string };
export type SnapshotPage = {
  readonly ok: true;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
  readonly images: readonly Image[];
  /** Null after the last page. */
  readonly next: Position | null;
  readonly total: number;
};

export type Enrolled = Identity & {
  readonly ok: true;
  readonly practiceId: string;
  readonly practiceName: string;
  readonly fence: string;
  readonly epoch: string;
};
export type SessionOpened = { readonly ok: true; readonly epoch: string; readonly fence: string };
export type Reidentified = Identity & { readonly ok: true; readonly fence: string };
export type Invited = { readonly ok: true; readonly code: string; readonly expiresAt: number };
export type PracticeChecked = {
  readonly ok: true;
  readonly overlaps: number;
  readonly gaps: number;
  readonly conflictsByKind: Readonly<Record<string, number>>;
};
export type ServerReply<Reply> = Reply | ServerRefusal;
