import { hash as digest } from "node:crypto";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./statements.ts";

/** Acceptances by request id. A desk that asks again after a week has lost more than an answer. */
export const REQUEST_MEMORY_SECONDS = 7 * 86_400;

export type Accepted = { input_hash: string; answer: string };

/** Tells a request that is repeated from another one that carries the same id by mistake. */
export const inputHash = (channel: string, input: unknown): string =>
  digest("sha256", channel + JSON.stringify(input), "base64url");

export const findAccepted = (db: ReadableDb, requestId: string): Accepted | undefined =>
  sql<Accepted>(db, "SELECT input_hash, answer FROM accepted_request WHERE request_id = ?").get(requestId);

export const rememberAccepted = (
  db: WritableDb,
  requestId: string,
  hash: string,
  now: number,
  answer: string,
): void => {
  sql(
    db,
    "INSERT INTO accepted_request (request_id, input_hash, answered_at, answer) VALUES (?, ?, ?, ?)",
  ).run(requestId, hash, now, answer);
};

export const forgetAccepted = (db: WritableDb, before: number): number =>
  sql(db, "DELETE FROM accepted_request WHERE answered_at < ?").run(before).changes;

/** Writes and takes back: whether the disk has room again, so that nobody has to find out by a booking. */
export function tryToWrite(db: WritableDb): void {
  rememberAccepted(db, "storage-try", "", 0, "{}");
  sql(db, "DELETE FROM accepted_request WHERE request_id = ?").run("storage-try");
}
