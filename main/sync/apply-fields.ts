import { type Entity, entities } from "../../src/sync/entities.ts";
import { byGroup, freeSeatOf, hasValues, judge } from "../../src/sync/merge.ts";
import type { Values } from "../../src/sync/op.ts";
import { noteConflict } from "../db/note-conflict.ts";
import { sql } from "../db/statements.ts";
import {
  type Applying,
  NotApplied,
  needReferences,
  needRow,
  setters,
  type Update,
  writeGroup,
} from "./applying.ts";
import type { Row } from "./stored-row.ts";

/** Inserts a row that takes no time: with the seat that is free, or removed where its hours are another row's already. */
export function insertRow(applying: Applying, entity: Entity, id: string, row: Row): void {
  const { rows, act } = applying;
  if (entity === "attendee") {
    rows.insert(entity, id, { ...row, seat: takeSeat(applying, id, row) });
    return;
  }
  const other = sameHours(applying, entity, id, row);
  rows.insert(entity, id, other ? { ...row, removed: 1 } : row);
  if (!other) return;
  noteConflict(rows, act, {
    kind: "field-divergence",
    entity,
    rowId: id,
    otherId: String(other["id"]),
    wanted: groupOfRow(entity, "hours", row),
    current: groupOfRow(entity, "hours", other),
    group: "hours",
  });
}

/** The field groups of an update, but for an appointment's time and status: where both sides set one, the first stays. */
export function mergeFields(applying: Applying, change: Update): void {
  const groups = byGroup(change.entity, change.values);
  if (!groups) throw new NotApplied("quarantined", "unknown column");
  for (const [group, values] of groups) {
    if (change.entity === "appointment" && (group === "time" || group === "status")) continue;
    mergeGroup(applying, change, group, values);
  }
}

function mergeGroup(applying: Applying, change: Update, group: string, values: Values): void {
  const { entity, id } = change;
  const row = needRow(applying, change);
  const verdict = judge(hasValues(row, values), setters(applying, row, change, group));
  if (verdict === "pass") return;
  const wanted: Row = { ...row, ...values };
  const other =
    group === "hours" || group === "removed" ? sameHours(applying, entity, id, wanted) : undefined;
  const crowded = entity === "group_session" && isCrowded(applying, id, values);
  if (crowded && applying.resolves !== undefined) throw new NotApplied("conflicted", "no room");
  if (other || crowded || verdict === "concurrent") {
    noteConflict(applying.rows, applying.act, {
      kind: "field-divergence",
      entity,
      rowId: id,
      otherId: other ? String(other["id"]) : null,
      wanted: { ...change.base[group]?.values, ...values },
      current: groupOfRow(entity, group, row),
      group,
    });
    return;
  }
  needReferences(applying, entity, values);
  if (entity === "attendee" && group === "seat") {
    const seat = takeSeat(applying, id, wanted);
    if (seat !== row["seat"]) writeGroup(applying, entity, id, row, group, { seat });
    return;
  }
  writeGroup(applying, entity, id, row, group, values);
}

const groupOfRow = (entity: Entity, group: string, row: Values): Values => {
  const groups = entities[entity] as Readonly<Record<string, readonly string[]>>;
  return Object.fromEntries((groups[group] ?? []).map((column) => [column, row[column] ?? null]));
};

/** Another row that has the same unique key: hours from the same day on, an exception on the same day. */
function sameHours({ rows }: Applying, entity: Entity, id: string, row: Values): Values | undefined {
  const key = entity === "working_hours" ? "valid_from" : entity === "hours_exception" ? "day" : undefined;
  if (key === undefined || row["removed"] !== 0) return undefined;
  return sql<Values>(
    rows.db,
    `SELECT * FROM ${entity} WHERE practitioner_id = ? AND ${key} = ? AND removed = 0 AND id <> ?`,
  ).get(row["practitioner_id"], row[key], id);
}

/** Somebody has taken a seat that a smaller session would not have. */
const isCrowded = ({ rows }: Applying, id: string, { capacity }: Values): boolean =>
  sql(rows.db, "SELECT 1 FROM attendee WHERE appointment_id = ? AND seat > ?").get(id, capacity) !==
  undefined;

type Seat = { id: string; client_id: string; seat: number };

/** The wanted seat if it is free, else the lowest; none when the session is full or the client sits there already. */
function takeSeat(applying: Applying, id: string, row: Values): number | null {
  const { rows, act } = applying;
  const seat = row["seat"];
  if (typeof seat !== "number") return null;
  const session = row["appointment_id"];
  const capacity = sql(rows.db, "SELECT capacity FROM group_session WHERE appointment_id = ?")
    .pluck()
    .get(session) as number;
  const others = sql<Seat>(
    rows.db,
    "SELECT id, client_id, seat FROM attendee WHERE appointment_id = ? AND seat IS NOT NULL AND id <> ?",
  ).all(session, id);
  const there = others.find((other) => other.client_id === row["client_id"]);
  const free = there ? undefined : freeSeatOf(new Set(others.map((other) => other.seat)), capacity, seat);
  if (free !== undefined) return free;
  if (applying.resolves !== undefined) throw new NotApplied("conflicted", "no room");
  noteConflict(rows, act, {
    kind: "seat-taken",
    entity: "attendee",
    rowId: id,
    otherId: there?.id ?? null,
    wanted: { appointment_id: session ?? null, client_id: row["client_id"] ?? null, seat },
    current: { capacity },
  });
  return null;
}
