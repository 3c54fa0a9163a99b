import type { ReadableDb } from "../db/connection.ts";
import { leaveShare, readLeftShare, readShare } from "../db/share.ts";
import { countUnshared } from "../db/sync-records.ts";
import { ServerTrouble } from "../worker/trouble.ts";
import { startSnapshot } from "./replica.ts";
import type { Supervisor } from "./supervisor.ts";
import { passwordName, secretName } from "./supervisor-link.ts";

/** Ends sharing from this desk's side. What the server does not hear of now waits in case this desk comes back. */
export async function leave(supervisor: Supervisor): Promise<void> {
  const { local, link, secrets } = supervisor.sides;
  if (supervisor.standing.state === "connected") await supervisor.exchangeNow();
  const share = readShare(local.reader);
  if (!share) return;
  // The others see that it is gone; where the server is away, they see when it was last there.
  const goodbye = link.call(share, "revoke_desk", { fence: share.fence, deskId: share.desk_id });
  await goodbye.catch(() => undefined);
  await supervisor.stop();
  await local.write("leave-practice", (db, now) => {
    const state = readShare(db)?.state;
    // Half of a copy is in the tables: first the rest of it.
    if (state === "installing") throw new Error("a full copy is still being put in");
    // One on its way in would be another one by then.
    if (state === "joining" || state === "recovering") startSnapshot(db);
    leaveShare(db, now);
    return { value: null };
  });
  await secrets.remove(secretName(share.desk_id));
  await secrets.remove(passwordName(share.practice_id));
}

/** Offered to another practice, its changes to rows of the former one would mean nothing, and be forgotten. */
export function refuseWhileFormerWaits(reader: ReadableDb, practiceId: string): void {
  const former = readLeftShare(reader);
  if (!former || former.practice_id === practiceId) return;
  const waiting = countUnshared(reader);
  if (waiting > 0) throw new ServerTrouble("former-practice-waits", String(waiting));
}
