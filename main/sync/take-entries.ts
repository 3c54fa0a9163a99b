import type { Cursor, FeedEntry, OpOutcome, RemoteLease } from "../../src/sync/protocol.ts";
import type { Effects } from "../commands/unit-of-work.ts";
import type { ReadableDb, WritableDb } from "../db/connection.ts";
import { waitingOps } from "../db/records.ts";
import { remoteHolds, replaceRemoteHolds } from "../db/remote-holds.ts";
import { hasCopies } from "../db/server-copies.ts";
import { readShare, saveCursor } from "../db/share.ts";
import { forgetUnnamed, hasWaitingOps, noteEntry, takeOutcome } from "../db/sync-records.ts";
import { confirmPredicted } from "./confirm-predicted.ts";
import { RowWriter } from "./row-writer.ts";
import { replayWaiting, returnToServer } from "./to-server-state.ts";
import { NO_EFFECTS, ToldChanges } from "./told-changes.ts";

/** So few that a booking behind them does not notice. */
const ENTRIES_A_QUIET_CHUNK = 20;

/** How many entries to take in one transaction: each replays what waits, so the more waits, the fewer transactions. */
export const chunkOf = (db: ReadableDb, entries: readonly FeedEntry[]): number =>
  Math.min(entries.length, ENTRIES_A_QUIET_CHUNK + waitingOps(db).waiting);

export type Taken = { readonly taken: boolean; readonly effects: Effects; readonly confirmed: number };

/**
 * The pull (main/sync/PROTOCOL.md, section 4), in the caller's transaction: all of these entries or none. Not taken
 * when this desk does not stand at `from`, where they begin.
 */
export function takeEntries(db: WritableDb, from: Cursor, entries: readonly FeedEntry[], now: number): Taken {
  const share = readShare(db);
  const last = entries.at(-1);
  const fits = share?.state === "active" && share.cursor_seq === from.seq && share.cursor_hash === from.hash;
  if (!fits || !last || !followEachOther(from.seq, entries))
    return { taken: false, effects: NO_EFFECTS, confirmed: 0 };
  const rows = new RowWriter(db);
  const predicted = confirmPredicted(db, rows, entries);
  let confirmed = 0;
  for (const entry of entries) if (noteEntry(db, entry, now)) confirmed += 1;
  const others = entries.slice(predicted);
  // Copies without an op that waits: the server did less than was shown.
  if (others.length > 0 || (hasCopies(db) && !hasWaitingOps(db))) {
    returnToServer(rows, others);
    replayWaiting(db, rows);
  }
  saveCursor(db, { seq: last.seq, hash: last.hash });
  forgetUnnamed(db, last.seq);
  return { taken: true, effects: rows.finish(), confirmed };
}

/** The feed has no gaps; an answer that has one is not taken. */
export const followEachOther = (after: number, entries: readonly FeedEntry[]): boolean =>
  entries.every(({ seq }, index) => seq === after + 1 + index);

/** What the server says about the ops that were offered. */
export function takeOutcomes(db: WritableDb, outcomes: readonly OpOutcome[], now: number): Effects {
  let settled = 0;
  for (const outcome of outcomes) if (takeOutcome(db, outcome, now)) settled += 1;
  if (settled === 0 || readShare(db)?.state !== "active") return NO_EFFECTS;
  const rows = new RowWriter(db);
  returnToServer(rows, []);
  replayWaiting(db, rows);
  return rows.finish();
}

/** What other desks are booking right now; the windows are told where that has changed. */
export function takeLeases(db: WritableDb, leases: readonly RemoteLease[], now: number): Effects {
  const before = remoteHolds(db);
  replaceRemoteHolds(db, leases, now);
  const after = remoteHolds(db);
  const told = new ToldChanges(db);
  for (const [these, those] of [
    [before, after],
    [after, before],
  ] as const) {
    for (const hold of these) if (!those.some((other) => other.hold_id === hold.hold_id)) told.noteHold(hold);
  }
  return told.finish();
}
