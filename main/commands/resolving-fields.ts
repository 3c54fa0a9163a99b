import type { Conflict } from "../../src/conflicts/conflict.ts";
import type { ErrorOf } from "../../src/ipc/errors.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { type Entity, groupOf } from "../../src/sync/entities.ts";
import type { Values } from "../../src/sync/op.ts";
import { findAppointment } from "../db/appointments.ts";
import { databaseRefusal } from "../db/refusals.ts";
import { idColumn } from "../db/server-copies.ts";
import { sql } from "../db/statements.ts";
import { freeSeat } from "./attendees.ts";
import { notFound } from "./handler.ts";
import { touch } from "./moving.ts";
import { recordsOf } from "./records-of.ts";
import type { EditableRow, UnitOfWork } from "./unit-of-work.ts";

type Row = EditableRow & Values;
type Refusal = ErrorOf<"not-found"> | ErrorOf<"session-full">;

const readRow = (unit: UnitOfWork, entity: Entity, id: string): Row | undefined =>
  sql<Row>(unit.db, `SELECT * FROM ${entity} WHERE ${idColumn(entity)} = ?`).get(id);

/** Two of a kind for one practitioner and day: the one that stands takes over what the other one says. */
const HOURS: Partial<Record<Entity, readonly string[]>> = {
  working_hours: ["valid_until", "pattern"],
  hours_exception: ["ranges"],
};

/** Writes the side that lost where both had set the same fields. */
export function writeWantedFields(unit: UnitOfWork, conflict: Conflict): Result<unknown, Refusal> {
  const entity = conflict.entity as Entity;
  const losing = readRow(unit, entity, conflict.row_id);
  if (!losing) return notFound(entity, conflict.row_id);
  const hours = HOURS[entity];
  const standing = hours && conflict.other_id !== null ? readRow(unit, entity, conflict.other_id) : undefined;
  const row = standing ?? losing;
  const id = String(row[idColumn(entity)]);
  const patch =
    standing && hours
      ? Object.fromEntries(hours.map((column) => [column, losing[column] ?? null]))
      : wantedOf(conflict, entity);
  if (entity === "attendee" && typeof patch["seat"] === "number") return takeSeat(unit, id);
  touchAround(unit, entity, row, patch);
  try {
    return ok(unit.update(entity, id, row, patch));
  } catch (error) {
    if (databaseRefusal(error) !== "session-full") throw error;
    return err({ code: "session-full", appointmentId: id, capacity: Number(patch["capacity"]) });
  }
}

/** What was wanted of the columns that can be set at all. */
const wantedOf = ({ detail }: Conflict, entity: Entity): Values =>
  Object.fromEntries(
    Object.entries(detail.wanted ?? {}).filter(([column]) => groupOf(entity, column) !== undefined),
  );

/** A seat for somebody who has none: any that is free. */
export function takeSeat(unit: UnitOfWork, attendeeId: string): Result<unknown, Refusal> {
  const row = readRow(unit, "attendee", attendeeId);
  if (!row) return notFound("attendee", attendeeId);
  const appointmentId = String(row["appointment_id"]);
  const capacity = Number(row["capacity"]);
  const full = err({ code: "session-full" as const, appointmentId, capacity });
  const seat = freeSeat(unit.db, appointmentId, capacity);
  if (seat === undefined) return full;
  touchAround(unit, "attendee", row, {});
  try {
    return ok(unit.update("attendee", attendeeId, row, { seat }));
  } catch (error) {
    // The client sits there already.
    if (databaseRefusal(error) === "already-attending") return full;
    throw error;
  }
}

function touchAround(unit: UnitOfWork, entity: Entity, row: Row, patch: Values): void {
  const records = recordsOf[entity];
  if (records) unit.touchRecords(records);
  if (entity === "block") {
    for (const block of [row, { ...row, ...patch }])
      unit.touchSchedule(
        String(block["practitioner_id"]),
        Number(block["starts_at"]),
        Number(block["ends_at"]),
      );
  }
  const session = row["appointment_id"];
  const appointment = typeof session === "string" ? findAppointment(unit.db, session) : undefined;
  if (appointment) touch(unit, appointment);
}
