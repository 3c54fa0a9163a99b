import { err, ok } from "../../src/result.ts";
import type { Values } from "../../src/sync/op.ts";
import { zonedDay } from "../../src/time/zoned-day.ts";
import { type ClientRow, clientView, digitsOf, findClient } from "../db/clients.ts";
import {
  findPractitioner,
  listPractitioners,
  type PractitionerRow,
  practitionerView,
} from "../db/practitioners.ts";
import { findRoom, listRooms, type RoomRow, roomView } from "../db/rooms.ts";
import { newId } from "../ids.ts";
import { bookingsBetween } from "./affected.ts";
import { current, done, type Handler } from "./handler.ts";
import { insertHours } from "./hours.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** Only what was given: a field left out of an edit stays as it is. */
export const given = (fields: Record<string, string | number | null | undefined>): Values =>
  Object.fromEntries(
    Object.entries(fields).filter(
      (field): field is [string, string | number | null] => field[1] !== undefined,
    ),
  );

const phoneFields = (phone: string | null | undefined): Values =>
  phone === undefined ? {} : { phone: phone || null, phone_digits: digitsOf(phone) };

export const createClient: Handler<"clients.create"> = (unit, input) => {
  const id = newId();
  unit.insert("client", id, {
    name: input.name,
    phone: null,
    phone_digits: null,
    ...phoneFields(input.phone),
    email: input.email || null,
    birth_date: input.birthDate ?? null,
    remark: input.remark || null,
    removed: 0,
  });
  unit.touchRecords("clients");
  return ok({ ...done(unit), client: clientView(findClient(unit.db, id) as ClientRow) });
};

export const changeClient: Handler<"clients.change"> = (unit, input) => {
  const found = current("client", input.id, input.version, findClient(unit.db, input.id), clientView);
  if (!found.ok) return found;
  unit.update("client", input.id, found.value, {
    ...given({ name: input.name, email: input.email, birth_date: input.birthDate, remark: input.remark }),
    ...phoneFields(input.phone),
  });
  unit.touchRecords("clients");
  return ok({ ...done(unit), client: clientView(findClient(unit.db, input.id) as ClientRow) });
};

export function insertPractitioner(
  unit: UnitOfWork,
  values: { name: string; shortName?: string | null | undefined; position: number },
): string {
  const id = newId();
  unit.insert("practitioner", id, {
    name: values.name,
    short_name: values.shortName ?? null,
    position: values.position,
    leaves_on: null,
    removed: 0,
  });
  unit.touchRecords("practitioners");
  return id;
}

export const createPractitioner: Handler<"practitioners.create"> = (unit, input) => {
  const id = insertPractitioner(unit, {
    ...input,
    position: input.position ?? listPractitioners(unit.db).length,
  });
  if (input.pattern) insertHours(unit, id, input.pattern);
  return ok({
    ...done(unit),
    practitioner: practitionerView(findPractitioner(unit.db, id) as PractitionerRow),
  });
};

export const changePractitioner: Handler<"practitioners.change"> = (unit, input) => {
  const row = findPractitioner(unit.db, input.id);
  const found = current("practitioner", input.id, input.version, row, practitionerView);
  if (!found.ok) return found;
  if (input.leavesOn && !input.keepBookings) {
    const from = Math.max(unit.now, zonedDay(unit.zone, input.leavesOn).startsAt);
    const bookings = bookingsBetween(unit.db, input.id, from, Number.MAX_SAFE_INTEGER);
    if (bookings.length > 0) return err({ code: "bookings-affected", bookings });
  }
  unit.update(
    "practitioner",
    input.id,
    found.value,
    given({
      name: input.name,
      short_name: input.shortName,
      position: input.position,
      leaves_on: input.leavesOn,
    }),
  );
  unit.touchRecords("practitioners");
  return ok({
    ...done(unit),
    practitioner: practitionerView(findPractitioner(unit.db, input.id) as PractitionerRow),
  });
};

export function insertRoom(unit: UnitOfWork, name: string, position: number): string {
  const id = newId();
  unit.insert("room", id, { name, position, retired: 0, removed: 0 });
  unit.touchRecords("rooms");
  return id;
}

export const createRoom: Handler<"rooms.create"> = (unit, input) => {
  const id = insertRoom(unit, input.name, input.position ?? listRooms(unit.db).length);
  return ok({ ...done(unit), room: roomView(findRoom(unit.db, id) as RoomRow) });
};

export const changeRoom: Handler<"rooms.change"> = (unit, input) => {
  const found = current("room", input.id, input.version, findRoom(unit.db, input.id), roomView);
  if (!found.ok) return found;
  const retired = input.retired === undefined ? undefined : Number(input.retired);
  unit.update("room", input.id, found.value, given({ name: input.name, position: input.position, retired }));
  unit.touchRecords("rooms");
  return ok({ ...done(unit), room: roomView(findRoom(unit.db, input.id) as RoomRow) });
};
