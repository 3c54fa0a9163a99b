import type { Clock } from "../../src/time/clock.ts";

/** Monday, 2 March 2026, 8:00 in Berlin: before the day's first appointment. */
export const MONDAY_EIGHT = Date.UTC(2026, 2, 2, 7) / 1000;

/** Stands still until it is told otherwise. */
export type TestClock = Clock & { set(instant: number): void; advance(seconds: number): void };

export function testClock(start: number = MONDAY_EIGHT): TestClock {
  let now = start;
  return Object.assign(() => now, {
    set: (instant: number) => {
      now = instant;
    },
    advance: (seconds: number) => {
      now += seconds;
    },
  });
}
