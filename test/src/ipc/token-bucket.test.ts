import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type TokenBucket, take } from "../../../src/ipc/token-bucket.ts";

const limit = { capacity: 5, perSecond: 2 };

/** Asks at these milliseconds; true where it was let through. */
function ask(times: readonly number[], given = limit): boolean[] {
  let bucket: TokenBucket | undefined;
  return times.map((time) => {
    const answer = take(bucket, given, time);
    bucket = answer.bucket;
    return answer.waitMs === 0;
  });
}

test("a burst is forgiven, then so many a second", () => {
  expect(ask([0, 0, 0, 0, 0, 0, 499, 500, 501, 1_000])).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
    true,
    false,
    true,
  ]);
});

test("whoever waits as long as told is let through, and not sooner", () => {
  const rate = fc.record({
    capacity: fc.integer({ min: 1, max: 20 }),
    perSecond: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(rate, fc.integer({ min: 0, max: 400 }), (given, pause) => {
      let bucket: TokenBucket | undefined;
      for (let index = 0; index < given.capacity; index++) ({ bucket } = take(bucket, given, 0));
      const { bucket: empty, waitMs } = take(bucket, given, pause);
      if (waitMs === 0) return;
      // To the millisecond, but for the last bit of a fraction.
      expect(take(empty, given, pause + waitMs).waitMs).toBeLessThanOrEqual(1);
      expect(take(empty, given, pause + waitMs - 2).waitMs).toBeGreaterThan(0);
    }),
  );
});

test("in the long run nobody gets more than the burst and the rate", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 200 }), (pauses) => {
      let now = 0;
      const times = pauses.map((pause) => (now += pause));
      const letThrough = ask(times).filter(Boolean).length;
      expect(letThrough).toBeLessThanOrEqual(limit.capacity + Math.floor((now * limit.perSecond) / 1000) + 1);
    }),
  );
});
