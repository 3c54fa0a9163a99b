import { type Column, columnAt } from "../../board/columns.ts";
import { STEP } from "../../board/stops.ts";
import type { Cursor } from "../../store/screen.ts";

/**
 * Whether a new booking is for somebody who stands at the desk: the cursor was left at now, or there is none and the
 * board shows now. It stays at now for as long as an arrow would have led it further.
 */
export function isAtNow(columns: readonly Column[], cursor: Cursor | null, now: number): boolean {
  if (columnAt(columns, cursor) && cursor) return cursor.startsAt <= now && now < cursor.startsAt + STEP;
  return cursor === null && columns.some(({ axis }) => axis.startsAt <= now && now < axis.endsAt);
}
