import type { Cursor } from "../../src/sync/protocol.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./statements.ts";

/**
 * `uploading`: this desk prepares the server. `joining`, `recovering`: a full copy is on its way in. `installing`: a
 * large one is being put into the tables part by part, and nobody reads or writes them until it is in.
 */
export type ShareState = "uploading" | "joining" | "installing" | "active" | "recovering";

/** This desk's place among the others. */
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
  readonly left_at: number | null;
};

/** There is none while the practice shares with nobody. */
export const readShare = (db: ReadableDb): ShareRow | undefined =>
  sql<ShareRow>(db, "SELECT * FROM share WHERE left_at IS NULL").get();

/** The place of a desk that has left and may come back. */
export const readLeftShare = (db: ReadableDb): ShareRow | undefined =>
  sql<ShareRow>(db, "SELECT * FROM share WHERE left_at IS NOT NULL").get();

export const isShared = (db: ReadableDb): boolean =>
  sql(db, "SELECT 1 FROM share WHERE left_at IS NULL").pluck().get() !== undefined;

export const isInstalling = (db: ReadableDb): boolean => readShare(db)?.state === "installing";

/**
 * When this desk last heard of its practice, whether it shares now or has left; rather too early than too late. It is
 * noted behind what was heard: a desk that went out in between may have heard without a note, and when is not known.
 */
export function lastHeardAt(db: ReadableDb, now: number): number {
  const at = sql(db, "SELECT last_exchange_at FROM share").pluck().get() as number | null | undefined;
  return Math.min(at ?? 0, now);
}

/** Asked by every command that writes: whether rows keep the server's copy, for sharing now or one day again. */
export const keepsCopies = (db: ReadableDb): boolean =>
  sql(db, "SELECT 1 FROM share").pluck().get() !== undefined;

/**
 * Where this desk stands in the feed; while a full copy is on its way in, the last place that it knows of the server's
 * history.
 */
export const cursorOf = (share: ShareRow): Cursor => ({ seq: share.cursor_seq, hash: share.cursor_hash });

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

/**
 * From here on the desk works alone. It keeps all that it needs to go on where it was: what waits, the server's copies
 * of what it changes, and its place in the feed.
 */
export function leaveShare(db: WritableDb, now: number): void {
  sql(db, "DELETE FROM remote_hold").run();
  updateShare(db, { left_at: now });
}

/** Forgets the server; the rows stay as they are. */
export function endShare(db: WritableDb): void {
  for (const table of [...RECORDS, "share"]) sql(db, `DELETE FROM ${table}`).run();
}

/** A desk that left so long ago is taken for one that never comes back. */
export function endShareLeftBefore(db: WritableDb, instant: number): void {
  const left = readLeftShare(db);
  if (left?.left_at != null && left.left_at < instant) endShare(db);
}
