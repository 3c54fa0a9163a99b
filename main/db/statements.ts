import type Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { ReadableDb } from "./connection.ts";

type Statements = Map<string, Database.Statement<unknown[], unknown>>;
const byConnection = new WeakMap<Database.Database, Statements>();

/** Prepares each text once per connection: preparing costs several times what running does. */
export function sql<Row = unknown>(db: ReadableDb, text: string): Database.Statement<unknown[], Row> {
  let statements = byConnection.get(db);
  if (!statements) {
    statements = new Map();
    byConnection.set(db, statements);
  }
  let statement = statements.get(text);
  if (!statement) {
    statement = db.prepare(planOnce(text));
    statements.set(text, statement);
  }
  return statement as Database.Statement<unknown[], Row>;
}

/** Rows written by this connection so far, also those rolled back since: the same number, nothing was written. */
export const totalChanges = (db: ReadableDb): number =>
  sql(db, "SELECT total_changes()").pluck().get() as number;

/**
 * SQLite asks whether a parameter that is compared (`= ?`, `LIMIT ?`) has a value that should change the plan, and
 * therefore plans such a statement anew at every run, which costs ten times what the run does. Behind a unary
 * plus, which changes no value, it does not ask.
 */
const planOnce = (text: string): string => text.replaceAll(/([=<>]|\bLIMIT)\s*\?/g, "$1 +?");

const builders = new WeakMap<Database.Database, ReturnType<typeof drizzle>>();

/** The typed query builder, for reads off the booking path. */
export function orm(db: ReadableDb): ReturnType<typeof drizzle> {
  let builder = builders.get(db);
  if (!builder) {
    builder = drizzle({ client: db });
    builders.set(db, builder);
  }
  return builder;
}

const prepared = new WeakMap<Database.Database, Map<string, unknown>>();

/** A drizzle query prepared once per connection: unprepared it costs 4 to 9 times a raw one. */
export function prepareOnce<Prepared>(
  db: ReadableDb,
  name: string,
  build: (orm: ReturnType<typeof drizzle>) => Prepared,
): Prepared {
  let known = prepared.get(db);
  if (!known) {
    known = new Map();
    prepared.set(db, known);
  }
  if (!known.has(name)) known.set(name, build(orm(db)));
  return known.get(name) as Prepared;
}
