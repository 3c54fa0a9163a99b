import Database from "better-sqlite3";
import { databaseFileOf } from "../../main/db/data-folder.ts";
import { occupyingStatuses } from "../../src/appointments/status.ts";

/** A connection of its own to a desk's file, past every command: what a program without our rules could do. */
export function openRaw(
  dataDir: string,
  { recursiveTriggers = true }: { recursiveTriggers?: boolean } = {},
): Database.Database {
  const db = new Database(databaseFileOf(dataDir), { fileMustExist: true });
  db.pragma(`recursive_triggers = ${recursiveTriggers ? "ON" : "OFF"}`);
  db.pragma("foreign_keys = ON");
  return db;
}

type Held = {
  id: string;
  practitioner_id: string;
  room_id: string | null;
  starts_at: number;
  busy_until: number;
};

/** Pairs of appointments that hold the same practitioner or room at once: plain arithmetic, no SQL conditions. */
export function overlapsIn(db: Database.Database): string[] {
  const rows = db.prepare<[], Held & { status: string; placed: number }>("SELECT * FROM appointment").all();
  const holding = rows.filter(
    (row) => row.placed === 1 && (occupyingStatuses as readonly string[]).includes(row.status),
  );
  return holding.flatMap((a, index) =>
    holding
      .slice(index + 1)
      .filter(
        (b) =>
          (a.practitioner_id === b.practitioner_id || (a.room_id !== null && a.room_id === b.room_id)) &&
          a.starts_at < b.busy_until &&
          b.starts_at < a.busy_until,
      )
      .map((b) => `${a.id} ${b.id}`),
  );
}

/** Everything a database holds, for comparing before and after. */
export function everything(db: Database.Database): Record<string, unknown[]> {
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')",
    )
    .pluck()
    .all();
  return Object.fromEntries(
    tables.toSorted().map((table) => [table, db.prepare(`SELECT * FROM "${table}"`).all()]),
  );
}
