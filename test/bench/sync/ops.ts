import { newId } from "../../../main/ids.ts";
import type { RowChange, Values } from "../../../src/sync/op.ts";
import { FRONT_DESK, insert, type OfferedOp, op } from "../../helpers/ops.ts";

export type BenchPeople = {
  readonly practitioners: readonly string[];
  readonly clientId: string;
  readonly typeId: string;
};
/** A practitioner's time; bookings here have no buffer. */
export type BenchPlace = {
  readonly practitionerId: string;
  readonly startsAt: number;
  readonly busyUntil: number;
};

const BOOKED_AT = Date.UTC(2030, 11, 1) / 1000;

/** The people that bookings need, as one op. */
export function peopleOp(practitioners: number): { offered: OfferedOp; people: BenchPeople } {
  const staff = Array.from({ length: practitioners }, (_, position) =>
    insert("practitioner", newId(), { name: `Practitioner ${position + 1}`, position, removed: 0 }),
  );
  const client = insert("client", newId(), { name: "Nora Field", removed: 0 });
  const length = { duration_minutes: 30, buffer_minutes: 0 };
  const type = { name: "Follow-up", ...length, colour: 4, position: 0, retired: 0, removed: 0 };
  const followUp = insert("appointment_type", newId(), type);
  return {
    offered: op([...staff, client, followUp]),
    people: { practitioners: staff.map(({ id }) => id), clientId: client.id, typeId: followUp.id },
  };
}

const rangeOf = ({ startsAt, busyUntil }: BenchPlace): Values => ({
  starts_at: startsAt,
  ends_at: busyUntil,
  busy_until: busyUntil,
});

export type Booked = { readonly id: string; readonly place: BenchPlace; readonly offered: OfferedOp };

export function bookingOp({ clientId, typeId }: BenchPeople, place: BenchPlace): Booked {
  const id = newId();
  const values: Values = {
    ...rangeOf(place),
    practitioner_id: place.practitionerId,
    client_id: clientId,
    type_id: typeId,
    status: "booked",
    source: "phone",
    booked_by: FRONT_DESK,
    booked_at: BOOKED_AT,
  };
  return { id, place, offered: op([insert("appointment", id, values)], { action: "appointments.book" }) };
}

/** A move of what was booked, by the desk that booked it and has not seen it change since. */
export function movingOp({ id, place, offered }: Booked, startsAt: number): OfferedOp {
  const setBy = offered.opId;
  const base = { time: { values: rangeOf(place), setBy }, status: { values: {}, setBy } };
  const values = rangeOf({ ...place, startsAt, busyUntil: startsAt + place.busyUntil - place.startsAt });
  const moved: RowChange = { entity: "appointment", id, kind: "update", base, values };
  return op([moved], { action: "appointments.move" });
}
