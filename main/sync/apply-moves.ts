import { isOccupying, type Status } from "../../src/appointments/status.ts";
import { overlaps } from "../../src/scheduling/ranges.ts";
import { byGroup, hasValues, isApplied, isConcurrent, refuseMove } from "../../src/sync/merge.ts";
import type { Values } from "../../src/sync/op.ts";
import { type Blocker, noteConflict, type Place, placeIn } from "../db/note-conflict.ts";
import { asPlace, blockerAt, lose } from "./apply-appointment.ts";
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

type Move = {
  readonly id: string;
  readonly row: Row;
  readonly values: Values;
  readonly wanted: Place;
  readonly equal: boolean;
  refusal: "reschedule-race" | "edit-after-cancel" | undefined;
  blocker: Blocker | undefined;
};

const occupies = ({ row }: Move): boolean => isOccupying(row["status"] as Status);

/**
 * All new times of one op at once, whether it moves one row, swaps two or shifts many: those that hold time are taken
 * out of it, then put at the wanted places if every one of these is free. Otherwise nobody moves.
 */
export function applyMoves(applying: Applying, changes: readonly Update[]): void {
  const moves = changes.flatMap((change) => moveOf(applying, change));
  const moving = moves.map(({ id }) => id);
  for (const move of moves) {
    if (!occupies(move) || move.refusal) continue;
    move.blocker = blockerAt(applying.rows.db, move.wanted, moving) ?? blockerAmong(moves, move);
    if (!move.blocker) continue;
    if (applying.resolves !== undefined) throw new NotApplied("conflicted", "no room");
    move.refusal = "reschedule-race";
  }
  const [alone] = moves;
  if (!moves.some(({ refusal }) => refusal)) place(applying, moves);
  else if (alone?.blocker && moves.length === 1 && alone.row["placed"] === 0)
    waitElsewhere(applying, alone, alone.blocker);
  else refuse(applying, moves);
}

function moveOf(applying: Applying, change: Update): Move[] {
  const row = needRow(applying, change);
  const values = byGroup("appointment", change.values)?.get("time") ?? {};
  const equal = hasValues(row, values);
  const who = setters(applying, row, change, "time");
  if (isApplied(who) || (equal && row["placed"] === 1)) return [];
  needReferences(applying, "appointment", values);
  const refusal = refuseMove({
    status: row["status"] as Status,
    equal,
    timeConcurrent: isConcurrent(who),
    statusConcurrent: isConcurrent(setters(applying, row, change, "status")),
  });
  const wanted = asPlace(row, values);
  return [{ id: change.id, row, values, wanted, equal, refusal, blocker: undefined }];
}

/** Another row of the same op that wants the same time. */
function blockerAmong(moves: readonly Move[], move: Move): Blocker | undefined {
  const range = ({ wanted }: Move) => ({ startsAt: wanted.starts_at, endsAt: wanted.busy_until });
  for (const other of moves) {
    if (other === move || !occupies(other) || !overlaps(range(move), range(other))) continue;
    if (other.wanted.practitioner_id === move.wanted.practitioner_id)
      return { id: other.id, resource: "practitioner" };
    if (other.wanted.room_id !== null && other.wanted.room_id === move.wanted.room_id)
      return { id: other.id, resource: "room" };
  }
  return undefined;
}

function place(applying: Applying, moves: readonly Move[]): void {
  if (moves.length > 1) {
    for (const move of moves) if (occupies(move)) applying.rows.set("appointment", move.id, { placed: 0 });
  }
  for (const move of moves) putAt(applying, move, 1);
}

function putAt(applying: Applying, { id, row, values, equal }: Move, placed: 0 | 1): void {
  if (equal) applying.rows.set("appointment", id, { placed });
  else writeGroup(applying, "appointment", id, row, "time", { ...values, placed });
}

/** One row alone that had lost its time anyway goes on waiting at the place that is wanted now. */
function waitElsewhere(applying: Applying, move: Move, blocker: Blocker): void {
  putAt(applying, move, 0);
  lose(applying, move.id, move.wanted, blocker);
}

function refuse({ rows, act }: Applying, moves: readonly Move[]): void {
  for (const { id, row, wanted, refusal, blocker } of moves) {
    noteConflict(rows, act, {
      kind: refusal ?? "reschedule-race",
      entity: "appointment",
      rowId: id,
      otherId: blocker?.id ?? null,
      wanted: placeIn(wanted),
      current: placeIn(asPlace(row)),
      ...(blocker && { resource: blocker.resource }),
    });
  }
}
