import { describe, expect, test } from "vitest";
import { newId } from "../../../main/ids.ts";
import type { Values } from "../../../src/sync/op.ts";
import { insert, op, time, update } from "../../helpers/ops.ts";
import type { SharedDesk } from "../../helpers/shared-desk.ts";
import { book, booking, people, readyPractice } from "./shared-practice.ts";

describe("fields of a row", () => {
  test("that two desks set, each its own, merge", async () => {
    const desk = await readyPractice();
    const seen = await desk.mustHave("client", people.cleo);
    await desk.act(update("client", seen, { email: "cleo@example.com" }));
    const phone = { phone: "+49 30 1", phone_digits: "49301" };
    expect(await desk.act(update("client", seen, phone))).toMatchObject({ outcome: "accepted" });
    expect(await desk.row("client", people.cleo)).toMatchObject({ email: "cleo@example.com", ...phone });
  });

  test("that both set stay as the server has them, with a conflict that holds both", async () => {
    const desk = await readyPractice();
    const seen = await desk.mustHave("client", people.cleo);
    await desk.act(update("client", seen, { phone: "1", phone_digits: "1" }));
    const late = await desk.act(
      update("client", seen, { phone: "2", phone_digits: "2", email: "c@example.com" }),
    );
    expect(late).toMatchObject({ outcome: "conflicted" });
    expect(await desk.row("client", people.cleo)).toMatchObject({ phone: "1", email: "c@example.com" });
    expect(await desk.conflictsOf(people.cleo)).toMatchObject([
      {
        id: `field-divergence:${late.opId}:${people.cleo}:phone`,
        kind: "field-divergence",
        entity: "client",
        detail: {
          group: "phone",
          wanted: { phone: "2", phone_digits: "2" },
          current: { phone: "1", phone_digits: "1" },
        },
      },
    ]);
  });

  test("of an appointment merge like any others, also when it is cancelled", async () => {
    const desk = await readyPractice();
    const id = await book(desk);
    const seen = await desk.mustHave("appointment", id);
    await desk.act(update("appointment", seen, { status: "cancelled" }));
    await desk.act(update("appointment", seen, { client_id: people.dan }));
    await desk.act(update("appointment", seen, { client_id: people.eve }));
    expect(await desk.row("appointment", id)).toMatchObject({ status: "cancelled", client_id: people.dan });
    expect(await desk.conflictsOf(id)).toMatchObject([
      { kind: "field-divergence", detail: { group: "client", wanted: { client_id: people.eve } } },
    ]);
  });

  test("written with the value that is there keep their setter, so that an earlier op is not late", async () => {
    const desk = await readyPractice();
    const seen = await desk.mustHave("room", people.blue);
    await desk.act(update("room", seen, { name: "Blue" }));
    expect(await desk.row("room", people.blue)).toEqual(seen);
  });
});

describe("a seat", () => {
  async function group(capacity: number): Promise<{ desk: SharedDesk; session: string }> {
    const desk = await readyPractice();
    const session = newId();
    await desk.act(booking(session, { client_id: null }), insert("group_session", session, { capacity }));
    return { desk, session };
  }
  const seatOf = async (desk: SharedDesk, id: string) => (await desk.mustHave("attendee", id))["seat"];
  const seat = (id: string, appointment_id: string, client_id: string, wanted: number | null = 1) =>
    insert("attendee", id, { appointment_id, client_id, seat: wanted });

  test("that is taken gives way to the lowest free one", async () => {
    const { desk, session } = await group(3);
    await desk.act(seat("t-1", session, people.cleo, 2));
    expect(await desk.act(seat("t-2", session, people.dan, 2))).toMatchObject({ outcome: "accepted" });
    await desk.act(seat("t-3", session, people.eve, 2));
    expect([await seatOf(desk, "t-1"), await seatOf(desk, "t-2"), await seatOf(desk, "t-3")]).toEqual([
      2, 1, 3,
    ]);
    expect(await desk.row("attendee", "t-1")).not.toHaveProperty("capacity");
  });

  test("in a full session is none, with a conflict", async () => {
    const { desk, session } = await group(1);
    await desk.act(seat("t-1", session, people.cleo));
    expect(await desk.act(seat("t-2", session, people.dan))).toMatchObject({ outcome: "conflicted" });
    expect(await seatOf(desk, "t-2")).toBeNull();
    expect(await desk.conflictsOf("t-2")).toMatchObject([
      { kind: "seat-taken", entity: "attendee", other_id: null, detail: { wanted: { seat: 1 } } },
    ]);
  });

  test("for somebody who sits there already is none, with a conflict that names the first", async () => {
    const { desk, session } = await group(4);
    await desk.act(seat("t-1", session, people.cleo));
    await desk.act(seat("t-2", session, people.cleo));
    expect(await seatOf(desk, "t-2")).toBeNull();
    expect(await desk.conflictsOf("t-2")).toMatchObject([{ kind: "seat-taken", other_id: "t-1" }]);
  });

  test("that one gives up is free for another, whose conflict is closed by taking it", async () => {
    const { desk, session } = await group(1);
    await desk.act(seat("t-1", session, people.cleo));
    await desk.act(seat("t-2", session, people.dan));
    await desk.act(update("attendee", await desk.mustHave("attendee", "t-1"), { seat: null }));
    await desk.act(update("attendee", await desk.mustHave("attendee", "t-2"), { seat: 1 }));
    expect([await seatOf(desk, "t-1"), await seatOf(desk, "t-2")]).toEqual([null, 1]);
    expect(await desk.conflictsOf("t-2")).toMatchObject([{ state: "closed" }]);
  });

  test("is wanted no more when the session is cancelled: its conflict is closed", async () => {
    const { desk, session } = await group(1);
    await desk.act(seat("t-1", session, people.cleo));
    await desk.act(seat("t-2", session, people.dan));
    await desk.act(
      update("appointment", await desk.mustHave("appointment", session), { status: "cancelled" }),
    );
    expect(await desk.conflictsOf("t-2")).toMatchObject([{ state: "closed" }]);
  });

  test("that an op got is not dealt anew when the op comes again to a server that has its rows, not its log", async () => {
    const { desk, session } = await group(2);
    await desk.act(seat("t-1", session, people.cleo, 1));
    await desk.act(seat("t-2", session, people.dan, null));
    const taking = op([update("attendee", await desk.mustHave("attendee", "t-2"), { seat: 1 })]);
    await desk.push(taking);
    await desk.act(update("attendee", await desk.mustHave("attendee", "t-1"), { seat: null }));
    await desk.practice.database.owner.query(
      "DELETE FROM anteroom.op WHERE practice_id = $1 AND op_id = $2",
      [desk.practice.practiceId, taking.opId],
    );
    expect(await desk.push(taking)).toMatchObject([{ outcome: "accepted" }]);
    expect([await seatOf(desk, "t-1"), await seatOf(desk, "t-2")]).toEqual([null, 2]);
  });

  test("may be added when the capacity grows, and stays when it shrinks to those who come", async () => {
    const { desk, session } = await group(1);
    await desk.act(seat("t-1", session, people.cleo));
    const set = async (capacity: number) =>
      desk.act(update("group_session", await desk.mustHave("group_session", session), { capacity }));
    expect(await set(2)).toMatchObject({ outcome: "accepted" });
    expect(await desk.act(seat("t-2", session, people.dan))).toMatchObject({ outcome: "accepted" });
    await desk.act(update("attendee", await desk.mustHave("attendee", "t-2"), { seat: null }));
    expect(await set(1)).toMatchObject({ outcome: "accepted" });
    expect([await seatOf(desk, "t-1"), await seatOf(desk, "t-2")]).toEqual([1, null]);
  });

  test("belongs to its session for good, and may pass to another client", async () => {
    const { desk, session } = await group(2);
    await desk.act(seat("t-1", session, people.cleo));
    const seen = await desk.mustHave("attendee", "t-1");
    expect(await desk.act(update("attendee", seen, { appointment_id: "elsewhere" }))).toMatchObject({
      outcome: "quarantined",
      reason: "23514 append_only",
    });
    expect(await desk.act(update("attendee", seen, { client_id: people.dan }))).toMatchObject({
      outcome: "accepted",
    });
  });

  test("above a new, smaller capacity keeps the capacity as it is, and both sizes are told", async () => {
    const { desk, session } = await group(2);
    await desk.act(seat("t-1", session, people.cleo, 2));
    const smaller = op([
      update("group_session", await desk.mustHave("group_session", session), { capacity: 1 }),
    ]);
    expect(await desk.push(smaller)).toMatchObject([{ outcome: "conflicted" }]);
    expect(await desk.row("group_session", session)).toMatchObject({ capacity: 2 });
    expect(await seatOf(desk, "t-1")).toBe(2);
    expect(await desk.conflictsOf(session)).toMatchObject([
      {
        id: `field-divergence:${smaller.opId}:${session}:capacity`,
        kind: "field-divergence",
        entity: "group_session",
        other_id: null,
        state: "open",
        detail: { wanted: { capacity: 1 }, current: { capacity: 2 }, group: "capacity" },
      },
    ]);
    // The same size as there is wants nothing.
    const same = update("group_session", await desk.mustHave("group_session", session), { capacity: 2 });
    expect(await desk.act(same)).toMatchObject({ outcome: "accepted" });
  });

  test("in a session that the server does not know yet waits for it", async () => {
    const desk = await readyPractice();
    expect(await desk.act(seat("t-1", "nowhere", people.cleo))).toMatchObject({ outcome: "deferred" });
  });
});

describe("hours", () => {
  const pattern = (start: number) => JSON.stringify(Array.from({ length: 7 }, () => [[start, 720]]));
  const hours = (id: string, start: number): ReturnType<typeof insert> =>
    insert("working_hours", id, {
      practitioner_id: people.ada,
      valid_from: "2026-03-02",
      pattern: pattern(start),
      removed: 0,
    });
  const exception = (id: string, values: Values = {}) =>
    insert("hours_exception", id, {
      practitioner_id: people.ada,
      day: "2026-03-04",
      ranges: "[]",
      removed: 0,
      ...values,
    });

  test("from the same day on by two desks: the second ones are kept, removed, with a conflict", async () => {
    const desk = await readyPractice();
    await desk.act(hours("h-1", 480));
    expect(await desk.act(hours("h-2", 540))).toMatchObject({ outcome: "conflicted" });
    expect(await desk.row("working_hours", "h-1")).toMatchObject({ removed: 0, pattern: pattern(480) });
    expect(await desk.row("working_hours", "h-2")).toMatchObject({ removed: 1, pattern: pattern(540) });
    expect(await desk.conflictsOf("h-2")).toMatchObject([
      {
        kind: "field-divergence",
        other_id: "h-1",
        detail: { group: "hours", wanted: { pattern: pattern(540) }, current: { pattern: pattern(480) } },
      },
    ]);
  });

  test("of one day that are put back find others there: they stay removed", async () => {
    const desk = await readyPractice();
    await desk.act(exception("e-1"));
    await desk.act(update("hours_exception", await desk.mustHave("hours_exception", "e-1"), { removed: 1 }));
    await desk.act(exception("e-2", { ranges: "[[540,600]]" }));
    const back = update("hours_exception", await desk.mustHave("hours_exception", "e-1"), { removed: 0 });
    expect(await desk.act(back)).toMatchObject({ outcome: "conflicted" });
    expect(await desk.row("hours_exception", "e-1")).toMatchObject({ removed: 1 });
    expect(await desk.conflictsOf("e-1")).toMatchObject([
      { kind: "field-divergence", other_id: "e-2", detail: { group: "removed" } },
    ]);
  });
});

describe("what the server does not know yet", () => {
  test("is waited for: an update of it, a reference to it, a resolution of it", async () => {
    const desk = await readyPractice();
    const unknown = { id: newId(), set_by: { "*": newId() } };
    expect(await desk.act(update("client", unknown, { name: "Who" }))).toMatchObject({
      outcome: "deferred",
      reason: "unknown_row",
    });
    expect(await desk.act(booking(newId(), { client_id: "nobody" }))).toMatchObject({ outcome: "deferred" });
    expect((await desk.exchange()).head).toBe(1);
  });

  test("keeps the whole op waiting, which is accepted once it is there", async () => {
    const desk = await readyPractice();
    const id = newId();
    const waiting = op([booking(id), insert("note", newId(), { ...note, appointment_id: "later" })]);
    expect(await desk.push(waiting)).toMatchObject([{ outcome: "deferred" }]);
    expect(await desk.row("appointment", id)).toBeUndefined();
    await desk.act(booking("later", time(300)));
    expect(await desk.push(waiting)).toMatchObject([{ outcome: "accepted" }]);
    expect(await desk.row("appointment", id)).toMatchObject({ placed: 1 });
  });
});

const note: Values = { text: "Brings a friend", written_by: "Ms Sand", written_at: 5, removed: 0 };

describe("what no rule can take", () => {
  test.each<[string, string, Values]>([
    ["a range that ends before it starts", "23514 appointment_range", { starts_at: 200, ends_at: 100 }],
    ["a day and a night", "23514 appointment_range", { starts_at: 0, ends_at: 90_000, busy_until: 90_000 }],
    ["a hold", "23514 appointment_status_check", { status: "pending" }],
    ["a column that does not travel", "23514 unknown_column", { held_by: "window-1" }],
    ["somebody else's practice", "23514 unknown_column", { practice_id: newId() }],
    ["words for a number", "22P02", { booked_at: "yesterday" }],
    ["nobody who booked it", "23502", { booked_by: null }],
  ])("is set aside with the reason alone: %s", async (_, reason, values) => {
    const desk = await readyPractice();
    const id = newId();
    const answers = await desk.push(op([booking(id, values)]), op([booking(newId(), time(600))]));
    expect(answers).toMatchObject([{ outcome: "quarantined", reason }, { outcome: "accepted" }]);
    expect(await desk.row("appointment", id)).toBeUndefined();
  });

  test("is taken back whole, with all that came before it in the op", async () => {
    const desk = await readyPractice();
    const id = newId();
    expect(await desk.act(booking(id), booking(newId(), { source: "pigeon" }))).toMatchObject({
      outcome: "quarantined",
    });
    expect(await desk.row("appointment", id)).toBeUndefined();
  });

  test("is a note's text, which nobody changes", async () => {
    const desk = await readyPractice();
    await desk.act(booking("a-1"), insert("note", "n-1", { ...note, appointment_id: "a-1" }));
    const seen = await desk.mustHave("note", "n-1");
    expect(await desk.act(update("note", seen, { text: "Comes alone" }))).toMatchObject({
      outcome: "quarantined",
      reason: "23514 append_only",
    });
    expect(await desk.act(update("note", seen, { removed: 1 }))).toMatchObject({ outcome: "accepted" });
  });

  test.each([
    ["not JSON", "{"],
    ["no act", "[]"],
    ["no changes", '{"actor":"A","action":"b","at":1}'],
    ["a time that is none", '{"actor":"A","action":"b","at":1.5,"changes":[]}'],
    ["a character that no text has", '{"actor":"\\u0000","action":"b","at":1,"changes":[]}'],
  ])("is malformed: %s", async (_, content) => {
    const desk = await readyPractice();
    expect(await desk.push({ opId: newId(), content })).toMatchObject([
      { outcome: "quarantined", reason: "malformed" },
    ]);
  });

  test.each([
    ["an unknown kind", { entity: "client", id: "c", kind: "delete" }],
    ["an unknown entity", { entity: "desk", id: "c", kind: "insert", values: {} }],
    ["a system table", { entity: "pg_class", id: "c", kind: "update", base: {}, values: {} }],
    ["no id", { entity: "client", kind: "insert", values: {} }],
    [
      "an update without its base",
      { entity: "client", id: people.cleo, kind: "update", values: { name: "X" } },
    ],
    [
      "a group without its base",
      { entity: "client", id: people.cleo, kind: "update", base: {}, values: { name: "X" } },
    ],
    [
      "a resolution that does not come first",
      { entity: "conflict", id: "a:b:c", kind: "resolve", resolution: "kept" },
    ],
  ])("is a change with %s", async (_, change) => {
    const desk = await readyPractice();
    const offered = op([booking(newId()), change as never]);
    expect(await desk.push(offered)).toMatchObject([{ outcome: "quarantined" }]);
  });
});
