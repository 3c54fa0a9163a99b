import type { Cursor } from "../../src/sync/protocol.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./statements.ts";

/** `uploading`: this desk prepares the server. `joining`, `recovering`: a full copy is on its way in. */
export type ShareState = "uploading" | "joining" | "active" | "recovering";

/** This desk's place among the others; there is no such row while the practice shares with nobody. */
export type ShareRow = {
  readonly state: ShareState;
  readonly practice_id: string;
  readonly desk_id: string;
  /** JSON: host, port, database, role, CA; no password. */
  readonly server: string;
  readonly fence: string;
  readonly proposed_fence: string | null;
  readonly epoch: string;
  readonly cursor_seq: number;
  readonly cursor_hash: string;
  readonly snapshot_after: string | null;
  readonly snapshot_seq: number | null;
  readonly snapshot_hash: string | null;
  readonly snapshot_until: number | null;
  readonly last_exchange_at: number | null;
};

export const readShare = (db: ReadableDb): ShareRow | undefined =>
  sql<ShareRow>(db, "SELECT * FROM share").get();

/** Asked by every command that writes. */
export const isShared = (db: ReadableDb): boolean =>
  sql(db, "SELECT 1 FROM share").pluck().get() !== undefined;

/** Where this desk stands in the feed; while a full copy is on its way in, where that has come to. */
export const cursorOf = (share: ShareRow): Cursor =>
  share.snapshot_seq === null
    ? { seq: share.cursor_seq, hash: share.cursor_hash }
    : { seq: share.snapshot_seq, hash: share.snapshot_hash ?? "" };

/** Sets what is given: a proposed fence before it is sent, the fence that was accepted, a new identity, the state. */
export function updateShare(db: WritableDb, patch: Partial<ShareRow>): void {
  const columns = Object.keys(patch);
  if (columns.length === 0) return;
  const set = columns.map((column) => `${column} = ?`).join(", ");
  const { changes } = sql(db, `UPDATE share SET ${set}`).run(...Object.values(patch));
  if (changes !== 1) throw new Error("this practice is not shared");
}

export const saveCursor = (db: WritableDb, cursor: Cursor): void =>
  updateShare(db, { cursor_seq: cursor.seq, cursor_hash: cursor.hash });

/** What belongs to one connection with one server, and to nothing else. */
const RECORDS = [
  "server_copy",
  "answered_op",
  "copied_op",
  "op_trouble",
  "reoffer",
  "seen_op",
  "snapshot_row",
  "remote_hold",
] as const;

export type NewShare = Pick<ShareRow, "practice_id" | "desk_id" | "server" | "fence" | "epoch"> & {
  readonly state: "uploading" | "joining";
};

/**
 * From here on ops wait for the server and rows keep the server's copy. What waited before has no one to go to: the
 * tables are uploaded as they are now, or offered whole (`localRowsAsOps`).
 */
export function startShare(db: WritableDb, share: NewShare): void {
  for (const table of [...RECORDS, "outbox"]) sql(db, `DELETE FROM ${table}`).run();
  sql(
    db,
    "INSERT INTO share (id, state, practice_id, desk_id, server, fence, epoch) VALUES (1, ?, ?, ?, ?, ?, ?)",
  ).run(share.state, share.practice_id, share.desk_id, share.server, share.fence, share.epoch);
}

/** The desk keeps its copy, what was provisional included, and works alone. */
export function endShare(db: WritableDb): void {
  for (const table of [...RECORDS, "share"]) sql(db, `DELETE FROM ${table}`).run();
}
