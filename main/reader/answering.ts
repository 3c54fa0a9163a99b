import { parentPort, workerData } from "node:worker_threads";
import { openReader, type ReadableDb } from "../db/connection.ts";
import { messageOf, sqliteCode } from "../db/sqlite-errors.ts";
import type { LongQueries, LongQuery, ReaderContext } from "./long-query.ts";

/** What crosses between the main thread and a reader thread; one question at a time. */
export type Question = { id: number; name: string; input: unknown };
export type Reply =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; code: string; message: string };

/** The reader thread's whole work. It opens the database at the first question, so that a failure is an answer. */
export function answerQuestions(queries: LongQueries): void {
  if (parentPort === null) throw new Error("answers questions in a worker thread only");
  const port = parentPort;
  const context = workerData as ReaderContext;
  let db: ReadableDb | undefined;
  const answer = async ({ id, name, input }: Question): Promise<Reply> => {
    try {
      const query = Object.hasOwn(queries, name) ? queries[name] : undefined;
      if (query === undefined) throw new Error(`no such query: ${name}`);
      db ??= openReader(context.file);
      return {
        id,
        ok: true,
        value: await atOneMoment(db, query as LongQuery<unknown, unknown>, input, context),
      };
    } catch (error) {
      return { id, ok: false, code: sqliteCode(error) ?? "unexpected", message: messageOf(error) };
    }
  };
  port.on("message", async (question: Question) => port.postMessage(await answer(question)));
}

async function atOneMoment(
  db: ReadableDb,
  query: LongQuery<unknown, unknown>,
  input: unknown,
  context: ReaderContext,
): Promise<unknown> {
  db.exec("BEGIN");
  try {
    return await query(db, input, context);
  } finally {
    if (db.inTransaction) db.exec("ROLLBACK");
  }
}
