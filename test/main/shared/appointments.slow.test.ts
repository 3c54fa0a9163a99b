import { describe, expect, test } from "vitest";
import { newId } from "../../../main/ids.ts";
import type { RowChange, Values } from "../../../src/sync/op.ts";
import { op, time, update } from "../../helpers/ops.ts";
import type { SharedDesk } from "../../helpers/shared-desk.ts";
import { book, booking, people, readyPractice } from "./shared-practice.ts";

const outcomeOf = async (desk: SharedDesk, ...changes: RowChange[]) => (await desk.act(...changes)).outcome;
const set = async (desk: SharedDesk, id: string, values: Values) =>
  desk.act(update("appointment", await desk.mustHave("appointment", id), values));

describe("a new booking", () => {
  test("takes a free time, and the next one may begin when it is over", async () => {
    const desk = await readyPractice();
    expect(await outcomeOf(desk, booking("a-1", time(0, 50, 10)))).toBe("accepted");
    expect(await outcomeOf(desk, booking("a-2", time(60)))).toBe("accepted");
    expect(await desk.row("appointment", "a-1")).toMatchObject({ placed: 1, status: "booked" });
  });

  test("of a time that is taken is kept without it, with a conflict that names the winner", async () => {
    const desk = await readyPractice();
    const winner = await book(desk, time(0));
    const offered = op([booking("loser", time(30))], { at: 77, actor: "Ms Sand" });
    expect(await desk.push(offered)).toEqual([{ opId: offered.opId, outcome: "conflicted" }]);
    expect(await desk.row("appointment", "loser")).toMatchObject({
      ...time(30),
      placed: 0,
      status: "booked",
    });
    expect(await desk.conflictsOf("loser")).toEqual([
      {
        id: `slot-taken:${offered.opId}:loser`,
        kind: "slot-taken",
        entity: "appointment",
        row_id: "loser",
        other_id: winner,
        op_id: offered.opId,
        opened_by: "Ms Sand",
        opened_at: 77,
        detail: {
          wanted: { practitioner_id: people.ada, room_id: null, ...time(30) },
          current: { practitioner_id: people.ada, room_id: null, ...time(0) },
          resource: "practitioner",
        },
        state: "open",
        resolution: null,
        closed_op: null,
        closed_by: null,
        closed_at: null,
      },
    ]);
  });

  test("loses to whoever has the room, too", async () => {
    const desk = await readyPractice();
    const winner = await book(desk, { ...time(0), practitioner_id: people.ben, room_id: people.blue });
    const loser = await book(desk, { ...time(10), room_id: people.blue });
    const [conflict] = await desk.conflictsOf(loser);
    expect(conflict).toMatchObject({ kind: "slot-taken", other_id: winner, detail: { resource: "room" } });
  });

  test("that holds no time is stored wherever it is", async () => {
    const desk = await readyPractice();
    await book(desk, time(0));
    const waiting = await book(desk, { ...time(0), status: "waitlist" });
    expect(await desk.row("appointment", waiting)).toMatchObject({ status: "waitlist", placed: 1 });
    expect(await desk.conflictsOf(waiting)).toEqual([]);
  });

  test("that is there already changes nothing", async () => {
    const desk = await readyPractice();
    await desk.act(booking("a-1", time(0)));
    expect(await outcomeOf(desk, booking("a-1", time(120)))).toBe("accepted");
    expect(await desk.row("appointment", "a-1")).toMatchObject(time(0));
  });
});

describe("a status", () => {
  test("that was corrected to an earlier one by somebody who saw the present is taken", async () => {
    const desk = await readyPractice();
    const id = await book(desk);
    await set(desk, id, { status: "fulfilled" });
    expect(await set(desk, id, { status: "booked" })).toMatchObject({ outcome: "accepted" });
    expect(await desk.row("appointment", id)).toMatchObject({ status: "booked" });
  });

  test.each([
    ["arrived", "checked-in", "checked-in"],
    ["checked-in", "arrived", "checked-in"],
    ["fulfilled", "noshow", "noshow"],
    ["waitlist", "arrived", "arrived"],
    ["arrived", "waitlist", "arrived"],
    ["cancelled", "entered-in-error", "entered-in-error"],
    ["cancelled", "waitlist", "cancelled"],
    ["entered-in-error", "arrived", "entered-in-error"],
  ])("%s here and %s there at once ends as %s", async (first, second, stays) => {
    const desk = await readyPractice();
    const id = await book(desk);
    const seen = await desk.mustHave("appointment", id);
    await desk.act(update("appointment", seen, { status: first }));
    expect(await outcomeOf(desk, update("appointment", seen, { status: second }))).toBe("accepted");
    expect(await desk.row("appointment", id)).toMatchObject({ status: stays, placed: 1 });
    expect(await desk.conflictsOf(id)).toEqual([]);
  });

  test.each([
    ["cancelled", "arrived"],
    ["arrived", "cancelled"],
    ["cancelled", "noshow"],
    ["noshow", "cancelled"],
  ])("%s here and %s there at once is for a person to decide", async (first, second) => {
    const desk = await readyPractice();
    const id = await book(desk);
    const seen = await desk.mustHave("appointment", id);
    await desk.act(update("appointment", seen, { status: first }));
    expect(await outcomeOf(desk, update("appointment", seen, { status: second }))).toBe("conflicted");
    expect(await desk.row("appointment", id)).toMatchObject({ status: first });
    expect(await desk.conflictsOf(id)).toMatchObject([
      { kind: "edit-after-cancel", detail: { wanted: { status: second }, current: { status: first } } },
    ]);
  });

  test("that is set equal on both sides keeps its first setter", async () => {
    const desk = await readyPractice();
    const id = await book(desk);
    const seen = await desk.mustHave("appointment", id);
    await desk.act(update("appointment", seen, { status: "cancelled", cancel_reason: "ill" }));
    const before = await desk.row("appointment", id);
    expect(
      await outcomeOf(desk, update("appointment", seen, { status: "cancelled", cancel_reason: "ill" })),
    ).toBe("accepted");
    expect(await desk.row("appointment", id)).toEqual(before);
  });

  test("that takes the time again finds it taken", async () => {
    const desk = await readyPractice();
    const id = await book(desk, time(0));
    await set(desk, id, { status: "cancelled" });
    const winner = await book(desk, time(0));
    expect(await set(desk, id, { status: "booked" })).toMatchObject({ outcome: "conflicted" });
    expect(await desk.row("appointment", id)).toMatchObject({ status: "booked", placed: 0 });
    expect(await desk.conflictsOf(id)).toMatchObject([
      { kind: "slot-taken", state: "open", other_id: winner },
    ]);
  });

  test("of a row without its time places it as soon as the time is free", async () => {
    const desk = await readyPractice();
    const winner = await book(desk, time(0));
    const loser = await book(desk, time(0));
    await set(desk, loser, { status: "arrived" });
    const open = (await desk.conflictsOf(loser)).filter(({ state }) => state === "open");
    expect(open).toHaveLength(1);
    await set(desk, winner, { status: "cancelled" });
    expect(await desk.row("appointment", loser)).toMatchObject({ status: "arrived", placed: 0 });
    expect(await set(desk, loser, { status: "checked-in" })).toMatchObject({ outcome: "accepted" });
    expect(await desk.row("appointment", loser)).toMatchObject({ placed: 1 });
    const states = (await desk.conflictsOf(loser)).map(({ state }) => state);
    expect(states).toEqual(["closed", "closed"]);
  });

  test("that ends a row without its time closes its conflict", async () => {
    const desk = await readyPractice();
    await book(desk, time(0));
    const loser = await book(desk, time(0));
    const cancelled = await set(desk, loser, { status: "cancelled" });
    expect(await desk.row("appointment", loser)).toMatchObject({ status: "cancelled", placed: 1 });
    expect(await desk.conflictsOf(loser)).toMatchObject([{ state: "closed", closed_op: cancelled.opId }]);
  });
});

describe("a move", () => {
  test("to a free time is made, and the row keeps what others set meanwhile", async () => {
    const desk = await readyPractice();
    const id = await book(desk, time(0));
    const seen = await desk.mustHave("appointment", id);
    await set(desk, id, { status: "arrived" });
    expect(await outcomeOf(desk, update("appointment", seen, time(60)))).toBe("accepted");
    expect(await desk.row("appointment", id)).toMatchObject({ ...time(60), placed: 1, status: "arrived" });
  });

  test("to a taken time leaves the appointment where it was", async () => {
    const desk = await readyPractice();
    const other = await book(desk, time(60));
    const id = await book(desk, time(0));
    expect(await set(desk, id, time(60))).toMatchObject({ outcome: "conflicted" });
    expect(await desk.row("appointment", id)).toMatchObject({ ...time(0), placed: 1 });
    expect(await desk.conflictsOf(id)).toMatchObject([
      { kind: "reschedule-race", other_id: other, detail: { wanted: time(60), current: time(0) } },
    ]);
  });

  test("that another move overtook leaves the row untouched", async () => {
    const desk = await readyPractice();
    const id = await book(desk, time(0));
    const seen = await desk.mustHave("appointment", id);
    await desk.act(update("appointment", seen, time(60)));
    expect(await outcomeOf(desk, update("appointment", seen, time(120)))).toBe("conflicted");
    expect(await desk.row("appointment", id)).toMatchObject(time(60));
    expect(await desk.conflictsOf(id)).toMatchObject([
      { kind: "reschedule-race", other_id: null, detail: { wanted: time(120), current: time(60) } },
    ]);
  });

  test("to the place where another move put it agrees", async () => {
    const desk = await readyPractice();
    const id = await book(desk, time(0));
    const seen = await desk.mustHave("appointment", id);
    await desk.act(update("appointment", seen, time(60)));
    const before = await desk.row("appointment", id);
    expect(await outcomeOf(desk, update("appointment", seen, time(60)))).toBe("accepted");
    expect(await desk.row("appointment", id)).toEqual(before);
  });

  test("of a row that was cancelled meanwhile is for a person to decide", async () => {
    const desk = await readyPractice();
    const id = await book(desk, time(0));
    const seen = await desk.mustHave("appointment", id);
    await set(desk, id, { status: "cancelled" });
    expect(await outcomeOf(desk, update("appointment", seen, time(60)))).toBe("conflicted");
    expect(await desk.row("appointment", id)).toMatchObject({ ...time(0), status: "cancelled" });
    expect(await desk.conflictsOf(id)).toMatchObject([{ kind: "edit-after-cancel", state: "open" }]);
  });

  test("of a row that its desk knew to be cancelled is a plain edit", async () => {
    const desk = await readyPractice();
    const id = await book(desk, time(0));
    await set(desk, id, { status: "cancelled" });
    expect(await set(desk, id, time(60))).toMatchObject({ outcome: "accepted" });
    expect(await desk.row("appointment", id)).toMatchObject({ ...time(60), status: "cancelled" });
  });

  test("of a row without its time places it, or lets it wait at the new place", async () => {
    const desk = await readyPractice();
    await book(desk, time(0));
    const other = await book(desk, time(60));
    const loser = await book(desk, time(0));
    const waits = await set(desk, loser, time(60));
    expect(waits).toMatchObject({ outcome: "conflicted" });
    expect(await desk.row("appointment", loser)).toMatchObject({ ...time(60), placed: 0 });
    const open = (await desk.conflictsOf(loser)).filter(({ state }) => state === "open");
    expect(open).toMatchObject([{ kind: "slot-taken", op_id: waits.opId, other_id: other }]);
    expect(await set(desk, loser, time(120))).toMatchObject({ outcome: "accepted" });
    expect(await desk.row("appointment", loser)).toMatchObject({ ...time(120), placed: 1 });
    expect((await desk.conflictsOf(loser)).map(({ state }) => state)).toEqual(["closed", "closed"]);
  });

  test("and a revival in one op take the new time, whatever the old one", async () => {
    const desk = await readyPractice();
    const id = await book(desk, time(0));
    await set(desk, id, { status: "cancelled" });
    await book(desk, time(0));
    expect(await set(desk, id, { ...time(60), status: "booked" })).toMatchObject({ outcome: "accepted" });
    expect(await desk.row("appointment", id)).toMatchObject({ ...time(60), status: "booked", placed: 1 });
    expect(await desk.conflictsOf(id)).toEqual([]);
  });
});

describe("several rows moved by one op", () => {
  test("trade places", async () => {
    const desk = await readyPractice();
    const first = await book(desk, time(0));
    const second = await book(desk, time(60));
    const rows = [
      await desk.mustHave("appointment", first),
      await desk.mustHave("appointment", second),
    ] as const;
    expect(
      await outcomeOf(
        desk,
        update("appointment", rows[0], time(60)),
        update("appointment", rows[1], time(0)),
      ),
    ).toBe("accepted");
    expect(await desk.row("appointment", first)).toMatchObject({ ...time(60), placed: 1 });
    expect(await desk.row("appointment", second)).toMatchObject({ ...time(0), placed: 1 });
  });

  test("all stay if one finds its place taken", async () => {
    const desk = await readyPractice();
    const ids = [await book(desk, time(0)), await book(desk, time(60)), await book(desk, time(120))];
    const inTheWay = await book(desk, time(200));
    const rows = await Promise.all(ids.map((id) => desk.mustHave("appointment", id)));
    const shift = rows.map((row, index) => update("appointment", row, time(index * 60 + 40)));
    expect(await outcomeOf(desk, ...shift)).toBe("conflicted");
    for (const [index, id] of ids.entries()) {
      expect(await desk.row("appointment", id)).toMatchObject({ ...time(index * 60), placed: 1 });
      expect(await desk.conflictsOf(id)).toMatchObject([
        { kind: "reschedule-race", state: "open", other_id: index === 2 ? inTheWay : null },
      ]);
    }
  });

  test("all stay if one was moved by another meanwhile", async () => {
    const desk = await readyPractice();
    const first = await book(desk, time(0));
    const second = await book(desk, time(60));
    const rows = [
      await desk.mustHave("appointment", first),
      await desk.mustHave("appointment", second),
    ] as const;
    await set(desk, second, time(300));
    await outcomeOf(desk, update("appointment", rows[0], time(60)), update("appointment", rows[1], time(0)));
    expect(await desk.row("appointment", first)).toMatchObject(time(0));
    expect(await desk.row("appointment", second)).toMatchObject(time(300));
    for (const id of [first, second]) {
      expect(await desk.conflictsOf(id)).toMatchObject([{ kind: "reschedule-race", state: "open" }]);
    }
  });

  test("all stay if two of them want the same time", async () => {
    const desk = await readyPractice();
    const first = await book(desk, time(0));
    const second = await book(desk, time(60));
    const rows = [
      await desk.mustHave("appointment", first),
      await desk.mustHave("appointment", second),
    ] as const;
    await outcomeOf(
      desk,
      update("appointment", rows[0], time(120)),
      update("appointment", rows[1], time(130)),
    );
    expect(await desk.conflictsOf(first)).toMatchObject([{ kind: "reschedule-race", other_id: second }]);
    expect(await desk.conflictsOf(second)).toMatchObject([{ kind: "reschedule-race", other_id: first }]);
  });

  test("may take the place of one that the same op cancels", async () => {
    const desk = await readyPractice();
    const mover = await book(desk, time(0));
    const leaver = await book(desk, time(60));
    const rows = [
      await desk.mustHave("appointment", mover),
      await desk.mustHave("appointment", leaver),
    ] as const;
    expect(
      await outcomeOf(
        desk,
        update("appointment", rows[0], time(60)),
        update("appointment", rows[1], { status: "cancelled" }),
      ),
    ).toBe("accepted");
    expect(await desk.row("appointment", mover)).toMatchObject({ ...time(60), placed: 1 });
  });

  test("and a series booked in one op keeps those that are free", async () => {
    const desk = await readyPractice();
    await book(desk, time(1440));
    const ids = [newId(), newId(), newId()];
    expect(await outcomeOf(desk, ...ids.map((id, week) => booking(id, time(week * 1440))))).toBe(
      "conflicted",
    );
    const placed = await Promise.all(
      ids.map(async (id) => (await desk.mustHave("appointment", id))["placed"]),
    );
    expect(placed).toEqual([1, 0, 1]);
  });
});
