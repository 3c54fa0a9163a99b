import { isOccupying, type Status } from "../../src/appointments/status.ts";
import type { Conflict } from "../../src/conflicts/conflict.ts";
import type { Entity } from "../../src/sync/entities.ts";
import type { Values } from "../../src/sync/op.ts";
import type { Image } from "../../src/sync/protocol.ts";
import type { Effects } from "../commands/unit-of-work.ts";
import { deleteConflict, findConflict, saveConflict } from "../db/conflicts.ts";
import type { WritableDb } from "../db/connection.ts";
import { forgetCopy, idColumn, imageOf, keepCopy } from "../db/server-copies.ts";
import type { ConflictStore } from "../db/settle-conflicts.ts";
import { sql } from "../db/statements.ts";
import { LocalHolds, type PlacedRow } from "./local-holds.ts";
import { insertRow, type Row, readRow, rowOfImage } from "./stored-row.ts";
import { ToldChanges } from "./told-changes.ts";

const keyOf = (entity: string, id: string): string => `${entity}/${id}`;

/** How a row looks that the server has not got and that no waiting op has made anew yet: nobody sees it. */
const ABSENT: Partial<Record<Entity, Values>> = {
  appointment: { status: "entered-in-error", placed: 1 },
  attendee: { seat: null },
  practitioner: { removed: 1 },
  room: { removed: 1 },
  client: { removed: 1 },
  appointment_type: { removed: 1 },
  working_hours: { removed: 1 },
  hours_exception: { removed: 1 },
  block_series: { removed: 1 },
  block: { removed: 1 },
  note: { removed: 1 },
};

/** What keeps a row out of the way of all others, until it gets the values it should have. */
const ASIDE: Partial<Record<Entity, Values>> = {
  appointment: { placed: 0 },
  attendee: { seat: null },
  working_hours: { removed: 1 },
  hours_exception: { removed: 1 },
};

/**
 * Every write of a transaction of sync: rows and conflicts as the server has them, then the waiting ops on top. Rows are
 * never deleted here (notes are append-only): one that the server has not got is made absent until its insert is
 * replayed.
 */
export class RowWriter implements ConflictStore {
  readonly db: WritableDb;
  readonly #told: ToldChanges;
  #holds: LocalHolds;
  readonly #absent = new Set<string>();
  /** Absent rows that the op under way has made: they are absent again if it is taken back. */
  #made: string[] = [];
  #keepsCopies = false;

  constructor(db: WritableDb) {
    this.db = db;
    this.#told = new ToldChanges(db);
    this.#holds = new LocalHolds(db);
  }

  /** The row as ops see it: an absent one is not there. */
  find(entity: Entity, id: string): Row | undefined {
    return this.#absent.has(keyOf(entity, id)) ? undefined : this.#read(entity, id);
  }

  /** Takes rows out of the way of each other, so that all can be written as they should be. */
  setAside(entity: Entity, id: string): void {
    const aside = ASIDE[entity];
    const row = aside && this.#read(entity, id);
    if (!aside || !row || !isInTheWay(entity, row)) return;
    this.#told.note(entity, id);
    this.#update(entity, id, aside);
  }

  makeAbsent(entity: Entity, id: string): void {
    const absent = ABSENT[entity];
    this.#absent.add(keyOf(entity, id));
    if (!this.#read(entity, id)) return;
    this.#told.note(entity, id);
    if (absent) this.#update(entity, id, absent);
    // Who reads "the" practice must not find another one.
    if (entity === "practice") sql(this.db, "DELETE FROM practice WHERE id = ?").run(id);
  }

  /** What is still absent when all ops have been replayed. */
  get absent(): { entity: Entity; id: string }[] {
    return [...this.#absent].map((key) => {
      const [entity, id] = key.split("/") as [Entity, string];
      return { entity, id };
    });
  }

  /** Writes a row, or a conflict, as the server has it. */
  writeImage(image: Image): void {
    if (image.entity === "conflict") {
      this.#writeConflict(image.row);
      return;
    }
    this.#told.note(image.entity, image.id);
    const row = rowOfImage(image);
    if (this.#read(image.entity, image.id)) this.#update(image.entity, image.id, row);
    else this.#insert(image.entity, image.id, row);
  }

  /** What is shown is what the server has: from here on the row, or the conflict, is not provisional. */
  confirm(entity: Image["entity"], id: string): void {
    if (entity !== "conflict") this.#told.note(entity, id);
    else {
      const conflict = findConflict(this.db, id);
      this.#told.noteConflict(conflict?.row_id ?? null, conflict?.other_id ?? null);
    }
    forgetCopy(this.db, entity, id);
  }

  /** One that only waiting ops had opened. */
  dropConflict(id: string): void {
    const conflict = findConflict(this.db, id);
    if (conflict) this.#told.noteConflict(conflict.row_id, conflict.other_id);
    deleteConflict(this.db, id);
  }

  /** From here on what is written is provisional: the server's copy is kept before the first write of each row. */
  keepCopies(): void {
    this.#keepsCopies = true;
  }

  insert(entity: Entity, id: string, row: Row): void {
    const key = keyOf(entity, id);
    this.#told.note(entity, id);
    if (this.#keepsCopies) keepCopy(this.db, entity, id, null);
    if (this.#absent.delete(key)) this.#made.push(key);
    if (this.#read(entity, id)) this.#update(entity, id, row);
    else this.#insert(entity, id, row);
  }

  set(entity: Entity, id: string, columns: Values): void {
    this.#told.note(entity, id);
    const row = this.#keepsCopies ? this.#read(entity, id) : undefined;
    if (row) keepCopy(this.db, entity, id, imageOf(entity, row));
    this.#update(entity, id, columns);
  }

  saveConflict(conflict: Conflict): void {
    if (this.#keepsCopies)
      keepCopy(this.db, "conflict", conflict.id, findConflict(this.db, conflict.id) ?? null);
    this.#writeConflict(conflict);
  }

  /** All or nothing: what `work` wrote is taken back when it throws, also what is remembered here. */
  attempt(work: () => void): void {
    this.#made = [];
    sql(this.db, "SAVEPOINT replay").run();
    try {
      work();
      sql(this.db, "RELEASE replay").run();
    } catch (error) {
      // A full disk ends the whole transaction, this savepoint with it.
      if (!this.db.inTransaction) throw error;
      sql(this.db, "ROLLBACK TO replay").run();
      sql(this.db, "RELEASE replay").run();
      for (const key of this.#made) this.#absent.add(key);
      this.#holds = new LocalHolds(this.db);
      throw error;
    }
  }

  finish(): Effects {
    return this.#told.finish();
  }

  #read(entity: Entity, id: string): Row | undefined {
    return readRow(this.db, entity, id);
  }

  #insert(entity: Entity, id: string, row: Values): void {
    this.#makeRoom(entity, { id, ...row });
    insertRow(this.db, entity, id, row);
  }

  #update(entity: Entity, id: string, patch: Values): void {
    // A hold that became a booking elsewhere, in a later life of this database, is none any more.
    const values: Values =
      entity === "appointment" ? { ...patch, hold_expires_at: null, held_by: null } : { ...patch };
    // What a note says never changes, and the database refuses to hear it again.
    if (entity === "note") for (const column of NOTE_TEXT) delete values[column];
    if (Object.keys(values).length === 0) return;
    if (entity === "appointment") this.#makeRoom(entity, { ...this.#read(entity, id), ...values });
    const set = Object.keys(values).map((column) => `${column} = ?`);
    sql(this.db, `UPDATE ${entity} SET ${set.join(", ")} WHERE ${idColumn(entity)} = ?`).run(
      ...Object.values(values),
      id,
    );
  }

  #makeRoom(entity: Entity, row: Values): void {
    if (entity !== "appointment" || row["placed"] === 0 || !isOccupying(row["status"] as Status)) return;
    for (const hold of this.#holds.giveWayTo(row as unknown as PlacedRow)) this.#told.noteHold(hold);
  }

  #writeConflict(conflict: Conflict): void {
    this.#told.noteConflict(conflict.row_id, conflict.other_id);
    saveConflict(this.db, conflict);
  }
}

const NOTE_TEXT = ["appointment_id", "text", "written_by", "written_at"];

function isInTheWay(entity: Entity, row: Values): boolean {
  if (entity === "appointment") return row["placed"] === 1 && isOccupying(row["status"] as Status);
  return entity === "attendee" ? row["seat"] !== null : row["removed"] === 0;
}
