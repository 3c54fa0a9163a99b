import { sqliteCode } from "./sqlite-errors.ts";

/** The database's own refusals, raised by its triggers and constraints: the only place that reads their texts. */
export type DatabaseRefusal =
  | "slot-taken"
  | "room-taken"
  | "seat-taken"
  | "session-full"
  | "already-attending";

const byTrigger: Record<string, DatabaseRefusal> = { "slot-taken": "slot-taken", "room-taken": "room-taken" };
const byConstraint: [code: string, names: string, refusal: DatabaseRefusal][] = [
  ["SQLITE_CONSTRAINT_UNIQUE", "appointment.practitioner_id, appointment.starts_at", "slot-taken"],
  ["SQLITE_CONSTRAINT_UNIQUE", "attendee.appointment_id, attendee.seat", "seat-taken"],
  ["SQLITE_CONSTRAINT_UNIQUE", "attendee.appointment_id, attendee.client_id", "already-attending"],
  ["SQLITE_CONSTRAINT_CHECK", "seat IS NULL OR seat BETWEEN 1 AND capacity", "session-full"],
];

/** What the database refused, or undefined when the error is something else. */
export function databaseRefusal(error: unknown): DatabaseRefusal | undefined {
  const code = sqliteCode(error);
  if (code === undefined) return undefined;
  const message = (error as Error).message;
  if (code === "SQLITE_CONSTRAINT_TRIGGER") return byTrigger[message];
  return byConstraint.find(([c, names]) => c === code && message.endsWith(names))?.[2];
}
