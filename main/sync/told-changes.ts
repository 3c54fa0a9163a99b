import { type Entity, travellingColumns } from "../../src/sync/entities.ts";
import type { Values } from "../../src/sync/op.ts";
import { type Day, dayOf, daysTouched } from "../../src/time/zoned-day.ts";
import { recordsOf } from "../commands/records-of.ts";
import type { Effects, Records } from "../commands/unit-of-work.ts";
import { findAppointment } from "../db/appointments.ts";
import type { WritableDb } from "../db/connection.ts";
import { readPractice } from "../db/practice.ts";
import { bumpSchedule } from "../db/records.ts";
import { idColumn, isProvisional } from "../db/server-copies.ts";
import { sql } from "../db/statements.ts";

/** Zones differ by quarters of an hour: instants of one quarter lie on one day. */
const QUARTER_SECONDS = 900;

export const NO_EFFECTS: Effects = { schedule: [], records: [], conflicts: false };

export const bothEffects = (one: Effects, other: Effects): Effects => ({
  schedule: [...one.schedule, ...other.schedule],
  records: [...new Set([...one.records, ...other.records])],
  conflicts: one.conflicts || other.conflicts,
});

type Held = { readonly practitioner_id: string; readonly starts_at: number; readonly busy_until: number };
type Noted = { readonly entity: Entity; readonly id: string; readonly row: Values | undefined };

/**
 * What a transaction of sync comes to, whatever it wrote on the way: a row that ends as it began has not changed,
 * keeps its version, and no window is told of it.
 */
export class ToldChanges {
  readonly #db: WritableDb;
  readonly #noted = new Map<string, Noted>();
  readonly #provisional = new Set<string>();
  /** Appointments that look different although their rows may not have changed. */
  readonly #shown = new Set<string>();
  readonly #held: Held[] = [];
  readonly #days = new Map<string, Set<Day>>();
  readonly #dayOfQuarter = new Map<number, Day>();
  readonly #records = new Set<Records>();
  #conflicts = false;
  /** Read at the end: until then there may be no practice on this desk. */
  #zone = "";

  constructor(db: WritableDb) {
    this.#db = db;
  }

  /** Before a row is written for the first time. */
  note(entity: Entity, id: string): void {
    const key = `${entity}/${id}`;
    if (this.#noted.has(key)) return;
    this.#noted.set(key, { entity, id, row: this.#read(entity, id) });
    if (entity === "appointment" && isProvisional(this.#db, entity, id)) this.#provisional.add(id);
  }

  /** A conflict about an appointment changes how its card looks. */
  noteConflict(...appointmentIds: (string | null)[]): void {
    this.#conflicts = true;
    for (const id of appointmentIds) if (id !== null) this.#shown.add(id);
  }

  /** A hold of this desk that gave way. */
  noteHold(hold: Held): void {
    this.#held.push(hold);
  }

  /** Raises the versions of the rows that changed and of the days they lie on. */
  finish(): Effects {
    this.#zone = readPractice(this.#db)?.zone ?? "UTC";
    for (const { entity, id, row } of this.#noted.values()) this.#tell(entity, id, row);
    for (const id of this.#shown) this.#touchAppointment(id);
    for (const hold of this.#held) this.#touch(hold.practitioner_id, hold.starts_at, hold.busy_until);
    const schedule = [...this.#days].map(([practitionerId, days]) => {
      let version = 0;
      for (const day of days) version = bumpSchedule(this.#db, practitionerId, day);
      return { practitionerId, days: [...days], version };
    });
    return { schedule, records: [...this.#records], conflicts: this.#conflicts };
  }

  #read(entity: Entity, id: string): Values | undefined {
    return sql<Values>(this.#db, `SELECT * FROM ${entity} WHERE ${idColumn(entity)} = ?`).get(id);
  }

  #tell(entity: Entity, id: string, before: Values | undefined): void {
    const after = this.#read(entity, id);
    const changed = !sameRow(entity, before, after);
    if (changed && before && after)
      sql(this.#db, `UPDATE ${entity} SET version = version + 1 WHERE ${idColumn(entity)} = ?`).run(id);
    const confirmed =
      entity === "appointment" && this.#provisional.has(id) !== isProvisional(this.#db, entity, id);
    if (!changed && !confirmed) return;
    const records = recordsOf[entity];
    if (records) this.#records.add(records);
    for (const row of [before, after]) if (row) this.#touchRow(entity, id, row);
  }

  #touchRow(entity: Entity, id: string, row: Values): void {
    if (entity === "appointment" || entity === "block") {
      const until = entity === "block" ? row["ends_at"] : row["busy_until"];
      this.#touch(String(row["practitioner_id"]), Number(row["starts_at"]), Number(until));
    }
    if (entity === "group_session") this.#touchAppointment(id);
    if (entity === "attendee" || entity === "note") this.#touchAppointment(String(row["appointment_id"]));
  }

  /** By its id, or by that of a seat in it. */
  #touchAppointment(id: string): void {
    const seat = sql(this.#db, "SELECT appointment_id FROM attendee WHERE id = ?").pluck().get(id);
    const row = findAppointment(this.#db, typeof seat === "string" ? seat : id);
    if (row) this.#touch(row.practitioner_id, row.starts_at, row.busy_until);
  }

  #touch(practitionerId: string, startsAt: number, endsAt: number): void {
    const days = this.#days.get(practitionerId) ?? new Set();
    const first = this.#dayOf(startsAt);
    if (first === this.#dayOf(endsAt - 1)) days.add(first);
    else for (const day of daysTouched(this.#zone, startsAt, endsAt)) days.add(day);
    this.#days.set(practitionerId, days);
  }

  #dayOf(instant: number): Day {
    const quarter = Math.floor(instant / QUARTER_SECONDS);
    const known = this.#dayOfQuarter.get(quarter);
    if (known !== undefined) return known;
    const day = dayOf(this.#zone, instant);
    this.#dayOfQuarter.set(quarter, day);
    return day;
  }
}

/** By what travels; a new setter alone is nothing that anybody sees. */
function sameRow(entity: Entity, before: Values | undefined, after: Values | undefined): boolean {
  if (!before || !after) return before === after;
  return (
    before["placed"] === after["placed"] &&
    travellingColumns(entity).every((column) => before[column] === after[column])
  );
}
