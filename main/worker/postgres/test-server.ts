import type { Client } from "pg";
import { ServerTrouble } from "../trouble.ts";
import type { Access } from "./address.ts";
import { ask, connect, hangUp } from "./connect.ts";

export type Tested = { readonly version: string; readonly tls: boolean; readonly latencyMs: number };

/** The oldest PostgreSQL whose features the shared schema uses. */
const OLDEST_SERVER = 150_000;
const TIMEOUT_MS = 5_000;

/** Whether the server is there, new enough and ready for who asks; on a connection of its own. Throws ServerTrouble. */
export async function testServer(access: Access, as: "owner" | "desk"): Promise<Tested> {
  const client = await connect(access);
  try {
    const version = await requireVersion(client);
    await (as === "owner" ? requireOwner(client) : requirePrepared(client));
    const before = performance.now();
    await ask(client, "SELECT 1", [], TIMEOUT_MS);
    return { version, tls: access.tls, latencyMs: performance.now() - before };
  } finally {
    hangUp(client);
  }
}

export async function requireVersion(client: Client): Promise<string> {
  const [found] = await ask<{ version: string; number: number }>(
    client,
    "SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number",
    [],
    TIMEOUT_MS,
  );
  const { version, number } = found ?? { version: "", number: 0 };
  if (number < OLDEST_SERVER) throw new ServerTrouble("server-too-old", `it is PostgreSQL ${version}`);
  return version;
}

/** Making the schema takes CREATE on the database, making the desks' login CREATEROLE. */
async function requireOwner(client: Client): Promise<void> {
  const [may] = await ask<{ create: boolean; roles: boolean }>(
    client,
    `SELECT has_database_privilege(current_database(), 'CREATE') AS create, rolsuper OR rolcreaterole AS roles
     FROM pg_roles WHERE rolname = current_user`,
    [],
    TIMEOUT_MS,
  );
  if (!may?.create) throw new ServerTrouble("no-rights", "it may not create anything in this database");
  if (!may.roles) throw new ServerTrouble("no-rights", "it may not create the login of the desks");
}

async function requirePrepared(client: Client): Promise<void> {
  const [is] = await ask<{ prepared: boolean }>(
    client,
    "SELECT to_regnamespace('anteroom_api') IS NOT NULL AS prepared",
    [],
    TIMEOUT_MS,
  );
  if (!is?.prepared) throw new ServerTrouble("not-prepared");
}
