import { overlaps } from "../scheduling/ranges.ts";
import { isWorkingTime, type WorkingTime } from "../scheduling/working-time.ts";
import type { Range } from "../time/zoned-day.ts";

export type PlaceVerdict<Block extends Range> =
  | { readonly verdict: "free"; readonly outsideHours: boolean }
  | { readonly verdict: "blocked"; readonly block: Block }
  | { readonly verdict: "outside-hours" };

/**
 * Whether a time that no other appointment holds may be booked: a block refuses always, working hours refuse
 * unless a reason says that it is meant. (Other appointments are the database's to refuse.)
 */
export function decidePlace<Block extends Range>(
  wanted: Range & { readonly outsideReason: string | null },
  blocks: readonly Block[],
  work: WorkingTime,
): PlaceVerdict<Block> {
  const block = blocks.find((candidate) => overlaps(candidate, wanted));
  if (block) return { verdict: "blocked", block };
  const outsideHours = !isWorkingTime(work, wanted.startsAt, wanted.endsAt);
  if (outsideHours && wanted.outsideReason === null) return { verdict: "outside-hours" };
  return { verdict: "free", outsideHours };
}
