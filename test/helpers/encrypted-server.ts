import { chmodSync, chownSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { type Authority, certificateAuthority } from "./certificates.ts";
import { postgresServer, type TestServer } from "./postgres.ts";

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
  await vi.waitFor(async () => expect((await server.admin.query("SHOW ssl")).rows[0].ssl).toBe("on"), 10_000);
}
