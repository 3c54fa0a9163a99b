import { isOccupying, type Status } from "../../../src/appointments/status.ts";

export type Placed = {
  id: string;
  practitioner_id: string;
  room_id: string | null;
  starts_at: number;
  busy_until: number;
  status: string;
  placed: number;
};

/** Pairs that hold one practitioner's or one room's time at once: plain interval arithmetic, by no database's rules. */
export function overlapsOf(appointments: readonly Placed[]): string[] {
  const holding = appointments
    .filter((row) => Number(row.placed) === 1 && isOccupying(row.status as Status))
    .toSorted((a, b) => a.starts_at - b.starts_at);
  const found: string[] = [];
  for (const [index, a] of holding.entries()) {
    for (const b of holding.slice(index + 1)) {
      if (b.starts_at >= a.busy_until) break;
      const shared =
        a.practitioner_id === b.practitioner_id
          ? "practitioner"
          : a.room_id !== null && a.room_id === b.room_id
            ? "room"
            : undefined;
      if (shared) found.push(`${a.id} and ${b.id} hold the same ${shared}`);
    }
  }
  return found;
}

type Unplaced = Pick<Placed, "id" | "status" | "placed">;
type Taken = { row_id: string; kind: string; state: string };

/** Whoever has no place is occupying and has exactly one open `slot-taken`; whoever has a place has none. */
export function losersWithoutConflict(
  appointments: readonly Unplaced[],
  conflicts: readonly Taken[],
): string[] {
  const open = new Map<string, number>();
  for (const { row_id, kind, state } of conflicts)
    if (kind === "slot-taken" && state === "open") open.set(row_id, (open.get(row_id) ?? 0) + 1);
  return appointments.flatMap(({ id, status, placed }) => {
    const conflictsOfIt = open.get(id) ?? 0;
    const unplaced = Number(placed) === 0;
    if (unplaced && !isOccupying(status as Status)) return [`${id} is ${status} and yet unplaced`];
    if (conflictsOfIt === Number(unplaced)) return [];
    return [`${id} is ${unplaced ? "unplaced" : "placed"} with ${conflictsOfIt} open slot-taken`];
  });
}
