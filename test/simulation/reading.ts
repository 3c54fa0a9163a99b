import type Database from "better-sqlite3";

type Statements = Map<string, Database.Statement<unknown[], unknown>>;
const byConnection = new WeakMap<Database.Database, Statements>();

/** Reads rows past every rule of the app; each text is prepared once for each connection. */
export function rowsOf<Row>(db: Database.Database, text: string, ...values: unknown[]): Row[] {
  const statements: Statements = byConnection.get(db) ?? new Map();
  byConnection.set(db, statements);
  const statement = statements.get(text) ?? db.prepare(text);
  statements.set(text, statement);
  return statement.all(...values) as Row[];
}

export const countOf = (db: Database.Database, table: string): number =>
  rowsOf<{ n: number }>(db, `SELECT count(*) AS n FROM ${table}`)[0]?.n ?? 0;

export type Share = {
  readonly state: string;
  readonly desk_id: string;
  readonly cursor_seq: number;
  readonly cursor_hash: string;
};

/** A desk's place in its practice; none while it works alone. */
export const shareOf = (db: Database.Database): Share | undefined =>
  rowsOf<Share>(db, "SELECT * FROM share WHERE left_at IS NULL")[0];
