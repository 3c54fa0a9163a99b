import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./statements.ts";

/** This desk's own settings: they never travel to other desks. */
export const readSettings = (db: ReadableDb): Record<string, unknown> =>
  Object.fromEntries(
    (sql(db, "SELECT key, value FROM setting").raw().all() as [string, string][]).map(([key, value]) => [
      key,
      JSON.parse(value) as unknown,
    ]),
  );

export const writeSetting = (db: WritableDb, key: string, value: unknown): void => {
  sql(
    db,
    "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  ).run(key, JSON.stringify(value));
};

/** Until somebody names it: what other desks and refusals call this one. */
export const DEFAULT_DESK_NAME = "Desk 1";

export const deskNameOf = (settings: Record<string, unknown>): string =>
  typeof settings["desk-name"] === "string" ? settings["desk-name"] : DEFAULT_DESK_NAME;
