import type { WritableDb } from "../../../main/db/connection.ts";
import { saveCursor } from "../../../main/db/share.ts";
import * as real from "../../../main/sync/replica.ts";
import type { Cursor, FeedEntry } from "../../../src/sync/protocol.ts";

export * from "../../../main/sync/replica.ts";

/** The cursor first, in a transaction of its own; then the rows, as if nothing could come in between. */
export function takeEntries(
  db: WritableDb,
  from: Cursor,
  entries: readonly FeedEntry[],
  now: number,
): ReturnType<typeof real.takeEntries> {
  const end = entries.at(-1);
  if (end) saveCursor(db, { seq: end.seq, hash: end.hash });
  db.exec("RELEASE command; COMMIT; BEGIN IMMEDIATE; SAVEPOINT command");
  saveCursor(db, from);
  return real.takeEntries(db, from, entries, now);
}
