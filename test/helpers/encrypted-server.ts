import { chmodSync, chownSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Authority, certificateAuthority } from "./certificates.ts";
import { postgresServer, type TestServer } from "./postgres.ts";

const TAKEN_UP_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;

let made: Promise<{ server: TestServer; authority: Authority }> | undefined;

/** A server that offers encryption, with a certificate for `localhost` of the practice's own authority. */
export function encryptedServer(): Promise<{ server: TestServer; authority: Authority }> {
  made ??= (async () => {
    const server = await postgresServer({ settings: { cluster_name: "encrypted" } });
    const authority = certificateAuthority();
    if (server.embedded) await encrypt(server, authority.issue("localhost"));
    return { server, authority };
  })();
  return made;
}

/** The server takes them up without a restart. Its key has to belong to the user it runs as. */
async function encrypt(server: TestServer, files: { cert: string; key: string }): Promise<void> {
  const folder = server.embedded?.dataFolder ?? "";
  const { uid, gid } = statSync(folder);
  for (const [name, text] of [
    ["server.crt", files.cert],
    ["server.key", files.key],
  ] as const) {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    chmodSync(path, 0o600);
    chownSync(path, uid, gid);
  }
  await server.admin.query("ALTER SYSTEM SET ssl = on");
  await server.admin.query("SELECT pg_reload_conf()");
  const giveUpAt = Date.now() + TAKEN_UP_WITHIN_MS;
  while (!(await isEncrypting(server))) {
    if (Date.now() > giveUpAt) throw new Error("the server does not take up its certificate");
    await pause(LOOK_EVERY_MS);
  }
}

const isEncrypting = async ({ admin }: TestServer): Promise<boolean> =>
  (await admin.query<{ ssl: string }>("SHOW ssl")).rows[0]?.ssl === "on";
