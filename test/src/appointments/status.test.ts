import { expect, test } from "vitest";
import { isOccupying, mayBecome, type Status, statuses } from "../../../src/appointments/status.ts";

/** By hand: what follows what at a front desk. */
const table: Record<Status, Status[]> = {
  pending: [],
  booked: ["arrived", "checked-in", "fulfilled", "noshow"],
  arrived: ["booked", "checked-in", "fulfilled", "noshow"],
  "checked-in": ["arrived", "booked", "fulfilled"],
  fulfilled: ["arrived", "booked", "checked-in"],
  cancelled: ["booked"],
  noshow: ["arrived", "booked"],
  "entered-in-error": [],
  waitlist: ["booked"],
};

test.each(statuses)("from %s only what follows it at a front desk can be set", (from) => {
  expect(statuses.filter((to) => mayBecome(from, to)).toSorted()).toEqual(table[from].toSorted());
});

test("nothing becomes a hold, a cancellation or an error by being marked so", () => {
  for (const to of ["pending", "cancelled", "entered-in-error", "waitlist"] as const)
    expect(statuses.some((from) => mayBecome(from, to))).toBe(false);
});

test("five of the nine hold time", () => {
  expect(statuses.filter(isOccupying)).toEqual(["pending", "booked", "arrived", "checked-in", "fulfilled"]);
});
