import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { WritableDb } from "../../../main/db/connection.ts";
import { migrationsOfFolder } from "../../../main/db/migrations-of-folder.ts";
import { openDesk } from "../../../main/db/open.ts";
import type { DeskOptions, OpenedDesk } from "../../../main/db/opened-desk.ts";

export const migrations = migrationsOfFolder();
/** 2 March 2026, 9:00 in UTC. */
export const MORNING = Date.UTC(2026, 2, 2, 9) / 1000;

/** An empty data folder that goes when the test ends. */
export function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), "anteroom-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type TestDesk = DeskOptions & {
  events: { event: string; details: Record<string, unknown> | undefined }[];
};

export function deskOptions(dataDir: string, over: Partial<DeskOptions> = {}): TestDesk {
  const events: TestDesk["events"] = [];
  const log = (event: string, details?: Record<string, unknown>) => void events.push({ event, details });
  return { dataDir, migrations, clock: () => MORNING, log, events, ...over };
}

/** Opens as the app does, and closes when the test ends. */
export async function open(dataDir: string, over: Partial<DeskOptions> = {}): Promise<OpenedDesk> {
  const desk = await openDesk(deskOptions(dataDir, over));
  onTestFinished(() => desk.close());
  return desk;
}

export function writerOf(desk: OpenedDesk): WritableDb {
  if (desk.writer === null) throw new Error(`no writer: ${JSON.stringify(desk.state)}`);
  return desk.writer;
}

/** A practice with one practitioner, `p1`, and so many half-hour appointments from nine o'clock on. */
export function fillPractice(db: WritableDb, appointments = 0): void {
  db.transaction(() => {
    db.exec("INSERT INTO practice (id, name, zone) VALUES ('practice', 'Linden Street', 'Europe/Berlin')");
    db.exec("INSERT INTO practitioner (id, name) VALUES ('p1', 'Dr Ada Winter')");
    addAppointments(db, 0, appointments);
  })();
}

export function addAppointments(db: WritableDb, from: number, count: number): void {
  const insert = db.prepare(
    `INSERT INTO appointment (id, practitioner_id, status, starts_at, ends_at, busy_until, source, booked_by, booked_at)
     VALUES (?, 'p1', 'booked', ?, ?, ?, 'phone', 'front desk', ?)`,
  );
  for (let index = from; index < from + count; index += 1) {
    const startsAt = MORNING + index * 1800;
    insert.run(`a${index}`, startsAt, startsAt + 1800, startsAt + 1800, MORNING);
  }
}

/** A desk that was set up, used and closed. */
export async function usedDataDir(appointments = 3): Promise<string> {
  const dataDir = newDataDir();
  const desk = await openDesk(deskOptions(dataDir));
  fillPractice(writerOf(desk), appointments);
  desk.close();
  return dataDir;
}

/** Each file's sha256, `desk.lock` apart: reading a file that this process holds locked would drop the lock. */
export function fingerprints(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile() && entry.name !== "desk.lock")
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path, createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}

export const countAppointments = (desk: Pick<OpenedDesk, "reader">): number | undefined =>
  desk.reader?.prepare<[], number>("SELECT count(*) FROM appointment").pluck().get();
