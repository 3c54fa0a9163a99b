import { newId } from "../../../main/ids.ts";
import type { OpContent, RowChange, Values } from "../../../src/sync/op.ts";
import type { TravellingOp } from "./line.ts";

export type BenchPeople = {
  readonly practitioners: readonly string[];
  readonly clientId: string;
  readonly typeId: string;
};
export type BenchPlace = {
  readonly practitionerId: string;
  readonly startsAt: number;
  readonly busyUntil: number;
};

const AT = Date.UTC(2030, 11, 1) / 1000;

/** An act as a desk's outbox has it. */
export const opOf = (
  action: string,
  changes: readonly RowChange[],
  opId: string = newId(),
): TravellingOp => ({
  opId,
  content: JSON.stringify({ actor: "Front desk", action, at: AT, changes } satisfies OpContent),
});

const insert = (entity: "practitioner" | "client" | "appointment_type", values: Values): RowChange => ({
  entity,
  id: newId(),
  kind: "insert",
  values,
});

/** The people that bookings need, as one op. */
export function peopleOp(practitioners: number): { op: TravellingOp; people: BenchPeople } {
  const staff = Array.from({ length: practitioners }, (_, position) =>
    insert("practitioner", {
      name: `Practitioner ${position + 1}`,
      short_name: null,
      position,
      leaves_on: null,
      removed: 0,
    }),
  );
  const client = insert("client", {
    name: "Nora Field",
    phone: null,
    phone_digits: null,
    email: null,
    birth_date: null,
    remark: null,
    removed: 0,
  });
  const type = insert("appointment_type", {
    name: "Follow-up",
    duration_minutes: 30,
    buffer_minutes: 0,
    colour: 4,
    capacity: null,
    position: 0,
    retired: 0,
    removed: 0,
  });
  return {
    op: opOf("bench.people", [...staff, client, type]),
    people: { practitioners: staff.map(({ id }) => id), clientId: client.id, typeId: type.id },
  };
}

/** When it is; bookings here have no buffer. */
const rangeOf = ({ startsAt, busyUntil }: BenchPlace): Values => ({
  starts_at: startsAt,
  ends_at: busyUntil,
  busy_until: busyUntil,
});

export type Booked = { readonly id: string; readonly place: BenchPlace; readonly op: TravellingOp };

export function bookingOp({ clientId, typeId }: BenchPeople, place: BenchPlace): Booked {
  const id = newId();
  const values: Values = {
    practitioner_id: place.practitionerId,
    room_id: null,
    ...rangeOf(place),
    outside_reason: null,
    status: "booked",
    cancel_reason: null,
    booked_by: "Front desk",
    booked_at: AT,
    series_id: null,
    client_id: clientId,
    type_id: typeId,
    source: "phone",
  };
  const op = opOf("appointments.book", [{ entity: "appointment", id, kind: "insert", values }]);
  return { id, place, op };
}

/** A move of what was booked, by the desk that booked it and has not seen it change since. */
export function movingOp({ id, place, op }: Booked, startsAt: number): TravellingOp {
  const setBy = op.opId;
  const base = { time: { values: rangeOf(place), setBy }, status: { values: {}, setBy } };
  const values = rangeOf({ ...place, startsAt, busyUntil: startsAt + place.busyUntil - place.startsAt });
  return opOf("appointments.move", [{ entity: "appointment", id, kind: "update", base, values }]);
}
