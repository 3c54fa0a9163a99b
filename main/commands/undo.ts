import { isOccupying } from "../../src/appointments/status.ts";
import type { ErrorOf } from "../../src/ipc/errors.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { type Entity, setterOf } from "../../src/sync/entities.ts";
import type { RowChange, Values } from "../../src/sync/op.ts";
import type { AppointmentRow } from "../db/appointments.ts";
import { findOp } from "../db/records.ts";
import { databaseRefusal } from "../db/refusals.ts";
import { sql } from "../db/statements.ts";
import { placeOf } from "./changing.ts";
import { done, type Handler, notFound, UNDO_SECONDS } from "./handler.ts";
import { touch, unplace } from "./moving.ts";
import { checkTaken, placed } from "./placing.ts";
import type { EditableRow, Records, UnitOfWork } from "./unit-of-work.ts";

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

const recordsOf: Partial<Record<Entity, Records>> = {
  practice: "practice",
  practitioner: "practitioners",
  room: "rooms",
  client: "clients",
  appointment_type: "types",
  working_hours: "hours",
  hours_exception: "hours",
};

type Step = { change: RowChange; row: EditableRow & Values; patch: Values };

const sameOp = (change: RowChange, row: EditableRow, opId: string): boolean => {
  const setBy = JSON.parse(row.set_by) as Record<string, string>;
  if (change.kind === "update")
    return Object.keys(change.base).every((group) => setterOf(setBy, group) === opId);
  return Object.values(setBy).every((setter) => setter === opId);
};

function stepsBack(
  unit: UnitOfWork,
  opId: string,
  changes: readonly RowChange[],
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
    if (!row || !sameOp(change, row, opId)) {
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
  const steps = stepsBack(unit, opId, op.changes);
  if (!steps.ok) return steps;

  const ofAppointments = steps.value.filter(({ change }) => change.entity === "appointment");
  if (ofAppointments.length > 1)
    unplace(
      unit,
      ofAppointments.map(({ row }) => row as unknown as AppointmentRow),
    );
  for (const step of steps.value) {
    const taken = step.change.entity === "appointment" ? restoreAppointment(unit, step) : restore(unit, step);
    if (!taken.ok) return taken;
    const records = recordsOf[step.change.entity];
    if (records) unit.touchRecords(records);
  }
  return ok(done(unit));
};

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

function restore(unit: UnitOfWork, { change, row, patch }: Step): Result<unknown, ErrorOf<"session-full">> {
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
  try {
    return ok(unit.update(change.entity, change.id, row, patch));
  } catch (error) {
    const refusal = databaseRefusal(error);
    if (refusal !== "session-full" && refusal !== "seat-taken") throw error;
    return err({ code: "session-full", appointmentId: String(sessionId), capacity: Number(row["capacity"]) });
  }
}
