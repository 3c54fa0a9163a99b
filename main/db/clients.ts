import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ClientView } from "../../src/ipc/views.ts";
import { removable } from "./columns.ts";
import type { ReadableDb } from "./connection.ts";
import { sql } from "./statements.ts";

export const client = sqliteTable("client", {
  key: integer().primaryKey(),
  id: text().notNull(),
  name: text().notNull(),
  phone: text(),
  phone_digits: text(),
  email: text(),
  birth_date: text(),
  remark: text(),
  ...removable,
});
export type ClientRow = typeof client.$inferSelect;

export const findClient = (db: ReadableDb, id: string): ClientRow | undefined =>
  sql<ClientRow>(db, "SELECT * FROM client WHERE id = ?").get(id);

/** The clients that a full-text expression (see `src/clients/search-terms.ts`) matches, newest first. */
export const matchClients = (db: ReadableDb, expression: string, limit: number): ClientRow[] =>
  sql<ClientRow>(
    db,
    `SELECT client.* FROM client_search JOIN client ON client.key = client_search.rowid
     WHERE client_search MATCH ? AND client.removed = 0 ORDER BY client_search.rowid DESC LIMIT ?`,
  ).all(expression, limit);

/** Telephone numbers are searched by digits alone. */
export const digitsOf = (phone: string | null | undefined): string | null =>
  phone?.replaceAll(/\D/g, "") || null;

export const clientView = (row: ClientRow): ClientView => ({
  id: row.id,
  name: row.name,
  phone: row.phone,
  email: row.email,
  birthDate: row.birth_date,
  remark: row.remark,
  version: row.version,
});
