import { describe, expect, test } from "vitest";
import {
  type Booking,
  causeStands,
  type Facts,
  isPutAnew,
  mayMeet,
  meets,
  setsGroup,
  type TimeOff,
} from "../../../src/conflicts/causes.ts";
import type { RowChange, Values } from "../../../src/sync/op.ts";

const booking: Booking = {
  status: "booked",
  placed: 1,
  practitioner_id: "ada",
  starts_at: 100,
  ends_at: 200,
};
const block: TimeOff = { practitioner_id: "ada", starts_at: 150, ends_at: 300, removed: 0 };
const facts: Facts = { opId: "now", setter: null, booking, block, seat: null };
const stands = (kind: Parameters<typeof causeStands>[0]["kind"], more: Partial<Facts> = {}) =>
  causeStands({ kind, op_id: "then" }, { ...facts, ...more });

describe("the cause of a conflict", () => {
  test("about a lost time stands until the row has one, or needs none", () => {
    expect(stands("slot-taken", { booking: { ...booking, placed: 0 } })).toBe(true);
    expect(stands("slot-taken")).toBe(false);
  });

  test("about two ways of writing stands until somebody writes it again", () => {
    for (const kind of ["reschedule-race", "edit-after-cancel", "field-divergence"] as const) {
      expect(stands(kind, { setter: "before" })).toBe(true);
      expect(stands(kind, { setter: "now" })).toBe(false);
      expect(causeStands({ kind, op_id: "now" }, { ...facts, setter: "now" })).toBe(true);
    }
    expect(stands("reschedule-race", { booking: { ...booking, status: "cancelled" } })).toBe(false);
    expect(stands("edit-after-cancel", { booking: { ...booking, status: "cancelled" } })).toBe(true);
  });

  test("about a seat stands while there is none and the session takes place", () => {
    expect(stands("seat-taken")).toBe(true);
    expect(stands("seat-taken", { seat: 2 })).toBe(false);
    expect(stands("seat-taken", { booking: { ...booking, status: "cancelled" } })).toBe(false);
  });

  test("about time off stands while the two meet", () => {
    expect(stands("booking-meets-block")).toBe(true);
    expect(stands("external-event-over-booking", { block: { ...block, removed: 1 } })).toBe(false);
    expect(stands("booking-meets-block", { booking: undefined })).toBe(false);
  });
});

test("a booking meets time off of its own practitioner that it overlaps, while it has its time", () => {
  expect(meets(booking, block)).toBe(true);
  expect(meets({ ...booking, ends_at: 150 }, block)).toBe(false);
  expect(meets({ ...booking, placed: 0 }, block)).toBe(false);
  expect(meets({ ...booking, status: "noshow" }, block)).toBe(false);
  expect(meets(booking, { ...block, practitioner_id: "ben" })).toBe(false);
});

const update = (
  entity: "appointment" | "block" | "client",
  values: Values,
  base: Record<string, Values> = {},
): RowChange => ({
  entity,
  id: "x",
  kind: "update",
  values,
  base: Object.fromEntries(Object.entries(base).map(([group, old]) => [group, { values: old, setBy: null }])),
});

describe("a change", () => {
  test("can make a booking and time off meet only by making one, or by saying when or whether it is", () => {
    expect(mayMeet(update("block", { reason: "lunch" }))).toBe(false);
    expect(mayMeet(update("block", { removed: 0 }))).toBe(true);
    expect(mayMeet(update("appointment", { client_id: "x" }))).toBe(false);
    expect(mayMeet(update("appointment", { room_id: null }))).toBe(true);
    expect(mayMeet(update("client", { name: "x" }))).toBe(false);
    expect(mayMeet({ entity: "block", id: "x", kind: "insert", values: {} })).toBe(true);
  });

  test("puts an appointment somewhere anew when it moves or takes place again, not when its client arrives", () => {
    expect(isPutAnew(update("appointment", { starts_at: 5 }, { time: { starts_at: 4 }, status: {} }))).toBe(
      true,
    );
    expect(isPutAnew(update("appointment", { status: "arrived" }, { status: { status: "booked" } }))).toBe(
      false,
    );
    expect(isPutAnew(update("appointment", { status: "booked" }, { status: { status: "noshow" } }))).toBe(
      true,
    );
  });

  test("sets a group only where it has values for it: a base alone was looked at", () => {
    const moved = update("appointment", { starts_at: 5 }, { time: { starts_at: 4 }, status: {} });
    expect([setsGroup(moved, "time"), setsGroup(moved, "status")]).toEqual([true, false]);
  });
});
