import { isOccupying, type Status } from "../../src/appointments/status.ts";
import type { Conflict, Resolution } from "../../src/conflicts/conflict.ts";
import type { Events } from "../../src/ipc/contract.ts";
import { type Entity, groupMates, groupOf, setterOf, travellingColumns } from "../../src/sync/entities.ts";
import type { RowChange, Value, Values } from "../../src/sync/op.ts";
import { daysTouched } from "../../src/time/zoned-day.ts";
import { findAppointment } from "../db/appointments.ts";
import { findConflict, saveConflict } from "../db/conflicts.ts";
import type { WritableDb } from "../db/connection.ts";
import { type Blocker, loseSlot } from "../db/note-conflict.ts";
import { practiceZone } from "../db/practice.ts";
import { bumpSchedule, writeAudit, writeOp } from "../db/records.ts";
import { idColumn, imageOf, keepCopy } from "../db/server-copies.ts";
import { type Act, type ConflictStore, settleConflicts } from "../db/settle-conflicts.ts";
import { isShared, keepsCopies } from "../db/share.ts";
import { sql, totalChanges } from "../db/statements.ts";
import { newId } from "../ids.ts";

/** Who asks: `window` is unique to one window of one start of the app. */
export type Caller = { readonly window: string; readonly actor: string };
export type Records = Events["records-changed"]["records"];
export type ScheduleChange = Events["schedule-changed"];

/** A row that is edited: what the op's base needs of it. */
export type EditableRow = { readonly version: number; readonly set_by: string };

/** What the windows are told once it is durable. */
export type Effects = { schedule: ScheduleChange[]; records: Records[]; conflicts: boolean };

/**
 * One command's writing: its rows, and in the same transaction the op, the audit entry and the schedule version
 * of each day touched. Commands write through here, so none of these can be forgotten.
 */
export class UnitOfWork {
  readonly opId = newId();
  readonly #changes: RowChange[] = [];
  /** Whose history the audit entry belongs to. */
  readonly #subjects = new Set<string>();
  readonly #days = new Map<string, Set<string>>();
  readonly #records = new Set<Records>();
  readonly #writesBefore: number;
  #zone: string | undefined;
  #shared: boolean | undefined;
  #keepsCopies: boolean | undefined;
  #conflicts = false;

  readonly db: WritableDb;
  readonly now: number;
  readonly caller: Caller;

  constructor(db: WritableDb, now: number, caller: Caller) {
    this.db = db;
    this.now = now;
    this.caller = caller;
    this.#writesBefore = totalChanges(db);
  }

  /** Whether this command has written anything yet, which a refusal would take back. */
  get hasWritten(): boolean {
    return totalChanges(this.db) !== this.#writesBefore;
  }

  /** Whether anything that travels was written: setting what is set already leaves no op. */
  get changed(): boolean {
    return this.#changes.length > 0;
  }

  get zone(): string {
    this.#zone ??= practiceZone(this.db);
    return this.#zone;
  }

  /** Whether other desks share this practice: times are theirs to hold, too. */
  get shared(): boolean {
    this.#shared ??= isShared(this.db);
    return this.#shared;
  }

  /** Whether a row is kept as the server has it before it is written. */
  get #keeps(): boolean {
    this.#keepsCopies ??= keepsCopies(this.db);
    return this.#keepsCopies;
  }

  /** Inserts a row; `local` are columns that do not travel. Throws SqliteError when a constraint refuses it. */
  insert(entity: Entity, id: string, values: Values, local: Values = {}): void {
    const row: Values = { [idColumn(entity)]: id, ...values, ...local, set_by: `{"*":"${this.opId}"}` };
    const columns = Object.keys(row);
    sql(
      this.db,
      `INSERT INTO ${entity} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
    ).run(...Object.values(row));
    this.recordInsert(entity, id, values);
  }

  /** For a row that is there already and only now begins to travel: a hold that became a booking. */
  recordInsert(entity: Entity, id: string, values: Values): void {
    if (this.#keeps) keepCopy(this.db, entity, id, null);
    this.#changes.push({ entity, id, kind: "insert", values });
    this.#subjects.add(subjectOf(entity, id, values));
  }

  /**
   * Sets the given columns where they differ, raises the version and notes the op as the setter of each group
   * touched. Writing an equal value does not change the setter. `row` is the whole row as it is in the table.
   * Returns whether anything changed.
   */
  update(entity: Entity, id: string, row: EditableRow, patch: Values, wantedLocal: Values = {}): boolean {
    const current = row as unknown as Values;
    const values: Values = {};
    for (const [column, value] of Object.entries(patch)) {
      if (current[column] === value) continue;
      // Half of a move is no move: what is meant together travels together, also what of it stays.
      for (const together of groupMates(entity, column)) {
        if (!(together in values)) values[together] = current[together] ?? null;
      }
      values[column] = value;
    }
    const local = entity === "appointment" ? placement(current, values, wantedLocal) : wantedLocal;
    // An unplaced row that is put where it wanted to be anyway: the others have to learn that it has its time now.
    if (isPlacedAgain(entity, current, local)) for (const [c, v] of timeIn(patch)) values[c] = v;
    const changed = Object.keys(values);
    if (changed.length === 0 && Object.keys(local).length === 0) return false;

    const setBy = JSON.parse(row.set_by) as Record<string, string>;
    const base: Record<string, { values: Values; setBy: string | null }> = {};
    for (const column of changed) {
      const group = groupOf(entity, column);
      if (group === undefined) throw new Error(`${entity}.${column} does not travel`);
      base[group] ??= { values: {}, setBy: setterOf(setBy, group) ?? null };
      base[group].values[column] = current[column] ?? null;
    }
    for (const [group, old] of Object.entries(base)) {
      if (Object.entries(old.values).some(([column, value]) => values[column] !== value))
        setBy[group] = this.opId;
    }
    // Whoever moves an appointment has seen that it takes place (main/sync/PROTOCOL.md, section 1).
    if (entity === "appointment" && base["time"])
      base["status"] ??= { values: {}, setBy: setterOf(JSON.parse(row.set_by), "status") ?? null };
    if (changed.length > 0 && this.#keeps) keepCopy(this.db, entity, id, imageOf(entity, current));

    const set: Record<string, Value> = { ...values, ...local, set_by: JSON.stringify(setBy) };
    const { changes } = sql(
      this.db,
      `UPDATE ${entity} SET ${Object.keys(set)
        .map((column) => `${column} = ?`)
        .join(", ")}, version = version + 1 WHERE ${idColumn(entity)} = ? AND version = ?`,
    ).run(...Object.values(set), id, row.version);
    if (changes !== 1) throw new Error(`${entity} ${id} changed while it was being written`);
    if (changed.length > 0) {
      this.#changes.push({ entity, id, kind: "update", base, values });
      this.#subjects.add(subjectOf(entity, id, current));
    }
    return true;
  }

  /** A practitioner's schedule looks different now between these instants. */
  touchSchedule(practitionerId: string, startsAt: number, endsAt: number): void {
    const days = this.#days.get(practitionerId) ?? new Set();
    for (const day of daysTouched(this.zone, startsAt, endsAt)) days.add(day);
    this.#days.set(practitionerId, days);
  }

  touchRecords(records: Records): void {
    this.#records.add(records);
  }

  /** Settles a conflict by a person's word. Comes first in its op; the rows it changes follow. */
  resolve(conflict: Conflict, resolution: Resolution): void {
    if (this.#changes.length > 0) throw new Error("a resolution comes first in its op");
    this.#changes.push({ entity: "conflict", id: conflict.id, kind: "resolve", resolution });
    for (const id of [conflict.row_id, conflict.other_id]) if (id !== null) this.#subjects.add(id);
    const closed = { closed_op: this.opId, closed_by: this.caller.actor, closed_at: this.now };
    this.#saveConflict({ ...conflict, state: "resolved", resolution, ...closed });
  }

  /** The row that was just written has lost its time to another: a conflict says so in place of the one before. */
  loseSlot(appointmentId: string, blocker: Blocker): void {
    const row = findAppointment(this.db, appointmentId);
    if (row) loseSlot(this.#store, this.#act, appointmentId, row, blocker);
  }

  get #act(): Act {
    return { opId: this.opId, actor: this.caller.actor, at: this.now };
  }

  get #store(): ConflictStore {
    return { db: this.db, saveConflict: (conflict) => this.#saveConflict(conflict) };
  }

  #saveConflict(conflict: Conflict): void {
    if (this.#keeps) keepCopy(this.db, "conflict", conflict.id, findConflict(this.db, conflict.id) ?? null);
    saveConflict(this.db, conflict);
    this.#conflicts = true;
  }

  /** Writes op, audit entry and versions. Returns what the windows have to be told once this is committed. */
  finish(action: string): Effects {
    if (this.#changes.length > 0) {
      const settling = this.#changes.filter((change) => !isNewBooking(change));
      if (settling.length > 0) settleConflicts(this.#store, this.#act, settling);
      const changes = JSON.stringify(this.#changes);
      const seq = writeAudit(this.db, { ...this.#act, action }, changes, this.#subjects);
      writeOp(this.db, { opId: this.opId, createdAt: this.now, seq });
    }
    const schedule = [...this.#days].map(([practitionerId, days]) => {
      let version = 0;
      for (const day of days) version = bumpSchedule(this.db, practitionerId, day);
      return { practitionerId, days: [...days], version };
    });
    return { schedule, records: [...this.#records], conflicts: this.#conflicts };
  }
}

/** A booking on time off was refused, and a row that is new has no conflicts: the path that runs most has nothing to settle. */
const isNewBooking = ({ entity, kind }: RowChange): boolean => entity === "appointment" && kind === "insert";

/** Whoever leaves an occupying status leaves no time unheld; whoever takes one up takes the time, if the database lets it. */
function placement(row: Values, values: Values, local: Values): Values {
  if (values["status"] === undefined || "placed" in local || row["placed"] === 1) return local;
  return { ...local, placed: 1 };
}

const isPlacedAgain = (entity: Entity, row: Values, local: Values): boolean =>
  entity === "appointment" &&
  row["placed"] === 0 &&
  local["placed"] === 1 &&
  isOccupying(row["status"] as Status);

const timeIn = (patch: Values): [string, Value][] =>
  Object.entries(patch).filter(([column]) => groupOf("appointment", column) === "time");

/** A note or a seat is part of its appointment's history. */
const subjectOf = (entity: Entity, id: string, row: Values): string =>
  entity === "note" || entity === "attendee" ? String(row["appointment_id"]) : id;

/** The travelling columns of a row, as an op carries them. */
export const travelling = (entity: Entity, row: Record<string, unknown>): Values =>
  Object.fromEntries(travellingColumns(entity).map((column) => [column, (row[column] ?? null) as Value]));
