import { Client, type QueryResultRow } from "pg";
import { ServerTrouble } from "../trouble.ts";
import type { Access } from "./address.ts";
import { troubleOf } from "./problems.ts";

/** So long a server may take to accept a login. */
export const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_AFTER_MS = 10_000;

/**
 * Opens one connection. Encryption is either verified or off, as the access says: never a fallback from one to the
 * other. Throws ServerTrouble.
 */
export async function connect(access: Access): Promise<Client> {
  const { host, port, database, role, password, tls, ca } = access;
  const client = new Client({
    host,
    port,
    database,
    user: role,
    password,
    ssl: tls ? { rejectUnauthorized: true, minVersion: "TLSv1.2", ...(ca !== null && { ca }) } : false,
    application_name: "Anteroom",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  });
  // Whoever waits for an answer is told by that; nobody else has to hear of a broken line.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    hangUp(client);
    throw troubleOf(error);
  }
}

/**
 * Runs one statement and waits so long for its answer. A connection that gave none is closed for good, because the
 * answer may still come and would be taken for the next one's. Throws ServerTrouble.
 */
export async function ask<Row extends QueryResultRow>(
  client: Client,
  text: string,
  values: readonly unknown[],
  timeoutMs: number,
): Promise<Row[]> {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    hangUp(client);
  }, timeoutMs);
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } catch (error) {
    throw late
      ? new ServerTrouble("unreachable", `no answer within ${timeoutMs / 1_000} seconds`)
      : troubleOf(error);
  } finally {
    clearTimeout(timer);
  }
}

/** In the middle of a statement this cuts the line at once; its statement then fails. */
export function hangUp(client: Client): void {
  client.end().catch(() => undefined);
}
