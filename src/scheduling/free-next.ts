import type { Range } from "../time/zoned-day.ts";
import { freeStarts, type Length, RHYTHM_SECONDS } from "./free-starts.ts";

/** The five minutes that somebody who stands at the desk came in: what starts "now" starts with them. */
export const startOfNow = (now: number): number => Math.floor(now / RHYTHM_SECONDS) * RHYTHM_SECONDS;

export type NextFree = {
  readonly startsAt: number;
  /** When the next appointment, time off or the end of work comes. */
  readonly freeUntil: number;
};

/**
 * When somebody is next free for an appointment of `length`, from the five minutes of `now` on; null if they are not
 * any more in `open` (working time without blocks). `busy` holds occupied ranges, buffers included. Both in order.
 */
export function nextFree(
  open: readonly Range[],
  busy: readonly Range[],
  length: Length,
  now: number,
): NextFree | null {
  const earliest = startOfNow(now);
  const stretch = freeStarts(open, [], busy, length).find(({ last }) => last >= earliest);
  if (!stretch) return null;
  const startsAt = Math.max(stretch.first, earliest);
  const worksUntil = open.find((range) => range.endsAt > startsAt)?.endsAt ?? startsAt;
  const taken = busy.find((range) => range.startsAt >= startsAt)?.startsAt ?? worksUntil;
  return { startsAt, freeUntil: Math.min(worksUntil, taken) };
}
