import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { newId } from "../../../main/ids.ts";
import type { ExchangeReply, FeedEntry, PracticeChecked } from "../../../src/sync/protocol.ts";
import { op, resolve, time, update } from "../../helpers/ops.ts";
import { done, refusal } from "../../helpers/shared-desk.ts";
import { anotherDesk, book, booking, people, readyPractice } from "./shared-practice.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("an op", () => {
  test("is applied once, however often it is sent", async () => {
    const desk = await readyPractice();
    const offered = op([booking("a-1", time(0))]);
    const sent = await Promise.all(
      [1, 2, 3, 4].map(() => desk.call<ExchangeReply>("exchange", desk.request({ ops: [offered] }))),
    );
    const outcomes = sent.map((reply) => done(reply).outcomes[0]?.outcome);
    expect(outcomes.toSorted()).toEqual(["accepted", "duplicate", "duplicate", "duplicate"]);
    expect((await desk.exchange()).entries.filter(({ opId }) => opId === offered.opId)).toHaveLength(1);
  });

  test("twice in one call is answered twice and applied once", async () => {
    const desk = await readyPractice();
    const offered = op([booking("a-1", time(0))]);
    expect(await desk.push(offered, offered)).toEqual([
      { opId: offered.opId, outcome: "accepted" },
      { opId: offered.opId, outcome: "duplicate", reason: "accepted", seq: 2 },
    ]);
  });

  test("sent again is answered with what became of it then, whatever happened since", async () => {
    const desk = await readyPractice();
    const winner = await book(desk, time(0));
    const loser = op([booking("loser", time(0))]);
    await desk.push(loser);
    await desk.act(
      update("appointment", await desk.mustHave("appointment", winner), { status: "cancelled" }),
    );
    expect(await desk.push(loser)).toMatchObject([{ outcome: "duplicate", reason: "conflicted" }]);
    expect(await desk.row("appointment", "loser")).toMatchObject({ placed: 0 });
  });

  test("is the same whichever desk brings it", async () => {
    const desk = await readyPractice();
    const other = await anotherDesk(desk);
    const offered = op([booking("a-1", time(0))]);
    await desk.push(offered);
    expect(await other.push(offered)).toMatchObject([{ outcome: "duplicate" }]);
  });

  test("with an id that came with another content is set aside", async () => {
    const desk = await readyPractice();
    const opId = newId();
    await desk.push(op([booking("a-1", time(0))], { opId }));
    expect(await desk.push(op([booking("a-2", time(60))], { opId }))).toEqual([
      { opId, outcome: "quarantined", reason: "other-content" },
    ]);
    expect(await desk.row("appointment", "a-2")).toBeUndefined();
  });

  test("that is poisoned stops none of those behind it", async () => {
    const desk = await readyPractice();
    const outcomes = await desk.push(
      op([booking("a-1", { status: "nonsense" })]),
      op([booking("a-2", { client_id: "nobody" })]),
      op([booking("a-3", time(0))]),
      { opId: "", content: "" },
      op([booking("a-4", time(60))]),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      "quarantined",
      "deferred",
      "accepted",
      "quarantined",
      "accepted",
    ]);
  });

  test("that was set aside may be right later: it is tried afresh when it is offered again", async () => {
    const desk = await readyPractice();
    const offered = op([booking("a-1", { type_id: "new-type" })]);
    expect(await desk.push(offered)).toMatchObject([{ outcome: "deferred" }]);
    expect(await desk.push(offered)).toMatchObject([{ outcome: "deferred" }]);
  });
});

describe("the feed", () => {
  test("has one entry for each applied op, numbered without a gap, whatever was refused between them", async () => {
    const desk = await readyPractice();
    const ops = Array.from({ length: 60 }, (_, index) =>
      op([booking(newId(), index % 3 === 0 ? { status: "nonsense" } : time(index * 20))]),
    );
    await desk.push(...ops);
    expect(desk.seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
    const applied = ops.filter((_, index) => index % 3 !== 0);
    expect(desk.seen.slice(1).map(({ opId, content }) => ({ opId, content }))).toEqual(applied);
  });

  test("is chained: each hash is made of the one before and of all that the entry holds", async () => {
    const desk = await readyPractice();
    for (const start of [0, 0, 60]) await book(desk, time(start));
    const { rows } = await desk.practice.database.owner.query(
      "SELECT images::text AS images FROM anteroom.change WHERE practice_id = $1 ORDER BY seq",
      [desk.practice.practiceId],
    );
    let previous = "";
    for (const [index, entry] of desk.seen.entries()) {
      const { opId, content, outcome, hash } = entry as FeedEntry;
      expect(hash).toBe(sha256([previous, opId, sha256(content), outcome, rows[index].images].join("\n")));
      previous = hash;
    }
    expect(desk.seen).toHaveLength(4);
  });

  test("brings the rows as they were after each op, references first, conflicts last", async () => {
    const desk = await readyPractice();
    const winner = await book(desk, time(0));
    const loser = await book(desk, time(0));
    await desk.act(update("appointment", await desk.mustHave("appointment", winner), { status: "arrived" }));
    await desk.act(update("appointment", await desk.mustHave("appointment", loser), { status: "cancelled" }));
    const images = desk.seen.slice(1).map((entry) => entry.images.map(({ entity, id }) => `${entity} ${id}`));
    const conflict = `conflict slot-taken:${desk.seen[2]?.opId}:${loser}`;
    expect(images).toEqual([
      [`appointment ${winner}`],
      [`appointment ${loser}`, conflict],
      [`appointment ${winner}`],
      [`appointment ${loser}`, conflict],
    ]);
    const statuses = desk.seen
      .slice(1)
      .map((entry) => (entry.images[0]?.row as { status: string } | undefined)?.status);
    expect(statuses).toEqual(["booked", "booked", "arrived", "cancelled"]);
    expect(desk.seen[0]?.images.map(({ entity }) => entity)).toEqual([
      "practitioner",
      "practitioner",
      "room",
      "room",
      "client",
      "client",
      "client",
      "appointment_type",
    ]);
  });

  test("gives no row of another entity's columns, and no column that does not travel", async () => {
    const desk = await readyPractice();
    await book(desk, time(0));
    const row = desk.seen[1]?.images[0]?.row ?? {};
    expect(Object.keys(row).toSorted()).toEqual(
      [
        "id",
        "set_by",
        "placed",
        "practitioner_id",
        "room_id",
        "starts_at",
        "ends_at",
        "busy_until",
        "outside_reason",
        "status",
        "cancel_reason",
        "client_id",
        "type_id",
        "source",
        "series_id",
        "booked_by",
        "booked_at",
      ].toSorted(),
    );
  });

  test("is asked for piece by piece, and says how far there is to go", async () => {
    const desk = await readyPractice();
    await desk.push(...Array.from({ length: 9 }, (_, index) => op([booking(newId(), time(index * 60))])));
    const other = await anotherDesk(desk);
    const sizes: number[] = [];
    for (;;) {
      const { entries, head, from } = await other.exchange({ limit: 4 });
      expect(head).toBe(10);
      expect(from).toBe(sizes.reduce((sum, size) => sum + size, 0));
      sizes.push(entries.length);
      if (other.cursor.seq === head) break;
    }
    expect(sizes).toEqual([4, 4, 2]);
    expect(other.seen).toEqual(desk.seen);
  });

  test("also has the ops that were superseded", async () => {
    const desk = await readyPractice();
    await book(desk, time(0));
    const loser = await book(desk, time(0));
    const [conflict] = await desk.conflictsOf(loser);
    const settle = async (status: string) =>
      desk.act(
        resolve(conflict?.id ?? "", "cancelled"),
        update("appointment", await desk.mustHave("appointment", loser), { status }),
      );
    await settle("cancelled");
    const late = await settle("entered-in-error");
    expect(desk.seen.at(-1)).toMatchObject({ opId: late.opId, outcome: "superseded" });
  });

  test("is whole by the practice's own check, which finds what was tampered with", async () => {
    const desk = await readyPractice();
    for (const start of [0, 0, 60, 120]) await book(desk, time(start));
    const check = async () => done(await desk.call<PracticeChecked>("check_practice"));
    expect(await check()).toEqual({ ok: true, overlaps: 0, gaps: 0, conflictsByKind: { "slot-taken": 1 } });

    const { owner } = desk.practice.database;
    const here = [desk.practice.practiceId];
    await owner.query("UPDATE anteroom.change SET images = '[]' WHERE practice_id = $1 AND seq = 3", here);
    await owner.query("DELETE FROM anteroom.change WHERE practice_id = $1 AND seq = 5", here);
    expect((await check()).gaps).toBe(2);
  });
});

describe("the check of overlaps", () => {
  test("counts what no constraint has refused", async () => {
    const desk = await readyPractice();
    await book(desk, { ...time(0), room_id: people.blue });
    await book(desk, { ...time(60), practitioner_id: people.ben, room_id: people.blue });
    const owner = await desk.practice.database.owner.connect();
    try {
      await owner.query("BEGIN");
      await owner.query("ALTER TABLE anteroom.appointment DROP CONSTRAINT appointment_one_in_a_room");
      await owner.query(
        "UPDATE anteroom.appointment SET starts_at = starts_at - 1800 WHERE practice_id = $1 AND practitioner_id = $2",
        [desk.practice.practiceId, people.ben],
      );
      const { rows } = await owner.query("SELECT anteroom.count_overlaps($1)::int AS n", [
        desk.practice.practiceId,
      ]);
      expect(rows[0].n).toBe(1);
    } finally {
      await owner.query("ROLLBACK");
      owner.release();
    }
  });
});

describe("a request", () => {
  test.each<[string, Record<string, unknown>]>([
    ["no cursor", { cursor: undefined }],
    ["a cursor that is no number", { cursor: { seq: "x", hash: "" } }],
    ["more ops than a call may bring", { ops: Array.from({ length: 101 }, () => op([])) }],
    ["ops that are none", { ops: "all" }],
    ["a limit beyond the limit", { limit: 5_000 }],
    ["no schema", { schema: null }],
    ["leases that are none", { leases: [{ holdId: "h", seconds: 5 }] }],
    ["leases in words", { leases: [{ seconds: "soon" }] }],
  ])("with %s is invalid, and nothing of it is done", async (_, wrong) => {
    const desk = await readyPractice();
    const ops = [op([booking("a-1", time(0))])];
    const reply = await desk.call<object>("exchange", { ...desk.request({ ops }), ...wrong });
    expect(refusal(reply)).toBe("invalid");
    expect(await desk.row("appointment", "a-1")).toBeUndefined();
  });

  test("of a newer desk finds the server too old; an older desk is told to upgrade, and its ops wait", async () => {
    const desk = await readyPractice();
    const ops = [op([booking("a-1", time(0))])];
    expect(await desk.call("exchange", desk.request({ ops, schema: 2 }))).toEqual({
      ok: false,
      code: "server-too-old",
      schema: 1,
    });
    await desk.practice.database.owner.query(
      "UPDATE anteroom.counter SET min_client = 2 WHERE practice_id = $1",
      [desk.practice.practiceId],
    );
    expect(await desk.call("exchange", desk.request({ ops }))).toEqual({
      ok: false,
      code: "upgrade-required",
      minClient: 2,
    });
    expect(await desk.row("appointment", "a-1")).toBeUndefined();
  });
});

test("a hundred ops that meet nobody cost one call, and every outcome comes back in order", async () => {
  const desk = await readyPractice();
  const ops = Array.from({ length: 100 }, (_, index) => op([booking(newId(), time(index * 60))]));
  const outcomes = await desk.push(...ops);
  expect(outcomes).toEqual(ops.map(({ opId }) => ({ opId, outcome: "accepted" })));
});
