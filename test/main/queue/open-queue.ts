import type Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import { openWriter, type WritableDb } from "../../../main/db/connection.ts";
import { databaseFileOf } from "../../../main/db/data-folder.ts";
import { migrate } from "../../../main/db/migrate.ts";
import { migrationsOfFolder } from "../../../main/db/migrations-of-folder.ts";
import { writeSetting } from "../../../main/db/settings.ts";
import { CommandQueue, type QueueOptions } from "../../../main/queue/command-queue.ts";
import type { Answer, Job } from "../../../main/queue/group-commit.ts";
import { err, ok } from "../../../src/result.ts";
import { temporaryTestFolder } from "../../helpers/open-test-desk.ts";
import { openRaw } from "../../helpers/raw-database.ts";

/** A queue on a real database file, and a second connection that sees only what is committed. */
export type OpenQueue = {
  dataDir: string;
  db: WritableDb;
  queue: CommandQueue;
  unexpected: { name: string; error: unknown }[];
  storage: string[];
  outside: Database.Database;
  /** The rows that are committed, by key. */
  committed: () => string[];
};

export function openQueue(options: Partial<QueueOptions> = {}): OpenQueue {
  const dataDir = temporaryTestFolder();
  const db = openWriter(databaseFileOf(dataDir), { mustExist: false });
  migrate(db, migrationsOfFolder());
  const unexpected: { name: string; error: unknown }[] = [];
  const storage: string[] = [];
  const queue = new CommandQueue({
    db,
    clock: () => 0,
    onUnexpected: (name, error) => {
      unexpected.push({ name, error });
      return "reference";
    },
    onStorage: (state) => void storage.push(state),
    ...options,
  });
  const outside: Database.Database = openRaw(dataDir);
  onTestFinished(async () => {
    await queue.close();
    outside.close();
    db.close();
  });
  const committed = (): string[] =>
    outside.prepare("SELECT key FROM setting ORDER BY key").pluck().all() as string[];
  return { dataDir, db, queue, unexpected, storage, outside, committed };
}

/** Writes one row and says yes. */
export const writing = (key: string, value: unknown = 1): Job => ({
  name: `write ${key}`,
  run: (db) => {
    writeSetting(db, key, value);
    return { answer: ok(key) };
  },
});

/** Writes one row, then says no: the row has to be gone. */
export const refusing = (key: string): Job => ({
  name: `refuse ${key}`,
  run: (db) => {
    writeSetting(db, key, 1);
    return { answer: err({ code: "not-allowed" }) };
  },
});

export const throwing = (error: unknown): Job => ({
  name: "throw",
  run: (db) => {
    writeSetting(db, "thrown", 1);
    throw error;
  },
});

export const doing = (act: (db: WritableDb) => void): Job => ({
  name: "do",
  run: (db) => {
    act(db);
    return { answer: ok({}) };
  },
});

export const codeOf = (answer: Answer): string => (answer.ok ? "ok" : answer.error.code);
