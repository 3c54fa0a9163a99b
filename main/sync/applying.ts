import { type Entity, setterOf } from "../../src/sync/entities.ts";
import type { Setters } from "../../src/sync/merge.ts";
import type { RowChange, Values } from "../../src/sync/op.ts";
import type { Act } from "../db/settle-conflicts.ts";
import type { RowWriter } from "./row-writer.ts";
import type { Row } from "./stored-row.ts";

/** One op while it is replayed. */
export type Applying = {
  readonly rows: RowWriter;
  readonly act: Act;
  /** The conflict it settles: the op is then taken as based on the present. */
  readonly resolves: string | undefined;
};

/** Why an op leaves nothing behind: it waits for a row, it found no room, or it cannot be understood. */
export class NotApplied extends Error {
  readonly outcome: "deferred" | "conflicted" | "quarantined";

  constructor(outcome: NotApplied["outcome"], reason: string) {
    super(reason);
    this.outcome = outcome;
  }
}

export type Update = Extract<RowChange, { kind: "update" }>;

/** The row of an update; the op waits for one that is not known. */
export function needRow({ rows }: Applying, { entity, id }: Update): Row {
  const row = rows.find(entity, id);
  if (!row) throw new NotApplied("deferred", `no ${entity} ${id}`);
  return row;
}

export const setters = ({ act, resolves }: Applying, row: Row, change: Update, group: string): Setters => ({
  opId: act.opId,
  setter: setterOf(setByOf(row), group) ?? null,
  baseSetter: change.base[group]?.setBy,
  resolving: resolves !== undefined,
});

const setByOf = (row: Row): Record<string, string> => JSON.parse(row.set_by) as Record<string, string>;

/** Sets the columns of one field group and notes the act as its setter. */
export function writeGroup(
  { rows, act }: Applying,
  entity: Entity,
  id: string,
  row: Row,
  group: string,
  values: Values,
): void {
  const set_by = JSON.stringify({ ...setByOf(row), [group]: act.opId });
  rows.set(entity, id, { ...values, set_by });
}

/** What a row may refer to. Rows that are only absent stand in the tables, so the database's own keys do not tell. */
const REFERENCES: Partial<Record<Entity, Readonly<Record<string, Entity>>>> = {
  working_hours: { practitioner_id: "practitioner" },
  hours_exception: { practitioner_id: "practitioner" },
  block_series: { practitioner_id: "practitioner" },
  block: { practitioner_id: "practitioner", series_id: "block_series" },
  appointment: {
    practitioner_id: "practitioner",
    room_id: "room",
    client_id: "client",
    type_id: "appointment_type",
  },
  group_session: { appointment_id: "appointment" },
  attendee: { appointment_id: "group_session", client_id: "client" },
  note: { appointment_id: "appointment" },
};

/** The rows that these values name. */
export const referencesOf = (entity: Entity, values: Values): { target: Entity; id: string }[] =>
  Object.entries(REFERENCES[entity] ?? {}).flatMap(([column, target]) => {
    const id = values[column];
    return typeof id === "string" ? [{ target, id }] : [];
  });

export function needReferences({ rows }: Applying, entity: Entity, values: Values): void {
  for (const { target, id } of referencesOf(entity, values))
    if (!rows.find(target, id)) throw new NotApplied("deferred", `no ${target} ${id}`);
}
