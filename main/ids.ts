import { randomUUID } from "node:crypto";
import { v5 } from "uuid";

let lastMs = 0;
let turn = 0;

/**
 * Ids of new rows and ops (UUIDv7): ordered by time, so that indexes grow at their end; within a millisecond, or
 * after the clock was set back, by a counter. Made from Node's own pool of random bytes, which is a booking's
 * second largest cost otherwise.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) [lastMs, turn] = [now, 0];
  else if (turn === 0xfff) [lastMs, turn] = [lastMs + 1, 0];
  else turn += 1;
  const time = lastMs.toString(16).padStart(12, "0");
  const variantAndRandom = randomUUID().slice(19);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${turn.toString(16).padStart(3, "0")}-${variantAndRandom}`;
}

const OCCURRENCES = "7f1c7a54-9d0c-5b38-9a3e-0b7f4f1d2c66";

/** The id of a recurring block's occurrence derives from series and start: two desks that extend it make the same row. */
export const occurrenceId = (seriesId: string, startsAt: number): string =>
  v5(`${seriesId}/${startsAt}`, OCCURRENCES);
