import type { WritableDb } from "../../../main/db/connection.ts";
import * as real from "../../../main/sync/replica.ts";

export * from "../../../main/sync/replica.ts";

/** What was seen thirty days ago is forgotten, although the desk has heard nothing of the practice since. */
export function enterEpoch(db: WritableDb, epoch: string, now: number): void {
  real.updateShare(db, { last_exchange_at: now });
  real.enterEpoch(db, epoch, now);
}
