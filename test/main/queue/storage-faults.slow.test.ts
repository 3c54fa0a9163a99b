import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { databaseFileOf } from "../../../main/db/data-folder.ts";
import { RETRY_BOUND_MS } from "../../../main/queue/command-queue.ts";
import { temporaryTestFolder } from "../../helpers/open-test-desk.ts";
import { openRaw } from "../../helpers/raw-database.ts";
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

test.skipIf(process.platform === "win32")(
  "when the system refuses to let a file grow, every yes is kept, every other answer left nothing",
  async () => {
    const dataDir = temporaryTestFolder();
    const script = fileURLToPath(new URL("./writing-process.ts", import.meta.url));
    // In blocks of 1,024 bytes: the write-ahead log may reach two megabytes.
    const limited = `ulimit -f 2048; exec "${process.execPath}" "${script}" "${dataDir}" 200`;
    const { stdout } = await promisify(execFile)("bash", ["-c", limited]);
    const answers = JSON.parse(stdout) as { key: string; code: string }[];
    const accepted = answers.filter(({ code }) => code === "ok").map(({ key }) => key);
    expect(accepted.length).toBeGreaterThan(10);
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(["ok", "busy"]));
    const raw = openRaw(dataDir);
    expect(raw.prepare("SELECT key FROM setting ORDER BY key").pluck().all()).toEqual(accepted);
    expect(raw.pragma("integrity_check", { simple: true })).toBe("ok");
    raw.close();
  },
);
