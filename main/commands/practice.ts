import { err, ok } from "../../src/result.ts";
import { type AppointmentTypeRow, findType, listTypes, typeView } from "../db/appointment-types.ts";
import { type PracticeRow, practiceView, readPractice } from "../db/practice.ts";
import { writeSetting } from "../db/settings.ts";
import { newId } from "../ids.ts";
import { current, done, type Handler } from "./handler.ts";
import { insertHours } from "./hours.ts";
import { given, insertPractitioner, insertRoom } from "./people.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

type TypeFields = {
  name: string;
  durationMinutes: number;
  bufferMinutes: number;
  colour: number;
  capacity?: number | null | undefined;
};

function insertType(unit: UnitOfWork, type: TypeFields, position: number): string {
  const id = newId();
  unit.insert("appointment_type", id, {
    name: type.name,
    duration_minutes: type.durationMinutes,
    buffer_minutes: type.bufferMinutes,
    colour: type.colour,
    capacity: type.capacity ?? null,
    position,
    retired: 0,
    removed: 0,
  });
  unit.touchRecords("types");
  return id;
}

export const setUp: Handler<"practice.set-up"> = (unit, input) => {
  if (readPractice(unit.db)) return err({ code: "already-set-up" });
  unit.insert("practice", newId(), { name: input.name, zone: input.zone });
  for (const [position, { name, pattern }] of input.practitioners.entries()) {
    insertHours(unit, insertPractitioner(unit, { name, position }), pattern);
  }
  for (const [position, { name }] of input.rooms.entries()) insertRoom(unit, name, position);
  for (const [position, type] of input.types.entries()) insertType(unit, type, position);
  unit.touchRecords("practice");
  return ok({ ...done(unit), practice: practiceView(readPractice(unit.db) as PracticeRow) });
};

export const changePractice: Handler<"practice.change"> = (unit, input) => {
  const row = readPractice(unit.db);
  const found = current(
    "practice",
    input.id,
    input.version,
    row?.id === input.id ? row : undefined,
    practiceView,
  );
  if (!found.ok) return found;
  unit.update("practice", input.id, found.value, { name: input.name, zone: input.zone });
  unit.touchRecords("practice");
  return ok({ ...done(unit), practice: practiceView(readPractice(unit.db) as PracticeRow) });
};

export const createType: Handler<"types.create"> = (unit, input) => {
  const id = insertType(unit, input, input.position ?? listTypes(unit.db).length);
  return ok({ ...done(unit), type: typeView(findType(unit.db, id) as AppointmentTypeRow) });
};

export const changeType: Handler<"types.change"> = (unit, input) => {
  const found = current("appointment type", input.id, input.version, findType(unit.db, input.id), typeView);
  if (!found.ok) return found;
  const patch = given({
    name: input.name,
    duration_minutes: input.durationMinutes,
    buffer_minutes: input.bufferMinutes,
    colour: input.colour,
    capacity: input.capacity,
    position: input.position,
    retired: input.retired === undefined ? undefined : Number(input.retired),
  });
  unit.update("appointment_type", input.id, found.value, patch);
  unit.touchRecords("types");
  return ok({ ...done(unit), type: typeView(findType(unit.db, input.id) as AppointmentTypeRow) });
};

export const changeSetting: Handler<"settings.change"> = (unit, input) => {
  writeSetting(unit.db, input.key, input.value);
  unit.touchRecords("settings");
  return ok({});
};
