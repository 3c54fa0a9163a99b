import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PracticeChecks } from "../../../main/sync/supervisor-checks.ts";
import { backoffDelay, checkDelay, pollDelay, throttled } from "../../../main/sync/supervisor-timing.ts";

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

test("the server audits a practice about hourly for each desk, and not for all desks at once", () => {
  expect([0, 0.5, 1].map((random) => checkDelay(() => random) / 60_000)).toEqual([45, 60, 75]);
});

describe("the audit of the practice", () => {
  let asked = 0;
  let connected = true;
  let checks: PracticeChecks;
  beforeEach(() => {
    asked = 0;
    connected = true;
    checks = new PracticeChecks(async () => {
      if (connected) asked += 1;
      return connected;
    });
  });
  afterEach(() => checks.stop());

  test("is asked for once in ten minutes at most, unless a person wants to know", async () => {
    await checks.check(false);
    await checks.check(false);
    expect(asked).toBe(1);
    await checks.check(true);
    expect(asked).toBe(2);
    vi.advanceTimersByTime(9 * 60_000);
    await checks.check(false);
    expect(asked).toBe(2);
    vi.advanceTimersByTime(60_000);
    await checks.check(false);
    expect(asked).toBe(3);
  });

  test("counts only when the server could be asked, and one under way answers all who ask", async () => {
    connected = false;
    await checks.check(false);
    connected = true;
    await Promise.all([checks.check(false), checks.check(true), checks.check(true)]);
    expect(asked).toBe(1);
  });

  test("goes on by itself until sharing stops", async () => {
    checks.start();
    await vi.advanceTimersByTimeAsync(4 * 75 * 60_000);
    expect(asked).toBeGreaterThanOrEqual(4);
    checks.stop();
    const before = asked;
    await vi.advanceTimersByTimeAsync(4 * 75 * 60_000);
    expect(asked).toBe(before);
  });
});
