import { isOccupying, type Status } from "../appointments/status.ts";
import { type Entity, groupOf } from "./entities.ts";
import type { Values } from "./op.ts";

/** What an op may do to a row that others may have changed meanwhile (main/sync/PROTOCOL.md, section 2). */

/** The values of an update by field group. Null: one of the columns does not travel. */
export function byGroup(entity: Entity, values: Values): Map<string, Values> | null {
  const groups = new Map<string, Values>();
  for (const [column, value] of Object.entries(values)) {
    const group = groupOf(entity, column);
    if (group === undefined) return null;
    groups.set(group, { ...groups.get(group), [column]: value });
  }
  return groups;
}

/** Who set a group last, as far as the op knew, and in truth. */
export type Setters = {
  readonly opId: string;
  readonly setter: string | null;
  /** Undefined: the op names no base for the group. */
  readonly baseSetter: string | null | undefined;
  /** A person who settles a conflict has seen the present. */
  readonly resolving: boolean;
};

/** Whether this very op has set the group already: a row that was uploaded, or taken over into a new epoch. */
export const isApplied = ({ opId, setter, baseSetter }: Setters): boolean =>
  setter === opId && baseSetter !== opId;

export const isConcurrent = ({ opId, setter, baseSetter, resolving }: Setters): boolean =>
  !resolving && baseSetter !== undefined && setter !== baseSetter && setter !== opId;

export type Verdict = "pass" | "apply" | "concurrent";

/** `equal`: the row has these values already, and an equal value never changes the setter. */
export function judge(equal: boolean, setters: Setters): Verdict {
  if (equal || isApplied(setters)) return "pass";
  return isConcurrent(setters) ? "concurrent" : "apply";
}

export const hasValues = (row: Readonly<Record<string, unknown>>, values: Values): boolean =>
  Object.entries(values).every(([column, value]) => (row[column] ?? null) === value);

/** A desk's hold never travels: it stands below all others. */
const ranks: readonly Status[] = [
  "pending",
  "waitlist",
  "booked",
  "arrived",
  "checked-in",
  "fulfilled",
  "noshow",
  "cancelled",
  "entered-in-error",
];

const tookPlace = (status: Status): boolean => isOccupying(status) || status === "noshow";

/** Of two statuses set at the same time the further one stays; a cancellation of what took place is a person's matter. */
export function judgeStatus(was: Status, wanted: Status): "apply" | "stay" | "edit-after-cancel" {
  if ((was === "cancelled" || wanted === "cancelled") && (tookPlace(was) || tookPlace(wanted)))
    return "edit-after-cancel";
  return ranks.indexOf(wanted) > ranks.indexOf(was) ? "apply" : "stay";
}

/** Why a move may not be, whether or not its place is free. */
export function refuseMove(move: {
  status: Status;
  equal: boolean;
  timeConcurrent: boolean;
  statusConcurrent: boolean;
}): "reschedule-race" | "edit-after-cancel" | undefined {
  if (isOccupying(move.status)) return move.timeConcurrent && !move.equal ? "reschedule-race" : undefined;
  return move.timeConcurrent || move.statusConcurrent ? "edit-after-cancel" : undefined;
}

/** The wanted seat or else the lowest free one; undefined when all are taken. */
export function freeSeatOf(
  taken: ReadonlySet<number | null>,
  capacity: number,
  wanted = 1,
): number | undefined {
  if (wanted <= capacity && !taken.has(wanted)) return wanted;
  for (let seat = 1; seat <= capacity; seat++) if (!taken.has(seat)) return seat;
  return undefined;
}
