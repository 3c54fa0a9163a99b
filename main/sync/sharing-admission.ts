import type { Enrolled } from "../../src/sync/protocol.ts";
import { endShare, readShare, startShare, updateShare } from "../db/share.ts";
import type { Access, Address } from "../worker/postgres/address.ts";
import { localRowsAsOps } from "./replica.ts";
import { passwordName, secretName } from "./supervisor-link.ts";
import type { Sides } from "./supervisor-session.ts";

/** What makes an installation a desk of a practice: by an invitation, or by the server's owner. */
export type Admission = Omit<Enrolled, "ok" | "practiceName"> & { readonly access: Access };

/** How it begins: by sending up what is here; by a full copy, with or without offering what is here; or where it was. */
export type Beginning = "upload" | "copy-and-push" | "copy" | "go-on";

/**
 * The secrets first, then the share row in one transaction: cut short in between, this desk is not admitted, and
 * nothing here has changed.
 */
export async function begin({ local, secrets }: Sides, admission: Admission, how: Beginning): Promise<void> {
  const { access, practiceId, deskId, secret, fence, epoch } = admission;
  const before = readShare(local.reader);
  await secrets.write(passwordName(practiceId), access.password);
  await secrets.write(secretName(deskId), secret);
  const server = JSON.stringify(addressOf(access));
  await local.write("begin-sharing", (db, now) => {
    if (how === "go-on") {
      updateShare(db, { server, desk_id: deskId, fence, proposed_fence: null });
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
