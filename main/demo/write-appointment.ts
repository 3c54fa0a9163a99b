import type { Values } from "../../src/sync/op.ts";
import { listTypes } from "../db/appointment-types.ts";
import type { WritableDb } from "../db/connection.ts";
import { listRooms } from "../db/rooms.ts";
import type { PlannedAppointment } from "./appointments.ts";
import type { Act, Ledger } from "./ledger.ts";
import { actors, appointmentNotes, sources } from "./notes.ts";
import type { Random } from "./random.ts";

const NOTED = 0.08;

/** Writes planned appointments as rows: with seats, notes and what became of them. */
export class AppointmentWriter {
  readonly #ledger: Ledger;
  readonly #random: Random;
  readonly #clientIds: readonly string[];
  readonly #types: { id: string; capacity: number | null }[];
  readonly #roomIds: string[];
  /** The series of each practitioner's regulars. */
  readonly #series = new Map<string, string>();

  constructor(db: WritableDb, ledger: Ledger, random: Random, clientIds: readonly string[]) {
    this.#ledger = ledger;
    this.#random = random;
    this.#clientIds = clientIds;
    this.#types = listTypes(db);
    this.#roomIds = listRooms(db).map(({ id }) => id);
  }

  write(practitionerId: string, planned: PlannedAppointment): void {
    const random = this.#random;
    const { startsAt, endsAt, busyUntil, bookedAt, room, clients, regular } = planned;
    const type = this.#types[planned.type];
    if (!type) throw new Error(`there is no type ${planned.type}`);
    const individual = type.capacity === null;
    const actor = random.weighted(actors);
    const act = this.#ledger.act(regular ? "appointments.book-series" : "appointments.book", bookedAt, actor);
    const id = random.id(bookedAt);
    const values: Values = {
      practitioner_id: practitionerId,
      room_id: room === null ? null : (this.#roomIds[room] ?? null),
      starts_at: startsAt,
      ends_at: endsAt,
      busy_until: busyUntil,
      outside_reason: null,
      status: "booked",
      cancel_reason: null,
      booked_by: actor,
      booked_at: bookedAt,
      series_id: regular ? this.#seriesOf(`${practitionerId} ${clients[0]}`) : null,
      client_id: individual ? this.#clientId(clients[0]) : null,
      type_id: type.id,
      source: random.weighted(sources),
    };
    const later = planned.course.map(({ status, at, cancelReason }) => {
      const action = status === "cancelled" ? "appointments.cancel" : "appointments.set-status";
      const patch = cancelReason === undefined ? { status } : { status, cancel_reason: cancelReason };
      return { act: this.#ledger.act(action, at, "Front desk"), patch };
    });
    this.#ledger.insert(act, "appointment", id, values, { later });
    if (type.capacity !== null) this.#takeSeats(act, id, type.capacity, planned);
    if (random.chance(NOTED)) this.#note(id, bookedAt, actor);
  }

  #takeSeats(
    booking: Act,
    sessionId: string,
    capacity: number,
    { bookedAt, clients }: PlannedAppointment,
  ): void {
    this.#ledger.insert(booking, "group_session", sessionId, { capacity });
    for (const [index, client] of clients.slice(0, capacity).entries()) {
      const act = this.#ledger.act("appointments.add-attendee", bookedAt + index * 60, "Front desk");
      const values = { appointment_id: sessionId, client_id: this.#clientId(client), seat: index + 1 };
      this.#ledger.insert(act, "attendee", this.#random.id(act.at), values, {
        local: { capacity },
        subject: sessionId,
      });
    }
  }

  #note(appointmentId: string, at: number, actor: string): void {
    const values = {
      appointment_id: appointmentId,
      text: this.#random.pick(appointmentNotes),
      written_by: actor,
      written_at: at,
      removed: 0,
    };
    const act = this.#ledger.act("appointments.add-note", at, actor);
    this.#ledger.insert(act, "note", this.#random.id(at), values, { subject: appointmentId });
  }

  #clientId(number: number | undefined): string {
    const id = this.#clientIds[number ?? -1];
    if (id === undefined) throw new Error(`there is no client ${number}`);
    return id;
  }

  #seriesOf(key: string): string {
    const id = this.#series.get(key) ?? this.#random.id(0);
    this.#series.set(key, id);
    return id;
  }
}
