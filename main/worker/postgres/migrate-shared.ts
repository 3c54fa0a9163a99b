import type { ClientBase } from "pg";
import type { Result } from "../../../src/result.ts";

/** One file of migrations/shared, in order. */
export type SharedMigration = { readonly number: number; readonly name: string; readonly sql: string };
export type ServerIsNewer = { readonly code: "server-newer"; readonly version: number };

/** Every owner that migrates takes this advisory lock first: two at once apply each migration once. */
const MIGRATING = 4_611_686_018_427;

/**
 * The number of the newest migration a server has; 0 for an empty database. The catalog is read as a table: what
 * PostgreSQL remembers of names (to_regclass) may lag behind another owner who has just committed.
 */
export async function sharedVersion(client: ClientBase): Promise<number> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = 'anteroom' AND c.relname = 'migration') AS there`,
  );
  if (!found[0]?.there) return 0;
  const { rows } = await client.query<{ version: number }>(
    "SELECT coalesce(max(number), 0)::int AS version FROM anteroom.migration",
  );
  return rows[0]?.version ?? 0;
}

/**
 * Brings the shared schema up to date, over an owner's connection: each migration whole or not at all, in a
 * transaction of its own. Answers the numbers that were applied now. A server that is newer than this app is left alone.
 */
export async function migrateShared(
  client: ClientBase,
  migrations: readonly SharedMigration[],
  onApplied?: (migration: SharedMigration) => void,
): Promise<Result<readonly number[], ServerIsNewer>> {
  const newest = migrations.at(-1)?.number ?? 0;
  const version = await sharedVersion(client);
  if (version > newest) return { ok: false, error: { code: "server-newer", version } };
  const applied: number[] = [];
  for (const migration of migrations.slice(version)) {
    if (await applyOnce(client, migration)) {
      applied.push(migration.number);
      onApplied?.(migration);
    }
  }
  return { ok: true, value: applied };
}

/** False if another owner applied it in the meantime. */
async function applyOnce(client: ClientBase, { number, name, sql }: SharedMigration): Promise<boolean> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [MIGRATING]);
    const pending = (await sharedVersion(client)) < number;
    if (pending) {
      await client.query(sql);
      await client.query("INSERT INTO anteroom.migration (number, name) VALUES ($1, $2)", [number, name]);
    }
    await client.query("COMMIT");
    return pending;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
