import {
  type Conflict,
  type ConflictDetail,
  type ConflictKind,
  conflictId,
} from "../../src/conflicts/conflict.ts";
import type { Values } from "../../src/sync/op.ts";
import { type AppointmentRow, findAppointment } from "./appointments.ts";
import { findConflict, openSlotTaken } from "./conflicts.ts";
import { type Act, type ConflictStore, closeConflict } from "./settle-conflicts.ts";

export type Disagreement = {
  readonly kind: ConflictKind;
  readonly entity: string;
  readonly rowId: string;
  readonly otherId?: string | null;
  readonly wanted: Values;
  readonly current: Values;
  readonly group?: string;
  readonly resource?: ConflictDetail["resource"];
};

/** Opens a conflict about a row; both sides of one that this act has opened already are added to it. */
export function noteConflict(store: ConflictStore, act: Act, about: Disagreement): void {
  const { kind, rowId, group, resource } = about;
  const id = conflictId(kind, act.opId, rowId, group);
  // A row without its time has one open conflict: this act's takes the place of the earlier one.
  const earlier = kind === "slot-taken" ? openSlotTaken(store.db, rowId) : undefined;
  if (earlier && earlier.id !== id) closeConflict(store, act, earlier);
  const known = findConflict(store.db, id);
  const both = {
    wanted: { ...known?.detail.wanted, ...about.wanted },
    current: { ...known?.detail.current, ...about.current },
  };
  if (known) {
    const otherId = known.other_id ?? about.otherId ?? null;
    store.saveConflict({ ...known, other_id: otherId, detail: { ...known.detail, ...both } });
    return;
  }
  const conflict: Conflict = {
    id,
    kind,
    entity: about.entity,
    row_id: rowId,
    other_id: about.otherId ?? null,
    op_id: act.opId,
    opened_by: act.actor,
    opened_at: act.at,
    detail: { ...both, ...(group !== undefined && { group }), ...(resource && { resource }) },
    state: "open",
    resolution: null,
    closed_op: null,
    closed_by: null,
    closed_at: null,
  };
  store.saveConflict(conflict);
}

/** Who holds a time that somebody wants. */
export type Blocker = { readonly id: string; readonly resource: "practitioner" | "room" };

/** An appointment goes on without its time, and a conflict says who has it. */
export function loseSlot(
  store: ConflictStore,
  act: Act,
  rowId: string,
  wanted: Place,
  blocker: Blocker,
): void {
  const winner = findAppointment(store.db, blocker.id);
  noteConflict(store, act, {
    kind: "slot-taken",
    entity: "appointment",
    rowId,
    otherId: blocker.id,
    wanted: placeIn(wanted),
    current: winner ? placeIn(winner) : {},
    resource: blocker.resource,
  });
}

export type Place = Pick<
  AppointmentRow,
  "practitioner_id" | "room_id" | "starts_at" | "ends_at" | "busy_until"
>;

/** Where a row, or a row as somebody wanted it, has its time. */
export const placeIn = (row: Place): Values => ({
  practitioner_id: row.practitioner_id,
  room_id: row.room_id,
  starts_at: row.starts_at,
  ends_at: row.ends_at,
  busy_until: row.busy_until,
});
