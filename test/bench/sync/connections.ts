import type pg from "pg";
import { Client } from "pg";

/** So many connections, open before anything is measured. */
export async function openConnections(url: string, count: number): Promise<pg.Client[]> {
  const clients = Array.from({ length: count }, () => new Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  return clients;
}

export async function closeConnections(clients: readonly pg.Client[]): Promise<void> {
  await Promise.all(clients.map((client) => client.end()));
}

/** The first row that a query answers. */
export async function firstRow<Row extends pg.QueryResultRow>(
  client: pg.Client | pg.Pool,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row> {
  const { rows } = await client.query<Row>(text, [...values]);
  if (rows[0] === undefined) throw new Error(`no row from ${text}`);
  return rows[0];
}
