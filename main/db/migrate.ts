import { APPLICATION_ID, type ReadableDb, type WritableDb } from "./connection.ts";

/** One file of migrations/local. `number` becomes the database's user_version. */
export type Migration = { number: number; name: string; sql: string };

const FILE_NAME = /(?:^|[\\/])(\d{4})-([a-z0-9-]+)\.sql$/;

/** Migrations from their files' names and contents, in order. Throws if a number is missing or there twice. */
export function migrationsFrom(files: Record<string, string>): Migration[] {
  const migrations = Object.entries(files).map(([path, sql]) => {
    const [, number, name] = FILE_NAME.exec(path) ?? [];
    if (number === undefined || name === undefined) throw new Error(`not a migration's name: ${path}`);
    return { number: Number(number), name, sql };
  });
  migrations.sort((a, b) => a.number - b.number);
  for (const [index, { number }] of migrations.entries()) {
    if (number !== index + 1) throw new Error(`migration ${index + 1} is missing or there twice`);
  }
  return migrations;
}

export const newestVersion = (migrations: readonly Migration[]): number => migrations.at(-1)?.number ?? 0;

export const pendingMigrations = (version: number, migrations: readonly Migration[]): Migration[] =>
  migrations.filter(({ number }) => number > version);

export const versionOf = (db: ReadableDb): number => db.pragma("user_version", { simple: true }) as number;

/**
 * Applies what is not applied yet, each migration whole or not at all: its version is set in its own
 * transaction. The caller has made a verified backup and refused a database that is newer.
 */
export function migrate(
  db: WritableDb,
  migrations: readonly Migration[],
  onApplied?: (migration: Migration) => void,
): void {
  for (const migration of pendingMigrations(versionOf(db), migrations)) {
    db.transaction(() => {
      if (migration.number === 1) db.pragma(`application_id = ${APPLICATION_ID}`);
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.number}`);
    }).immediate();
    onApplied?.(migration);
  }
}
