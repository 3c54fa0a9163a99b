import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { backoffDelay, pollDelay, throttled } from "../../../main/sync/supervisor-timing.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a desk polls every 10 to 15 seconds, not all desks at once", () => {
  expect([0, 0.5, 1].map((random) => pollDelay(() => random))).toEqual([10_000, 12_500, 15_000]);
});

test("what fails is tried again soon, then ever later, and never later than a poll", () => {
  const longest = [1, 2, 3, 6, 50].map((failures) => backoffDelay(failures, () => 1));
  expect(longest).toEqual([500, 1_000, 2_000, 15_000, 15_000]);
  expect(backoffDelay(50, () => 0)).toBe(7_500);
});

test("windows are told at once, then once for all that came meanwhile, then not any more", () => {
  let told = 0;
  const tell = throttled(250, () => {
    told += 1;
  });
  tell();
  expect(told).toBe(1);
  for (let i = 0; i < 50; i += 1) tell();
  expect(told).toBe(1);
  vi.advanceTimersByTime(250);
  expect(told).toBe(2);
  vi.advanceTimersByTime(1_000);
  expect(told).toBe(2);
  tell();
  expect(told).toBe(3);
  tell();
  tell.stop();
  vi.advanceTimersByTime(1_000);
  expect(told).toBe(3);
});
