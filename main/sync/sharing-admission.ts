import type { Enrolled, ServerRefusal } from "../../src/sync/protocol.ts";
import { SCHEMA } from "../../src/sync/protocol.ts";
import { endShare, readLeftShare, readShare, startShare, updateShare } from "../db/share.ts";
import type { Network } from "../worker/network.ts";
import type { Access, Address } from "../worker/postgres/address.ts";
import { ServerTrouble } from "../worker/trouble.ts";
import { localRowsAsOps } from "./replica.ts";
import type { Invitation } from "./sharing-invitation.ts";
import { passwordName, secretName } from "./supervisor-link.ts";
import { problemOfRefusal, type Sides } from "./supervisor-session.ts";

/** What makes an installation a desk of a practice: by an invitation, or by the server's owner. */
export type Admission = Omit<Enrolled, "ok" | "practiceName"> & { readonly access: Access };

/**
 * How it begins: by sending up what is here; by a full copy, with or without offering what is here; or where it was,
 * for a desk that was of the practice before.
 */
export type Beginning = "upload" | "copy-and-push" | "copy" | "go-on";

/** Spends the code of an invitation. Throws ServerTrouble. */
export async function enrol(
  network: Network,
  deskName: string,
  { code, practiceId, ...access }: Invitation,
): Promise<Admission & { practiceName: string }> {
  const request = { deskName, schema: SCHEMA };
  const reply = await network.ask("call", { access, name: "enrol", by: { code }, request });
  if (!reply.ok) {
    // A code that the server has never heard of: it is another one, or an earlier copy of it.
    const refusal = reply as ServerRefusal;
    throw reply.code === "invalid" ? new ServerTrouble("practice-unknown") : problemOfRefusal(refusal);
  }
  if (!("practiceName" in reply) || reply.practiceId !== practiceId)
    throw new ServerTrouble("invitation-unreadable", "its parts do not belong together");
  return { ...reply, access };
}

/**
 * The secrets first, then the share row in one transaction: cut short in between, this desk is not admitted, and
 * nothing here has changed.
 */
export async function begin({ local, secrets }: Sides, admission: Admission, how: Beginning): Promise<void> {
  const { access, practiceId, deskId, secret, fence, epoch } = admission;
  const before = readShare(local.reader) ?? readLeftShare(local.reader);
  await secrets.write(passwordName(practiceId), access.password);
  await secrets.write(secretName(deskId), secret);
  const server = JSON.stringify(addressOf(access));
  await local.write("begin-sharing", (db, now) => {
    if (how === "go-on") {
      // All else as it was: an epoch that is another one by now, or a place that the feed has no more, shows at once.
      updateShare(db, { server, desk_id: deskId, fence, proposed_fence: null, left_at: null });
      return { value: null };
    }
    endShare(db);
    const state = how === "upload" ? "uploading" : "joining";
    startShare(db, { state, practice_id: practiceId, desk_id: deskId, server, fence, epoch });
    if (how === "copy-and-push") localRowsAsOps(db, now);
    return { value: null };
  });
  if (before && before.desk_id !== deskId) await secrets.remove(secretName(before.desk_id));
}

const addressOf = ({ host, port, database, role, tls, ca }: Access): Address => ({
  host,
  port,
  database,
  role,
  tls,
  ca,
});
