import { expect, test } from "vitest";
import { nearestApart } from "../../renderer/decisions/nearest-apart.ts";
import { forgetBooked, justBooked, noteBooked } from "../../renderer/panel/booking/just-booked.ts";

const ids = (now: number) => justBooked(now).map(({ appointmentId }) => appointmentId);
const HALF_HOUR = 1_800;
const free = (startsAt: number) => ({
  practitionerId: "p",
  practitionerName: "Ben Ruiz",
  startsAt,
  endsAt: startsAt + HALF_HOUR,
});
/** Every five minutes, as availability answers. */
const every = (from: number, until: number) =>
  Array.from({ length: (until - from) / 300 }, (_, index) => free(from + index * 300));

test("times to offer are real alternatives, and in the order of the day", () => {
  const times = nearestApart(every(0, 36_000), 18_000, null);
  expect(times.map(({ startsAt }) => startsAt)).toEqual([16_200, 18_000, 19_800]);
});

test("none of them meets the time that is given away", () => {
  const wanted = { startsAt: 18_000, endsAt: 18_000 + HALF_HOUR };
  const times = nearestApart(every(0, 36_000), 18_000, wanted);
  expect(times).toHaveLength(3);
  for (const { startsAt, endsAt } of times) {
    expect(startsAt >= wanted.endsAt || endsAt <= wanted.startsAt).toBe(true);
  }
});

test("what was booked here is remembered for as long as the caller may be on the line", () => {
  noteBooked("a", null, 0);
  noteBooked("b", "key", 30_000);
  expect(ids(59_000)).toEqual(["a", "b"]);
  expect(ids(61_000)).toEqual(["b"]);
  expect(forgetBooked("b")).toBe(true);
  expect(forgetBooked("b")).toBe(false);
  expect(ids(61_000)).toEqual([]);
});

test("of many bookings only the last are remembered", () => {
  for (let index = 0; index < 50; index += 1) noteBooked(`many-${index}`, null, 100_000);
  const kept = ids(100_000);
  expect(kept).toHaveLength(20);
  expect(kept.at(-1)).toBe("many-49");
});
