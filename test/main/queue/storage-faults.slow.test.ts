import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { databaseFileOf } from "../../../main/db/data-folder.ts";
import { RETRY_BOUND_MS } from "../../../main/queue/command-queue.ts";
import { codeOf, doing, openQueue, writing } from "./open-queue.ts";

/** Faults that are waited out for two seconds before they are told. */

test("when another process holds the database for long, everyone who waits is told busy after about two seconds, nothing is written, and it works afterwards", async () => {
  const { dataDir, queue, committed } = openQueue();
  const other = new Database(databaseFileOf(dataDir));
  other.exec("BEGIN IMMEDIATE");
  const started = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) => queue.submit("booking", writing(`k${index}`))),
  );
  expect(performance.now() - started).toBeLessThan(RETRY_BOUND_MS * 2);
  for (const answer of answers)
    expect(answer).toEqual({ ok: false, error: { code: "busy", retryAfterMs: expect.any(Number) } });
  expect(committed()).toEqual([]);
  other.exec("ROLLBACK");
  other.close();
  expect(codeOf(await queue.submit("booking", writing("a")))).toBe("ok");
});

test("an error of input and output that lasts is told as busy, not as a success", async () => {
  const { queue, committed } = openQueue();
  const failing = doing(() => {
    throw Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR_WRITE" });
  });
  const answers = await Promise.all([
    queue.submit("booking", writing("a")),
    queue.submit("booking", failing),
  ]);
  expect(answers.map(codeOf)).toEqual(["ok", "busy"]);
  expect(committed()).toEqual(["a"]);
});
