import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { databaseFileOf } from "../../../main/db/data-folder.ts";
import { faultOf } from "../../../main/queue/storage-fault.ts";
import { codeOf, doing, openQueue, writing } from "./open-queue.ts";

const KILOBYTE = "x".repeat(1_000);
const large = (key: string) => writing(key, KILOBYTE.repeat(40));

describe("when the disk is full", () => {
  /** As many pages as there are now and a few more. */
  const leave = (db: Database.Database, pages: number) =>
    db.pragma(`max_page_count = ${(db.pragma("page_count", { simple: true }) as number) + pages}`);

  test("in the middle of a group, what was answered is there, what was not is not, and the rest goes on", async () => {
    const { db, queue, committed, storage } = openQueue();
    leave(db, 30);
    const keys = Array.from({ length: 12 }, (_, index) => `k${String(index).padStart(2, "0")}`);
    // Every second one is small, and finds room where the large ones do not.
    const answers = await Promise.all(
      keys.map((key, index) => queue.submit("booking", index % 2 === 0 ? large(key) : writing(key))),
    );
    const accepted = keys.filter((_, index) => answers[index]?.ok);
    expect(committed()).toEqual(accepted);
    expect(accepted.length).toBeGreaterThan(5);
    expect(answers.filter((answer) => !answer.ok).map(codeOf)).toContain("storage-full");
    expect(new Set(answers.filter((answer) => !answer.ok).map(codeOf))).toEqual(new Set(["storage-full"]));
    expect(storage).toContain("full");
    expect(db.inTransaction).toBe(false);
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  });

  test("it works again as soon as there is room", async () => {
    const { db, queue, committed, storage } = openQueue();
    leave(db, 2);
    expect(codeOf(await queue.submit("booking", large("a")))).toBe("storage-full");
    // A commit that writes nothing does not mean that there is room again.
    expect(
      codeOf(
        await queue.submit(
          "booking",
          doing(() => undefined),
        ),
      ),
    ).toBe("ok");
    expect(storage).toEqual(["full"]);
    db.pragma("max_page_count = 1000000");
    expect(codeOf(await queue.submit("booking", large("a")))).toBe("ok");
    expect(storage).toEqual(["full", "ok"]);
    expect(committed()).toEqual(["a"]);
  });
});

describe("when another process holds the database", () => {
  const lock = (dataDir: string) => {
    const other = new Database(databaseFileOf(dataDir));
    other.exec("BEGIN IMMEDIATE");
    return other;
  };

  test("for a moment, commands wait it out and are done once", async () => {
    const { dataDir, queue, committed } = openQueue();
    const other = lock(dataDir);
    const answers = Promise.all([
      queue.submit("booking", writing("a")),
      queue.submit("booking", writing("b")),
    ]);
    while (queue.measurements.retries < 2) await new Promise((resolve) => setImmediate(resolve));
    other.close();
    expect((await answers).map(codeOf)).toEqual(["ok", "ok"]);
    expect(committed()).toEqual(["a", "b"]);
  });
});

test("a database that became read-only answers so, and nothing pretends to be written", async () => {
  const { db, queue, committed, storage } = openQueue();
  db.pragma("query_only = ON");
  expect(codeOf(await queue.submit("booking", writing("a")))).toBe("read-only");
  expect(storage).toEqual(["read-only"]);
  db.pragma("query_only = OFF");
  expect(codeOf(await queue.submit("booking", writing("a")))).toBe("ok");
  expect(storage).toEqual(["read-only", "ok"]);
  expect(committed()).toEqual(["a"]);
});

test.each([
  ["SQLITE_BUSY_SNAPSHOT", "transient"],
  ["SQLITE_LOCKED_SHAREDCACHE", "transient"],
  ["SQLITE_IOERR_FSYNC", "transient"],
  ["SQLITE_IOERR_SHMSIZE", "full"],
  ["SQLITE_FULL", "full"],
  ["SQLITE_READONLY_DBMOVED", "read-only"],
  ["SQLITE_CORRUPT_VTAB", "damaged"],
  ["SQLITE_NOTADB", "damaged"],
  ["SQLITE_CONSTRAINT_UNIQUE", "command"],
  [undefined, "command"],
])("%s is a fault of kind %s", (code, fault) => {
  expect(faultOf(Object.assign(new Error("x"), { code }))).toBe(fault);
});

test("damage is told as such to whoever meets it, and to the desk", async () => {
  const { queue, storage } = openQueue();
  const damaged = doing(() => {
    throw Object.assign(new Error("database disk image is malformed"), { code: "SQLITE_CORRUPT" });
  });
  expect(codeOf(await queue.submit("booking", damaged))).toBe("database-damaged");
  expect(storage).toEqual(["damaged"]);
});
