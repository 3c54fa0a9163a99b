import { type Entity, groupOf, setterOf } from "../../src/sync/entities.ts";
import type { RowChange, Values } from "../../src/sync/op.ts";
import type { WritableDb } from "../db/connection.ts";
import { writeAudit } from "../db/records.ts";
import { sql } from "../db/statements.ts";
import type { Random } from "./random.ts";

/** Something that was done at an instant in the past. */
export type Act = {
  readonly opId: string;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly changes: RowChange[];
  readonly subjects: Set<string>;
};
export type Later = { readonly act: Act; readonly patch: Values };

/**
 * Writes rows as if they had come to be over weeks: each with the history and the setters that commands would
 * have left. Acts leave no op: those of a practice without a shared server are trimmed anyway.
 */
export class Ledger {
  readonly #db: WritableDb;
  readonly #random: Random;
  readonly #acts: Act[] = [];

  constructor(db: WritableDb, random: Random) {
    this.#db = db;
    this.#random = random;
  }

  act(action: string, at: number, actor: string): Act {
    const act = { opId: this.#random.id(at), at, actor, action, changes: [], subjects: new Set<string>() };
    this.#acts.push(act);
    return act;
  }

  /** Inserts the row as it stands after `later` (in order); `subject`: whose history tells of it. */
  insert(
    act: Act,
    entity: Entity,
    id: string,
    values: Values,
    options: { later?: readonly Later[]; local?: Values; subject?: string } = {},
  ): void {
    const { later = [], local = {}, subject = id } = options;
    act.changes.push({ entity, id, kind: "insert", values });
    act.subjects.add(subject);
    const row: Values = { ...values };
    const setBy: Record<string, string> = { "*": act.opId };
    for (const { act: change, patch } of later) {
      const base: Record<string, { values: Values; setBy: string | null }> = {};
      for (const [column, value] of Object.entries(patch)) {
        const group = groupOf(entity, column) ?? column;
        base[group] ??= { values: {}, setBy: setterOf(setBy, group) ?? null };
        base[group].values[column] = row[column] ?? null;
        row[column] = value;
      }
      for (const group of Object.keys(base)) setBy[group] = change.opId;
      change.changes.push({ entity, id, kind: "update", base, values: patch });
      change.subjects.add(subject);
    }
    const key = entity === "group_session" ? "appointment_id" : "id";
    const whole: Values = {
      [key]: id,
      ...row,
      ...local,
      version: 1 + later.length,
      set_by: JSON.stringify(setBy),
    };
    const columns = Object.keys(whole);
    sql(
      this.#db,
      `INSERT INTO ${entity} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
    ).run(...Object.values(whole));
  }

  /** The history of all of it, in order of time. */
  writeHistory(): void {
    for (const act of this.#acts.toSorted((a, b) => a.at - b.at)) {
      writeAudit(this.#db, act, JSON.stringify(act.changes), act.subjects);
    }
  }
}
