import { randomUUID } from "node:crypto";
import type { ServerProblem } from "../../src/ipc/sharing-views.ts";
import { SCHEMA, type ServerRefusal } from "../../src/sync/protocol.ts";
import type { ReadableDb } from "../db/connection.ts";
import { cursorOf, readShare, type ShareRow, updateShare } from "../db/share.ts";
import type { Secrets } from "../secrets-store.ts";
import { ServerTrouble } from "../worker/trouble.ts";
import { enterEpoch, startSnapshot } from "./replica.ts";
import { type Link, secretName } from "./supervisor-link.ts";
import type { LocalSide } from "./supervisor-local.ts";

/** What a desk needs to speak with its server. */
export type Sides = {
  readonly local: LocalSide;
  readonly link: Link;
  readonly secrets: Secrets;
  readonly deskName: () => string;
  readonly log: (event: string, details?: Record<string, unknown>) => void;
};

/** The share row of a desk that is known to have one. */
export function shareOf(db: ReadableDb): ShareRow {
  const share = readShare(db);
  if (!share) throw new ServerTrouble("interrupted", "this desk does not share any more");
  return share;
}

/**
 * Trades the fence: the proposal is saved before it is sent, so that a lost reply is no clone. Throws Refused
 * (`fence`) when another copy of this desk has traded it meanwhile.
 */
export async function openSession({ local, link, deskName }: Sides): Promise<void> {
  const proposed = await local.write("propose-fence", (db) => {
    const token = shareOf(db).proposed_fence ?? randomUUID();
    updateShare(db, { proposed_fence: token });
    return { value: token };
  });
  const share = shareOf(local.reader);
  const request = { fence: share.fence, proposed, deskName: deskName(), schema: SCHEMA };
  const { epoch } = await link.call(share, "open_session", request);
  await local.write("keep-fence", (db) => {
    updateShare(db, { fence: proposed, proposed_fence: null });
    return { value: null };
  });
  if (epoch !== share.epoch) await goIntoEpoch(local, epoch);
}

/** A refusal that this desk can settle by itself is settled, and it asks again; any other is thrown as ServerTrouble. */
export async function settleRefusal(sides: Sides, refusal: ServerRefusal): Promise<void> {
  const { local, link, log } = sides;
  const share = shareOf(local.reader);
  log("server-refused", { code: refusal.code });
  switch (refusal.code) {
    case "fence":
      return reidentify(sides, share);
    case "epoch":
      return goIntoEpoch(local, refusal.epoch ?? share.epoch);
    case "diverged": {
      const request = { fence: share.fence, epoch: share.epoch, cursor: cursorOf(share) };
      return goIntoEpoch(local, (await link.call(share, "open_epoch", request)).epoch);
    }
    case "snapshot-needed":
      return local.write("start-snapshot", (db) => ({ value: startSnapshot(db) }));
    default:
      throw problemOfRefusal(refusal);
  }
}

/** What a refusal means to a person, where this desk can do nothing about it. */
export const problemOfRefusal = ({ code, reason = "" }: ServerRefusal): ServerTrouble =>
  new ServerTrouble(problems[code], reason);

const problems: Record<ServerRefusal["code"], ServerProblem> = {
  fence: "practice-unknown",
  epoch: "unexpected",
  diverged: "unexpected",
  "snapshot-needed": "unexpected",
  "unknown-desk": "practice-unknown",
  revoked: "desk-revoked",
  "upgrade-required": "desk-too-old",
  "server-too-old": "server-too-old",
  preparing: "not-prepared",
  "code-used": "code-used",
  "code-expired": "code-expired",
  invalid: "unexpected",
};

/** This is a copy of a desk, or its earlier self: it goes on under a new name, its ops keep theirs. */
async function reidentify({ local, link, secrets, deskName, log }: Sides, share: ShareRow): Promise<void> {
  const made = await link.call(share, "reidentify", { deskName: deskName(), schema: SCHEMA });
  // The secret first, under its own desk's name: cut short here, the desk is who it was and does this again.
  await secrets.write(secretName(made.deskId), made.secret);
  await local.write("change-identity", (db) => {
    updateShare(db, { desk_id: made.deskId, fence: made.fence, proposed_fence: null });
    return { value: null };
  });
  await secrets.remove(secretName(share.desk_id));
  log("desk-identified-anew", { from: share.desk_id, to: made.deskId });
}

const goIntoEpoch = (local: LocalSide, epoch: string): Promise<void> =>
  local.write("enter-epoch", (db, now) => {
    if (shareOf(db).epoch !== epoch) enterEpoch(db, epoch, now);
    return { value: undefined };
  });
