import type { RemoteHoldView } from "../../src/ipc/views.ts";
import type { RemoteLease } from "../../src/sync/protocol.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./statements.ts";

/** What other desks are just booking, by the last exchange. There are never more than windows in the practice. */

export type RemoteHoldRow = {
  readonly hold_id: string;
  readonly desk_name: string;
  readonly practitioner_id: string;
  readonly room_id: string | null;
  readonly starts_at: number;
  readonly busy_until: number;
  readonly expires_at: number;
};

export const remoteHolds = (db: ReadableDb): RemoteHoldRow[] =>
  sql<RemoteHoldRow>(db, "SELECT * FROM remote_hold").all();

/** Those that live and meet `[from, until)`, first start first. */
export const remoteHoldsMeeting = (
  db: ReadableDb,
  from: number,
  until: number,
  now: number,
): RemoteHoldRow[] =>
  sql<RemoteHoldRow>(
    db,
    `SELECT * FROM remote_hold WHERE expires_at > ? AND starts_at < ? AND busy_until > ? ORDER BY starts_at`,
  ).all(now, until, from);

/**
 * They expire by the server's clock: what counts is how long they still last. A desk that goes on under a new identity
 * has its hold there twice until the older lease ends.
 */
export function replaceRemoteHolds(db: WritableDb, leases: readonly RemoteLease[], now: number): void {
  sql(db, "DELETE FROM remote_hold").run();
  for (const lease of leases) {
    sql(
      db,
      `INSERT INTO remote_hold (hold_id, desk_name, practitioner_id, room_id, starts_at, busy_until, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hold_id) DO NOTHING`,
    ).run(
      lease.holdId,
      lease.deskName,
      lease.practitionerId,
      lease.roomId,
      lease.startsAt,
      lease.busyUntil,
      now + lease.seconds,
    );
  }
}

export const remoteHoldView = (row: RemoteHoldRow): RemoteHoldView => ({
  holdId: row.hold_id,
  deskName: row.desk_name,
  practitionerId: row.practitioner_id,
  roomId: row.room_id,
  startsAt: row.starts_at,
  busyUntil: row.busy_until,
  expiresAt: row.expires_at,
});
