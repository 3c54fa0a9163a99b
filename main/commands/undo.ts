import { isOccupying } from "../../src/appointments/status.ts";
import type { ErrorOf } from "../../src/ipc/errors.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { type Entity, setterOf } from "../../src/sync/entities.ts";
import type { RowChange, Values } from "../../src/sync/op.ts";
import type { AppointmentRow } from "../db/appointments.ts";
import { findOp } from "../db/records.ts";
import { databaseRefusal } from "../db/refusals.ts";
import { sqliteCode } from "../db/sqlite-errors.ts";
import { sql } from "../db/statements.ts";
import { freeSeat } from "./attendees.ts";
import { placeOf } from "./changing.ts";
import { done, type Handler, notFound, UNDO_SECONDS } from "./handler.ts";
import { touch, unplace } from "./moving.ts";
import { checkTaken, placed } from "./placing.ts";
import { recordsOf } from "./records-of.ts";
import type { EditableRow, UnitOfWork } from "./unit-of-work.ts";

/** How a row that should not have been made is taken back: nothing that travels is deleted. */
const withdrawal = (entity: Entity): Values | null => {
  switch (entity) {
    case "appointment":
      return { status: "entered-in-error" };
    case "attendee":
      return { seat: null };
    // They hang on a row that is withdrawn, or stand for the practice itself.
    case "group_session":
    case "practice":
      return null;
    default:
      return { removed: 1 };
  }
};

/** What others may have hung on a row since it was made. Then it is not withdrawn: nobody would see theirs any more. */
const dependants: Partial<Record<Entity, string>> = {
  practitioner: `SELECT id FROM appointment WHERE practitioner_id = @id AND status <> 'entered-in-error'
    UNION ALL SELECT id FROM block WHERE practitioner_id = @id AND removed = 0`,
  room: "SELECT id FROM appointment WHERE room_id = @id AND status <> 'entered-in-error'",
  client: `SELECT id FROM appointment WHERE client_id = @id AND status <> 'entered-in-error'
    UNION ALL SELECT id FROM attendee WHERE client_id = @id AND seat IS NOT NULL`,
  appointment: `SELECT id FROM attendee WHERE appointment_id = @id AND seat IS NOT NULL
    UNION ALL SELECT id FROM note WHERE appointment_id = @id AND removed = 0`,
};

function hasDependants(unit: UnitOfWork, change: Undoable, changes: readonly Undoable[]): boolean {
  const query = change.kind === "insert" ? dependants[change.entity] : undefined;
  if (query === undefined) return false;
  const found = sql<{ id: string }>(unit.db, query).all({ id: change.id });
  return found.some(({ id }) => !changes.some((own) => own.id === id));
}

/** A change of a row; what a person decided about a conflict is not taken back. */
type Undoable = Exclude<RowChange, { kind: "resolve" }>;
type Step = { change: Undoable; row: EditableRow & Values; patch: Values };

const sameOp = (change: Undoable, row: EditableRow, opId: string): boolean => {
  const setBy = JSON.parse(row.set_by) as Record<string, string>;
  if (change.kind === "update")
    return Object.entries(change.base).every(
      ([group, { values }]) => setterOf(setBy, group) === opId || isAsBefore(change.values, values),
    );
  return Object.values(setBy).every((setter) => setter === opId);
};

/** A group that was only looked at, or set to what it was. */
const isAsBefore = (values: Values, before: Values): boolean =>
  Object.entries(before).every(([column, value]) => values[column] === value);

function stepsBack(
  unit: UnitOfWork,
  opId: string,
  changes: readonly Undoable[],
): Result<Step[], ErrorOf<"undo-overtaken">> {
  const steps: Step[] = [];
  for (const change of changes.toReversed()) {
    const patch =
      change.kind === "insert"
        ? withdrawal(change.entity)
        : Object.assign({}, ...Object.values(change.base).map((group) => group.values));
    if (patch === null) continue;
    const id = change.entity === "group_session" ? "appointment_id" : "id";
    const row = sql<EditableRow & Values>(unit.db, `SELECT * FROM ${change.entity} WHERE ${id} = ?`).get(
      change.id,
    );
    if (!row || !sameOp(change, row, opId) || hasDependants(unit, change, changes)) {
      return err({ code: "undo-overtaken", opId, entity: change.entity, id: change.id });
    }
    steps.push({ change, row, patch });
  }
  return ok(steps);
}

/**
 * A compensating op, because the first may be on its way already. Refused when one of its rows was changed
 * since, or when a time it would take back has been taken.
 */
export const undo: Handler<"appointments.undo"> = (unit, { opId }) => {
  const op = findOp(unit.db, opId);
  if (!op) return notFound("change", opId);
  if (unit.now > op.createdAt + UNDO_SECONDS) return err({ code: "undo-expired", opId });
  if (op.changes.some(isLasting)) return err({ code: "undo-expired", opId });
  const steps = stepsBack(unit, opId, op.changes as Undoable[]);
  if (!steps.ok) return steps;

  const ofAppointments = steps.value.filter(({ change }) => change.entity === "appointment");
  if (ofAppointments.length > 1)
    unplace(
      unit,
      ofAppointments.map(({ row }) => row as unknown as AppointmentRow),
    );
  for (const step of steps.value) {
    const taken =
      step.change.entity === "appointment" ? restoreAppointment(unit, step) : restore(unit, opId, step);
    if (!taken.ok) return taken;
    const records = recordsOf[step.change.entity];
    if (records) unit.touchRecords(records);
  }
  return ok(done(unit));
};

/** A practice that has begun is not unmade, and what settled a conflict may have been seen elsewhere. */
const isLasting = ({ entity, kind }: RowChange): boolean =>
  kind === "resolve" || (entity === "practice" && kind === "insert");

function restoreAppointment(
  unit: UnitOfWork,
  { change, row, patch }: Step,
): Result<unknown, ErrorOf<"slot-taken">> {
  const before = row as unknown as AppointmentRow;
  const after = { ...before, ...patch } as AppointmentRow;
  touch(unit, before);
  touch(unit, after);
  const place = placeOf(after);
  const write = () => unit.update("appointment", change.id, row, patch, { placed: 1 });
  if (!isOccupying(after.status)) return ok(write());
  const check = checkTaken(unit, place, [change.id]);
  return check.ok ? placed(unit, place, write) : check;
}

function restore(
  unit: UnitOfWork,
  opId: string,
  { change, row, patch: before }: Step,
): Result<unknown, ErrorOf<"session-full"> | ErrorOf<"undo-overtaken">> {
  let patch = before;
  if (change.entity === "block") {
    unit.touchSchedule(String(row["practitioner_id"]), Number(row["starts_at"]), Number(row["ends_at"]));
    const after = { ...row, ...patch };
    unit.touchSchedule(
      String(after["practitioner_id"]),
      Number(after["starts_at"]),
      Number(after["ends_at"]),
    );
  }
  const sessionId = change.entity === "attendee" ? row["appointment_id"] : change.id;
  const session = sql<AppointmentRow>(unit.db, "SELECT * FROM appointment WHERE id = ?").get(sessionId);
  if (session) touch(unit, session);
  const capacity = Number(row["capacity"]);
  const full = err({ code: "session-full" as const, appointmentId: String(sessionId), capacity });
  if (change.entity === "attendee" && patch["seat"] !== null) {
    const seat = freeSeat(unit.db, String(sessionId), capacity, Number(patch["seat"]));
    if (seat === undefined) return full;
    patch = { ...patch, seat };
  }
  try {
    return ok(unit.update(change.entity, change.id, row, patch));
  } catch (error) {
    if (databaseRefusal(error) === "session-full") return full;
    // The same client, day of other hours or first day of a pattern was entered anew since.
    if (sqliteCode(error) !== "SQLITE_CONSTRAINT_UNIQUE") throw error;
    return err({ code: "undo-overtaken", opId, entity: change.entity, id: change.id });
  }
}
