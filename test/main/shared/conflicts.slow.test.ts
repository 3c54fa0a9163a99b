import { describe, expect, test } from "vitest";
import { newId } from "../../../main/ids.ts";
import type { Resolution } from "../../../src/conflicts/conflict.ts";
import type { RowChange, Values } from "../../../src/sync/op.ts";
import { blockValues, insert, minute, op, resolve, time, update } from "../../helpers/ops.ts";
import type { SharedDesk } from "../../helpers/shared-desk.ts";
import { book, booking, people, readyPractice } from "./shared-practice.ts";

/** The one open conflict about a row. */
async function openConflict(desk: SharedDesk, rowId: string) {
  const open = (await desk.conflictsOf(rowId)).filter(({ state }) => state === "open");
  expect(open).toHaveLength(1);
  return open[0] as (typeof open)[number];
}

/** A booking that lost its time to another. */
async function losing(desk: SharedDesk) {
  const winner = await book(desk, time(0));
  const loser = await book(desk, time(0));
  const { id } = await openConflict(desk, loser);
  const settle = async (resolution: Resolution, values?: Values, actor = "Ms Sand") => {
    const changes: RowChange[] = [resolve(id, resolution)];
    if (values) changes.push(update("appointment", await desk.mustHave("appointment", loser), values));
    const offered = op(changes, { actor, at: 99 });
    const [answer] = await desk.push(offered);
    return { ...offered, ...answer };
  };
  return { winner, loser, id, settle };
}

describe("a resolution", () => {
  test("moves the booking and says who settled it", async () => {
    const desk = await readyPractice();
    const { loser, settle } = await losing(desk);
    const { opId, outcome } = await settle("moved", time(60));
    expect(outcome).toBe("accepted");
    expect(await desk.row("appointment", loser)).toMatchObject({ ...time(60), placed: 1 });
    expect(await desk.conflictsOf(loser)).toMatchObject([
      { state: "resolved", resolution: "moved", closed_op: opId, closed_by: "Ms Sand", closed_at: 99 },
    ]);
  });

  test("takes the time where it was, once that is free", async () => {
    const desk = await readyPractice();
    const { winner, loser, settle } = await losing(desk);
    await desk.act(
      update("appointment", await desk.mustHave("appointment", winner), { status: "cancelled" }),
    );
    await settle("moved", time(0));
    expect(await desk.row("appointment", loser)).toMatchObject({ ...time(0), placed: 1 });
  });

  test("that finds no room applies nothing and leaves the conflict open", async () => {
    const desk = await readyPractice();
    const { loser, id, settle } = await losing(desk);
    await book(desk, time(60));
    const before = await desk.row("appointment", loser);
    const { outcome, reason } = await settle("moved", { ...time(60), client_id: people.dan });
    expect({ outcome, reason }).toEqual({ outcome: "conflicted", reason: "no-room" });
    expect(await desk.row("appointment", loser)).toEqual(before);
    expect(await openConflict(desk, loser)).toMatchObject({ id, resolution: null });
    expect(desk.seen.at(-1)).toMatchObject({ outcome: "conflicted" });
    expect(desk.seen.at(-1)?.images.map((image) => image.id)).toEqual([loser, id]);
  });

  test("that comes second is superseded, and what it changed is not", async () => {
    const desk = await readyPractice();
    const { loser, id, settle } = await losing(desk);
    const late = op([
      resolve(id, "cancelled"),
      update("appointment", await desk.mustHave("appointment", loser), { status: "cancelled" }),
    ]);
    await settle("moved", time(60));
    expect(await desk.push(late)).toMatchObject([{ outcome: "superseded" }]);
    expect(await desk.row("appointment", loser)).toMatchObject({ ...time(60), status: "booked" });
    expect(await desk.conflictsOf(loser)).toMatchObject([{ resolution: "moved" }]);
    // The feed tells the desk that lost how things stand.
    expect(desk.seen.at(-1)?.images.map((image) => image.id)).toEqual([loser, id]);
  });

  test("is superseded, too, when the cause went by itself", async () => {
    const desk = await readyPractice();
    const { loser, settle } = await losing(desk);
    await desk.act(update("appointment", await desk.mustHave("appointment", loser), { status: "cancelled" }));
    expect(await settle("waitlisted", { status: "waitlist" })).toMatchObject({ outcome: "superseded" });
    expect(await desk.row("appointment", loser)).toMatchObject({ status: "cancelled" });
  });

  test("is taken as based on the present, whoever changed the row since", async () => {
    const desk = await readyPractice();
    const { loser, id } = await losing(desk);
    const seen = await desk.mustHave("appointment", loser);
    await desk.act(update("appointment", seen, { client_id: people.dan }));
    await desk.push(
      op([resolve(id, "moved"), update("appointment", seen, { ...time(60), client_id: people.eve })]),
    );
    expect(await desk.row("appointment", loser)).toMatchObject({ ...time(60), client_id: people.eve });
    expect((await desk.conflictsOf(loser)).map(({ kind }) => kind)).toEqual(["slot-taken"]);
  });

  test("gives both their time by a swap", async () => {
    const desk = await readyPractice();
    const { winner, loser, id } = await losing(desk);
    expect(
      await desk.act(
        resolve(id, "swapped"),
        update("appointment", await desk.mustHave("appointment", winner), time(60)),
        update("appointment", await desk.mustHave("appointment", loser), time(0)),
      ),
    ).toMatchObject({ outcome: "accepted" });
    expect(await desk.row("appointment", winner)).toMatchObject({ ...time(60), placed: 1 });
  });

  test.each<[Resolution, string]>([
    ["cancelled", "cancelled"],
    ["waitlisted", "waitlist"],
  ])("as %s ends the wish for the time", async (resolution, status) => {
    const desk = await readyPractice();
    const { loser, settle } = await losing(desk);
    expect(await settle(resolution, { status })).toMatchObject({ outcome: "accepted" });
    expect(await desk.row("appointment", loser)).toMatchObject({ status, placed: 1 });
    expect(await desk.conflictsOf(loser)).toMatchObject([{ state: "resolved", resolution }]);
  });

  test("may not leave a booking without its time and without a conflict", async () => {
    const desk = await readyPractice();
    const { loser, settle } = await losing(desk);
    expect(await settle("kept")).toMatchObject({ outcome: "conflicted" });
    await openConflict(desk, loser);
  });

  test("of a conflict whose op has not come yet waits for it; of one that its op did not open is superseded", async () => {
    const desk = await readyPractice();
    const coming = op([booking("a-1", time(0))]);
    const settling = op([resolve(`slot-taken:${coming.opId}:a-1`, "kept")]);
    expect(await desk.push(settling)).toMatchObject([{ outcome: "deferred", reason: "unknown_conflict" }]);
    await desk.push(coming);
    expect(await desk.push(settling)).toMatchObject([{ outcome: "superseded" }]);
  });

  test("of a meeting waits until both rows are known", async () => {
    const desk = await readyPractice();
    const settling = op([resolve("meets:a-1:b-1", "kept")]);
    await desk.act(booking("a-1", time(0)));
    expect(await desk.push(settling)).toMatchObject([{ outcome: "deferred" }]);
    await desk.act(
      insert(
        "block",
        "b-1",
        blockValues({ practitioner_id: people.ada, starts_at: minute(300), ends_at: minute(360) }),
      ),
    );
    expect(await desk.push(settling)).toMatchObject([{ outcome: "superseded" }]);
  });
});

describe("a conflict whose cause is gone closes by itself", () => {
  test("reschedule-race: a later op moved the row", async () => {
    const desk = await readyPractice();
    const id = await book(desk, time(0));
    const seen = await desk.mustHave("appointment", id);
    await desk.act(update("appointment", seen, time(60)));
    await desk.act(update("appointment", seen, time(120)));
    const moved = await desk.act(update("appointment", await desk.mustHave("appointment", id), time(180)));
    expect(await desk.conflictsOf(id)).toMatchObject([{ state: "closed", closed_op: moved.opId }]);
  });

  test("reschedule-race: the row no longer occupies", async () => {
    const desk = await readyPractice();
    const id = await book(desk, time(0));
    await book(desk, time(60));
    await desk.act(update("appointment", await desk.mustHave("appointment", id), time(60)));
    await desk.act(update("appointment", await desk.mustHave("appointment", id), { status: "arrived" }));
    await openConflict(desk, id);
    await desk.act(update("appointment", await desk.mustHave("appointment", id), { status: "noshow" }));
    expect(await desk.conflictsOf(id)).toMatchObject([{ state: "closed" }]);
  });

  test("edit-after-cancel: a later op set the status", async () => {
    const desk = await readyPractice();
    const id = await book(desk, time(0));
    const seen = await desk.mustHave("appointment", id);
    await desk.act(update("appointment", seen, { status: "cancelled" }));
    await desk.act(update("appointment", seen, { status: "arrived" }));
    await openConflict(desk, id);
    await desk.act(update("appointment", await desk.mustHave("appointment", id), { status: "booked" }));
    expect(await desk.conflictsOf(id)).toMatchObject([{ state: "closed" }]);
  });

  test("field-divergence: a later op set the group, and no other group does", async () => {
    const desk = await readyPractice();
    const seen = await desk.mustHave("client", people.cleo);
    await desk.act(update("client", seen, { email: "1" }));
    await desk.act(update("client", seen, { email: "2" }));
    await desk.act(update("client", await desk.mustHave("client", people.cleo), { remark: "tall" }));
    await openConflict(desk, people.cleo);
    await desk.act(update("client", await desk.mustHave("client", people.cleo), { email: "2" }));
    expect(await desk.conflictsOf(people.cleo)).toMatchObject([{ state: "closed" }]);
  });
});

describe("a booking over time off", () => {
  const block = (id: string, values: Values = {}) =>
    insert("block", id, blockValues({ practitioner_id: people.ada, ...values }));
  const meeting = "meets:a-1:b-1";

  test.each([
    ["block first", [block("b-1"), booking("a-1", time(30))]],
    ["booking first", [booking("a-1", time(30)), block("b-1")]],
  ])("stays, and a conflict names both: %s", async (_, changes) => {
    const desk = await readyPractice();
    for (const change of changes) await desk.act(change);
    expect(await desk.row("appointment", "a-1")).toMatchObject({ placed: 1 });
    expect(await openConflict(desk, "a-1")).toMatchObject({
      id: meeting,
      kind: "booking-meets-block",
      other_id: "b-1",
      detail: { wanted: { starts_at: minute(30) }, current: { starts_at: minute(0), reason: "Away" } },
    });
  });

  test("of a calendar is an external event over a booking", async () => {
    const desk = await readyPractice();
    await desk.act(booking("a-1", time(30)));
    await desk.act(block("b-1", { source: "google" }));
    expect(await openConflict(desk, "a-1")).toMatchObject({ kind: "external-event-over-booking" });
  });

  test("is none if only the buffer reaches in, if it is somebody else's or removed, or if nothing is held", async () => {
    const desk = await readyPractice();
    await desk.act(block("b-1"));
    await desk.act(
      block("b-2", { practitioner_id: people.ben, starts_at: minute(500), ends_at: minute(600) }),
    );
    await desk.act(block("b-3", { removed: 1, starts_at: minute(500), ends_at: minute(600) }));
    await desk.act(booking("a-1", { starts_at: minute(-50), ends_at: minute(0), busy_until: minute(10) }));
    await desk.act(booking("a-2", time(500)));
    await desk.act(booking("a-3", { ...time(30), status: "waitlist" }));
    for (const id of ["a-1", "a-2", "a-3"]) expect(await desk.conflictsOf(id)).toEqual([]);
  });

  test.each<[string, (desk: SharedDesk) => Promise<RowChange>]>([
    ["moved", async (desk) => update("appointment", await desk.mustHave("appointment", "a-1"), time(300))],
    [
      "cancelled",
      async (desk) =>
        update("appointment", await desk.mustHave("appointment", "a-1"), { status: "cancelled" }),
    ],
    [
      "left by the block",
      async (desk) => update("block", await desk.mustHave("block", "b-1"), { ends_at: minute(30) }),
    ],
    ["freed", async (desk) => update("block", await desk.mustHave("block", "b-1"), { removed: 1 })],
  ])("is closed when it is %s, and opened again when the two meet again", async (_, leave) => {
    const desk = await readyPractice();
    await desk.act(block("b-1"));
    await desk.act(booking("a-1", time(30)));
    await desk.act(await leave(desk));
    expect(await desk.conflictsOf("a-1")).toMatchObject([{ id: meeting, state: "closed" }]);
    const again = await desk.act(
      update("appointment", await desk.mustHave("appointment", "a-1"), { ...time(10), status: "arrived" }),
      update("block", await desk.mustHave("block", "b-1"), { removed: 0, ends_at: minute(61) }),
    );
    expect(await openConflict(desk, "a-1")).toMatchObject({
      id: meeting,
      op_id: again.opId,
      closed_op: null,
    });
  });

  test("that a person keeps stays so when somebody arrives, until one of the two is put elsewhere", async () => {
    const desk = await readyPractice();
    await desk.act(block("b-1"));
    await desk.act(booking("a-1", time(30)));
    expect(await desk.act(resolve(meeting, "kept"))).toMatchObject({ outcome: "accepted" });
    await desk.act(update("appointment", await desk.mustHave("appointment", "a-1"), { status: "arrived" }));
    expect(await desk.conflictsOf("a-1")).toMatchObject([{ state: "resolved" }]);
    await desk.act(update("block", await desk.mustHave("block", "b-1"), { ends_at: minute(70) }));
    await openConflict(desk, "a-1");
  });
});

test("a repeating block met by bookings names each occurrence", async () => {
  const desk = await readyPractice();
  await desk.act(booking("a-1", time(0)), booking("a-2", time(1440)));
  const series = newId();
  await desk.act(
    insert("block_series", series, {
      practitioner_id: people.ada,
      rrule: "FREQ=DAILY",
      zone: "Europe/Berlin",
      first_start: "2026-03-02T09:00",
      duration_minutes: 60,
      reason: "Course",
      removed: 0,
    }),
    ...[0, 1, 2].map((day) =>
      insert(
        "block",
        `b-${day}`,
        blockValues({
          practitioner_id: people.ada,
          series_id: series,
          starts_at: minute(day * 1440),
          ends_at: minute(day * 1440 + 60),
        }),
      ),
    ),
  );
  expect((await desk.conflictsOf("a-1")).map(({ id }) => id)).toEqual(["meets:a-1:b-0"]);
  expect((await desk.conflictsOf("a-2")).map(({ id }) => id)).toEqual(["meets:a-2:b-1"]);
});
