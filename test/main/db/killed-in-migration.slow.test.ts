import { cpSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { expect, test } from "vitest";
import { backupProblem, listBackups } from "../../../main/db/backups.ts";
import { openReader } from "../../../main/db/connection.ts";
import type { Migration } from "../../../main/db/migrate.ts";
import { migrations, newDataDir, open, usedDataDir } from "./data-dir.ts";
import { startDeskProcess } from "./desk-processes.ts";

const BOOKED = 2_000;
const COPIES = 60;
const number = migrations.length + 1;
/** Takes about a third of a second: a table is filled, every appointment is changed, an index is made. */
const heavy: Migration = {
  number,
  name: "heavy",
  sql: `
    CREATE TABLE reminder (id INTEGER PRIMARY KEY, appointment_id TEXT NOT NULL, turn INTEGER NOT NULL) STRICT;
    WITH RECURSIVE turns (turn) AS (SELECT 1 UNION ALL SELECT turn + 1 FROM turns WHERE turn < ${COPIES})
      INSERT INTO reminder (appointment_id, turn) SELECT appointment.id, turn FROM appointment, turns;
    UPDATE appointment SET outside_reason = 'migrated';
    CREATE INDEX reminder_of_appointment ON reminder (appointment_id, turn);`,
};

/** What a killed process left, read without any of the app's own mending. */
function whatIsThere(dataDir: string) {
  const db = openReader(join(dataDir, "anteroom.db"));
  try {
    const count = (sql: string) => db.prepare<[], number>(sql).pluck().get();
    const objects = count("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'reminder%'");
    return {
      version: db.pragma("user_version", { simple: true }),
      sound: db.pragma("integrity_check", { simple: true }),
      appointments: count("SELECT count(*) FROM appointment"),
      changed: count("SELECT count(*) FROM appointment WHERE outside_reason = 'migrated'"),
      objects,
      reminders: objects === 0 ? 0 : count("SELECT count(*) FROM reminder"),
    };
  } finally {
    db.close();
  }
}

const common = { sound: "ok", appointments: BOOKED };
const before = { ...common, version: number - 1, changed: 0, objects: 0, reminders: 0 };
const afterwards = { ...common, version: number, changed: BOOKED, objects: 2, reminders: BOOKED * COPIES };

// Moments after the process said that it opens: some fall before the backup, some within it, some after it.
const opening = [0, 15, 30, 60, 90];
// Moments after the backup was verified, through the migration and past its commit.
const migrating = [0, 20, 50, 90, 130, 180, 240, 320, 450, 700];
const moments = [
  ...opening.map((delayMs) => ({ event: "opening", delayMs })),
  ...migrating.map((delayMs) => ({ event: "backup-before-migration", delayMs })),
  { event: "migrated", delayMs: 0 },
];

test("killed at any moment of a migration, the schema is the old one or wholly the new, and a backup was made first", async () => {
  const original = await usedDataDir(BOOKED);
  const found = { old: 0, new: 0 };
  for (const { event, delayMs } of moments) {
    const dataDir = newDataDir();
    cpSync(original, dataDir, { recursive: true });
    const desk = startDeskProcess({ dataDir, hold: true, more: [heavy] });
    await desk.said(event);
    await after(delayMs);
    desk.child.kill("SIGKILL");
    await desk.ended;

    const backups = listBackups(dataDir);
    for (const { file } of backups) expect(backupProblem(join(dataDir, "backups", file))).toBeNull();
    const there = whatIsThere(dataDir);
    if (there.version === number) {
      expect(there).toEqual(afterwards);
      found.new += 1;
    } else {
      expect(there).toEqual(before);
      found.old += 1;
    }
    if (event !== "opening" || there.version === number)
      expect(backups).toMatchObject([{ appointments: BOOKED }]);

    const again = await open(dataDir, { migrations: [...migrations, heavy] });
    expect(again.state).toEqual({ state: "ready" });
    again.close();
    expect(whatIsThere(dataDir)).toEqual(afterwards);
  }
  // Both must have happened, or the moments were not where they should be.
  expect(found.old).toBeGreaterThan(0);
  expect(found.new).toBeGreaterThan(0);
}, 180_000);
