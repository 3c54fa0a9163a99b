import type { Effects } from "../../../main/commands/run-command.ts";
import type { WritableDb } from "../../../main/db/connection.ts";
import * as real from "../../../main/sync/replica.ts";
import type { OpOutcome } from "../../../src/sync/protocol.ts";

export * from "../../../main/sync/replica.ts";

/** What the server accepted counts as confirmed at once: nobody waits for the feed to name it. */
export function takeOutcomes(db: WritableDb, outcomes: readonly OpOutcome[], now: number): Effects {
  const effects = real.takeOutcomes(db, outcomes, now);
  for (const { opId, outcome } of outcomes) {
    if (outcome !== "accepted") continue;
    db.prepare(
      `DELETE FROM server_copy WHERE id IN (SELECT change.value ->> 'id' FROM audit, json_each(audit.changes) AS change
       WHERE audit.op_id = ?)`,
    ).run(opId);
    db.prepare("DELETE FROM outbox WHERE op_id = ?").run(opId);
  }
  return effects;
}
