import { newId } from "../../main/ids.ts";
import type { Resolution } from "../../src/conflicts/conflict.ts";
import { type Entity, groupOf, setterOf, travellingColumns } from "../../src/sync/entities.ts";
import type { OpContent, RowChange, Value, Values } from "../../src/sync/op.ts";

/** Ops as a desk offers them, built from what tests want to say. */

export type OfferedOp = { readonly opId: string; readonly content: string };
/** A row as images have it. */
export type Row = Readonly<Record<string, unknown>>;

export const FRONT_DESK = "Front desk";

export function op(
  changes: readonly RowChange[],
  { opId = newId(), actor = FRONT_DESK, action = "test", at = 1_772_000_000 } = {},
): OfferedOp {
  const content: OpContent = { actor, action, at, changes };
  return { opId, content: JSON.stringify(content) };
}

/** Columns that are not named are null, as in every op's insert. */
export const insert = (entity: Entity, id: string, values: Values): RowChange => ({
  entity,
  id,
  kind: "insert",
  values: { ...Object.fromEntries(travellingColumns(entity).map((column) => [column, null])), ...values },
});

export const resolve = (id: string, resolution: Resolution): RowChange => ({
  entity: "conflict",
  id,
  kind: "resolve",
  resolution,
});

/** An update by a desk that sees `row`: its base names the old values and setters of the groups it touches. */
export function update(entity: Entity, row: Row, values: Values): RowChange {
  const setBy = row["set_by"] as Record<string, string>;
  const base: Record<string, { values: Values; setBy: string | null }> = {};
  const look = (group: string) => {
    base[group] ??= { values: {}, setBy: setterOf(setBy, group) ?? null };
    return base[group].values;
  };
  for (const column of Object.keys(values)) {
    const group = groupOf(entity, column);
    if (group === undefined) throw new Error(`${entity}.${column} does not travel`);
    look(group)[column] = (row[column] ?? null) as Value;
  }
  if (entity === "appointment" && base["time"]) look("status");
  return {
    entity,
    id: String(row[entity === "group_session" ? "appointment_id" : "id"]),
    kind: "update",
    base,
    values,
  };
}

/** Minutes after the first hour of a test's day. */
export const minute = (minutes: number): number => 1_772_438_400 + minutes * 60;

/** From a start and a length in minutes, with a buffer after: what a time group says. */
export const time = (start: number, length = 50, buffer = 0): Values => ({
  starts_at: minute(start),
  ends_at: minute(start + length),
  busy_until: minute(start + length + buffer),
});

export const bookingValues = (patch: Values): Values => ({
  ...time(0),
  status: "booked",
  source: "phone",
  booked_by: FRONT_DESK,
  booked_at: 1_772_000_000,
  ...patch,
});

export const blockValues = (patch: Values): Values => ({
  starts_at: minute(0),
  ends_at: minute(60),
  reason: "Away",
  source: "manual",
  removed: 0,
  ...patch,
});
