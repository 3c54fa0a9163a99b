import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Status, statuses } from "../../../src/appointments/status.ts";
import { byGroup, freeSeatOf, hasValues, judge, judgeStatus, refuseMove } from "../../../src/sync/merge.ts";

const op = fc.constantFrom("a", "b", "c", null);
const setters = fc.record({
  opId: fc.constantFrom("a", "b", "c"),
  setter: op,
  baseSetter: fc.option(op, { nil: undefined }),
  resolving: fc.boolean(),
});
const status = fc.constantFrom<Status>(...statuses.filter((one) => one !== "pending"));

describe("a group that an op sets", () => {
  test("is passed over when it has these values already, or when this very op has set it", () => {
    fc.assert(fc.property(setters, (who) => judge(true, who) === "pass"));
    expect(judge(false, { opId: "a", setter: "a", baseSetter: "b", resolving: false })).toBe("pass");
  });

  test("is applied by whoever has seen what is there, and by whoever settles a conflict", () => {
    fc.assert(
      fc.property(setters, (who) => {
        const seen = judge(false, { ...who, baseSetter: who.setter });
        return seen === "apply" && judge(false, { ...who, resolving: true }) !== "concurrent";
      }),
    );
  });

  test("is concurrent when somebody else has set it since", () => {
    expect(judge(false, { opId: "a", setter: "c", baseSetter: "b", resolving: false })).toBe("concurrent");
    expect(judge(false, { opId: "a", setter: null, baseSetter: "b", resolving: false })).toBe("concurrent");
  });

  test("is told from the others by its columns, and an unknown column is no group", () => {
    const values = { starts_at: 1, ends_at: 2, client_id: "x" };
    expect([...(byGroup("appointment", values) ?? [])]).toEqual([
      ["time", { starts_at: 1, ends_at: 2 }],
      ["client", { client_id: "x" }],
    ]);
    expect(byGroup("appointment", { placed: 1 })).toBeNull();
  });

  test("counts what is absent as null", () => {
    expect(hasValues({ a: 1 }, { a: 1, b: null })).toBe(true);
    expect(hasValues({ a: 1 }, { a: 2 })).toBe(false);
  });
});

describe("two statuses set at once", () => {
  test("come to the same in either order, unless one calls off what the other says took place", () => {
    fc.assert(
      fc.property(status, status, (a, b) => {
        const [ab, ba] = [judgeStatus(a, b), judgeStatus(b, a)];
        if (ab === "edit-after-cancel" || ba === "edit-after-cancel") return ab === ba;
        return (ab === "apply" ? b : a) === (ba === "apply" ? a : b);
      }),
    );
  });

  test("leave a cancellation to a person only where somebody was there, or missed", () => {
    expect(judgeStatus("cancelled", "arrived")).toBe("edit-after-cancel");
    expect(judgeStatus("noshow", "cancelled")).toBe("edit-after-cancel");
    expect(judgeStatus("waitlist", "cancelled")).toBe("apply");
    expect(judgeStatus("cancelled", "entered-in-error")).toBe("apply");
  });
});

describe("a move", () => {
  const free = { equal: false, timeConcurrent: false, statusConcurrent: false };

  test("races only with another move, and not with one to the same place", () => {
    expect(refuseMove({ ...free, status: "booked", statusConcurrent: true })).toBeUndefined();
    expect(refuseMove({ ...free, status: "booked", timeConcurrent: true })).toBe("reschedule-race");
    expect(refuseMove({ ...free, status: "booked", timeConcurrent: true, equal: true })).toBeUndefined();
  });

  test("of what takes place no more needs a person if its mover could not know", () => {
    expect(refuseMove({ ...free, status: "cancelled" })).toBeUndefined();
    expect(refuseMove({ ...free, status: "cancelled", statusConcurrent: true })).toBe("edit-after-cancel");
    expect(refuseMove({ ...free, status: "noshow", timeConcurrent: true })).toBe("edit-after-cancel");
  });
});

test("a seat is the wanted one or the lowest that is free, and never one that is taken", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 8 })),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 9 }),
      (taken, capacity, wanted) => {
        const seats = new Set(taken);
        const seat = freeSeatOf(seats, capacity, wanted);
        const free = Array.from({ length: capacity }, (_, index) => index + 1).filter(
          (one) => !seats.has(one),
        );
        return seat === (free.includes(wanted) ? wanted : free[0]);
      },
    ),
  );
});
