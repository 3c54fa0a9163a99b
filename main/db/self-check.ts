import { v7 as uuidv7 } from "uuid";
import { occupyingStatuses } from "../../src/appointments/status.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { databaseRefusal } from "./refusals.ts";

/** The proof of the guarantee: that the constraints stand, that they bite, and that nothing ever got past them. */

const OCCUPYING = `placed = 1 AND status IN (${occupyingStatuses.map((status) => `'${status}'`).join(", ")})`;

type Constraint = { name: string; type: "index" | "trigger" | "table"; says: string[] };

const overlapTrigger = (event: "INSERT" | "UPDATE"): Constraint => ({
  name: `appointment_no_overlap_${event.toLowerCase()}`,
  type: "trigger",
  // On every column: no "UPDATE OF" that would let a change of another column through.
  says: [
    `BEFORE ${event} ON appointment WHEN new.${OCCUPYING.replace("status", "new.status")} BEGIN`,
    "RAISE(ABORT, 'slot-taken')",
    "RAISE(ABORT, 'room-taken')",
    `AND ${OCCUPYING}`,
  ],
});

const CONSTRAINTS: Constraint[] = [
  {
    name: "appointment_slot",
    type: "index",
    says: ["CREATE UNIQUE INDEX", `ON appointment (practitioner_id, starts_at) WHERE ${OCCUPYING}`],
  },
  overlapTrigger("INSERT"),
  overlapTrigger("UPDATE"),
  {
    name: "appointment",
    type: "table",
    says: [
      "CHECK (starts_at < ends_at AND ends_at <= busy_until AND busy_until - starts_at <= 86400)",
      "CHECK (placed IN (0, 1))",
      "CHECK (status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled', 'cancelled', 'noshow', 'entered-in-error', 'waitlist'))",
      "CHECK ((status = 'pending') = (hold_expires_at IS NOT NULL))",
      "practitioner_id TEXT NOT NULL REFERENCES practitioner (id)",
      "room_id TEXT REFERENCES room (id)",
      "client_id TEXT REFERENCES client (id)",
      "STRICT",
    ],
  },
  {
    name: "attendee",
    type: "table",
    says: [
      "FOREIGN KEY (appointment_id, capacity) REFERENCES group_session (appointment_id, capacity)",
      "UNIQUE (appointment_id, seat)",
      "CHECK (seat IS NULL OR seat BETWEEN 1 AND capacity)",
      "STRICT",
    ],
  },
  { name: "audit_no_update", type: "trigger", says: ["BEFORE UPDATE ON audit", "RAISE(ABORT"] },
  { name: "audit_no_delete", type: "trigger", says: ["BEFORE DELETE ON audit", "RAISE(ABORT"] },
  { name: "audit_no_replace", type: "trigger", says: ["BEFORE INSERT ON audit", "RAISE(ABORT"] },
];

/** Settings of the writing connection without which the constraints would not bite, or a commit might be lost. */
const SETTINGS = { foreign_keys: 1, recursive_triggers: 1, synchronous: 2, ignore_check_constraints: 0 };

/** What of the guarantee is not there, by name; empty when all stands. To be asked of the connection that writes. */
export function constraintsMissing(db: ReadableDb): string[] {
  const find = db
    .prepare<[string, string], string>("SELECT sql FROM sqlite_schema WHERE type = ? AND name = ?")
    .pluck();
  const missing: string[] = [];
  for (const { name, type, says } of CONSTRAINTS) {
    const sql = find.get(type, name)?.replace(/\s+/g, " ");
    if (sql === undefined) missing.push(`${type} ${name}`);
    else
      missing.push(...says.filter((part) => !sql.includes(part)).map((part) => `${type} ${name}: ${part}`));
  }
  for (const [name, value] of Object.entries(SETTINGS)) {
    if (db.pragma(name, { simple: true }) !== value) missing.push(`setting ${name}`);
  }
  return missing;
}

export const overlapsOf = (resource: "practitioner_id" | "room_id"): string => `
  SELECT count(*) FROM (
    SELECT starts_at, max(busy_until) OVER (
      PARTITION BY ${resource} ORDER BY starts_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_before
    FROM appointment WHERE ${resource} IS NOT NULL AND ${OCCUPYING})
  WHERE busy_before > starts_at`;

/**
 * How many appointments begin before an earlier one of the same practitioner or room is over, by arithmetic
 * over all ranges, not by asking the constraints. Reads the indexes in order: under a second for a million.
 */
export function countOverlaps(db: ReadableDb): number {
  const count = (resource: "practitioner_id" | "room_id") =>
    db.prepare<[], number>(overlapsOf(resource)).pluck().get() ?? 0;
  return count("practitioner_id") + count("room_id");
}

/**
 * Tries to book one practitioner twice, once by a new appointment and once by moving one, on rows of its own
 * that are always rolled back. True when the database refused both. Works within the queue's transaction.
 */
export function probe(db: WritableDb): boolean {
  const practitioner = uuidv7();
  const insert = db.prepare(
    `INSERT INTO appointment (id, practitioner_id, status, starts_at, ends_at, busy_until, source, booked_by, booked_at)
     VALUES (?, '${practitioner}', 'booked', ?, ?, ?, 'staff', 'self-check', 0)`,
  );
  const book = (from: number, until: number) => insert.run(uuidv7(), from, until, until);
  db.exec("SAVEPOINT probe");
  try {
    db.prepare("INSERT INTO practitioner (id, name) VALUES (?, 'Self-check')").run(practitioner);
    book(0, 3600);
    book(3600, 7200);
    const move = db.prepare(
      "UPDATE appointment SET starts_at = 1800 WHERE practitioner_id = ? AND starts_at = 3600",
    );
    return isRefused(() => book(1800, 5400)) && isRefused(() => move.run(practitioner));
  } finally {
    // A full disk ends the whole transaction, this savepoint with it.
    if (db.inTransaction) db.exec("ROLLBACK TO probe; RELEASE probe");
  }
}

function isRefused(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch (error) {
    if (databaseRefusal(error) === "slot-taken") return true;
    throw error;
  }
}
