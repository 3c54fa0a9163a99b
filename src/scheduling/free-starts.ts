import type { Range } from "../time/zoned-day.ts";
import { without } from "./ranges.ts";

/** Everything on the board falls on a rhythm of five minutes. */
export const RHYTHM_SECONDS = 300;

/** Lengths in seconds: what the client takes, and the buffer that must stay free after it. */
export type Length = { readonly seconds: number; readonly bufferSeconds: number };

/** A stretch of possible starts, both ends included. */
export type StartStretch = { readonly first: number; readonly last: number };

const upToRhythm = (instant: number): number => Math.ceil(instant / RHYTHM_SECONDS) * RHYTHM_SECONDS;
const downToRhythm = (instant: number): number => Math.floor(instant / RHYTHM_SECONDS) * RHYTHM_SECONDS;

/**
 * Where an appointment of `length` can start. The client's time must lie inside working time and outside blocks;
 * its buffer need not, but must not meet the next appointment. All inputs in order of start; `busy` holds
 * occupied ranges, buffers included.
 */
export function freeStarts(
  working: readonly Range[],
  blocks: readonly Range[],
  busy: readonly Range[],
  length: Length,
): StartStretch[] {
  const result: StartStretch[] = [];
  const open = blocks.length === 0 ? working : without(working, blocks);
  let next = 0;
  for (const range of open) {
    while (next < busy.length && (busy[next]?.endsAt ?? 0) <= range.startsAt) next++;
    let from = range.startsAt;
    for (let i = next; ; i++) {
      const taken = busy[i];
      const meets = taken !== undefined && taken.startsAt < range.endsAt + length.bufferSeconds;
      const until = meets ? taken.startsAt : Number.POSITIVE_INFINITY;
      const first = upToRhythm(from);
      const last = downToRhythm(
        Math.min(range.endsAt - length.seconds, until - length.seconds - length.bufferSeconds),
      );
      if (first <= last) result.push({ first, last });
      if (!meets) break;
      from = Math.max(from, taken.endsAt);
    }
  }
  return result;
}

/** The starts to offer in a stretch: its first, then every quarter of an hour. */
export function* startsIn(stretch: StartStretch, stepSeconds = 900): Generator<number> {
  yield stretch.first;
  for (
    let start = (Math.floor(stretch.first / stepSeconds) + 1) * stepSeconds;
    start <= stretch.last;
    start += stepSeconds
  ) {
    yield start;
  }
}
