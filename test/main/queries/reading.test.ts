import { beforeEach, describe, expect, test } from "vitest";
import { occupiedRanges, occupying } from "../../../main/db/appointments.ts";
import { blocksMeeting, blocksOf } from "../../../main/db/blocks.ts";
import { openReader, type ReadableDb } from "../../../main/db/connection.ts";
import { databaseFileOf } from "../../../main/db/data-folder.ts";
import { searchClients } from "../../../main/queries/client-search.ts";
import { done } from "../../helpers/call.ts";
import { openPracticeDesk, otherWindow, type PracticeDesk } from "../../helpers/practice-desk.ts";
import { at, MONDAY } from "../../helpers/set-up-practice.ts";

let d: PracticeDesk;
beforeEach(async () => {
  d = await openPracticeDesk();
});

describe("a day", () => {
  test("shows everybody in order with hours, appointments, time off and the version of their schedule", async () => {
    const { appointment } = await done(d.book({ startsAt: at("10:00") }));
    const off = {
      practitionerId: d.practitioners.ben,
      startsAt: at("9:00"),
      endsAt: at("10:00"),
      reason: "course",
    };
    const { blocks } = await done(d.send("blocks.create", off));
    const day = await done(d.ask("schedule.day", { day: MONDAY }));
    expect(day).toMatchObject({ day: MONDAY, startsAt: at("0:00"), endsAt: at("0:00", "2026-03-03") });
    expect(day.practitioners.map((p) => [p.name, p.scheduleVersion, p.hours.length])).toEqual([
      ["Dr Ada Winter", 1, 2],
      ["Ben Hill", 1, 2],
    ]);
    expect(day.appointments).toEqual([appointment]);
    expect(day.blocks).toEqual(blocks);
    const bens = await done(d.ask("schedule.day", { day: MONDAY, practitionerIds: [d.practitioners.ben] }));
    expect([bens.practitioners.length, bens.appointments.length, bens.blocks.length]).toEqual([1, 0, 1]);
  });

  test("shows what is cancelled, missed or without its time, but no entry made in error", async () => {
    const book = async (time: string, client: number) =>
      (await done(d.book({ startsAt: at(time), clientId: d.clients[client] }))).appointment.id;
    const cancelled = await book("9:00", 0);
    await done(d.send("appointments.cancel", { id: cancelled, version: 1, reason: "ill" }));
    const missed = await book("10:00", 1);
    await done(d.send("appointments.set-status", { id: missed, version: 1, status: "noshow" }));
    const error = await done(d.book({ startsAt: at("11:00") }));
    await done(d.send("appointments.undo", { opId: error.opId }));
    const unplaced = await book("13:00", 2);
    d.raw.prepare("UPDATE appointment SET placed = 0 WHERE id = ?").run(unplaced);
    const { appointments } = await done(d.ask("schedule.day", { day: MONDAY }));
    expect(appointments.map((a) => [a.id, a.status, a.placed])).toEqual([
      [cancelled, "cancelled", true],
      [missed, "noshow", true],
      [unplaced, "booked", false],
    ]);
  });
});

test("what comes next for a client is what has its time and is not over, a seat in a session too", async () => {
  const [ann = "", bob = "", cem = ""] = d.clients;
  const coming = async () =>
    (await done(d.ask("clients.coming", { ids: [ann, bob, cem] }))).coming.map((next) => [
      next.clientId,
      next.startsAt,
      next.practitionerName,
    ]);
  expect(await coming()).toEqual([]);
  const late = await done(d.book({ startsAt: at("11:00"), clientId: ann }));
  const early = await done(d.book({ startsAt: at("10:00"), clientId: ann }));
  await done(d.book({ startsAt: at("13:00"), clientId: cem, practitionerId: d.practitioners.ben }));
  expect(await coming()).toEqual([
    [ann, at("10:00"), "Dr Ada Winter"],
    [cem, at("13:00"), "Ben Hill"],
  ]);
  await done(d.send("appointments.cancel", { id: early.appointment.id, version: 1, reason: "ill" }));
  expect((await coming())[0]).toEqual([ann, at("11:00"), "Dr Ada Winter"]);
  d.clock.advance(late.appointment.endsAt - d.clock());
  expect(await coming()).toEqual([[cem, at("13:00"), "Ben Hill"]]);
});

describe("a week", () => {
  const week = (from: string, practitionerId = d.practitioners.ada) =>
    d.ask("schedule.week", { practitionerId, from });

  test("shows seven days of one practitioner, with hours, appointments, time off and versions", async () => {
    const { appointment } = await done(d.book({ startsAt: at("10:00", "2026-03-04") }));
    await done(
      d.book({ startsAt: at("10:00"), practitionerId: d.practitioners.ben, clientId: d.clients[1] }),
    );
    const off = { startsAt: at("9:00", "2026-03-06"), endsAt: at("10:00", "2026-03-06"), reason: "course" };
    const { blocks } = await done(d.send("blocks.create", { practitionerId: d.practitioners.ada, ...off }));
    const shown = await done(week(MONDAY));
    expect(shown.practitioner.name).toBe("Dr Ada Winter");
    expect(shown.days.map((each) => [each.day, each.hours.length, each.scheduleVersion])).toEqual([
      ["2026-03-02", 2, 0],
      ["2026-03-03", 2, 0],
      ["2026-03-04", 2, 1],
      ["2026-03-05", 2, 0],
      ["2026-03-06", 2, 1],
      ["2026-03-07", 0, 0],
      ["2026-03-08", 0, 0],
    ]);
    expect(shown.appointments).toEqual([appointment]);
    expect(shown.blocks).toEqual(blocks);
    // The same days, asked for one by one.
    for (const { day, startsAt, endsAt, hours } of shown.days) {
      const alone = await done(d.ask("schedule.day", { day, practitionerIds: [d.practitioners.ada] }));
      expect({ startsAt, endsAt, hours }).toEqual({
        startsAt: alone.startsAt,
        endsAt: alone.endsAt,
        hours: alone.practitioners[0]?.hours,
      });
    }
  });

  test.each([
    ["2026-03-23", 23],
    ["2026-10-19", 25],
  ])("from %s on ends with a day of %i hours, and its days are without a gap", async (from, hours) => {
    const { days } = await done(week(from));
    const last = days[6];
    expect(last && (last.endsAt - last.startsAt) / 3_600).toBe(hours);
    for (const [index, day] of days.entries()) {
      expect(day.startsAt).toBe(index === 0 ? at("0:00", from) : days[index - 1]?.endsAt);
    }
  });

  test("of somebody who is not there is refused", async () => {
    expect(await week(MONDAY, d.clients[0])).toMatchObject({ ok: false, error: { code: "not-found" } });
  });
});

describe("a client is found", () => {
  const names = (text: string, limit?: number) =>
    searchClients(d.raw as unknown as ReadableDb, text, limit).map((client) => client.name);

  beforeEach(async () => {
    for (const [name, phone, birthDate] of [
      ["Ann Mayer", "+49 30 900900", "1984-03-12"],
      ["Annette Ott", "030 123 456 78", null],
      ["Renée O'Brien", "(089) 44 55 66", null],
      ["Jos\u0065\u0301 Ñandú", null, null],
      ["李小龍", null, null],
    ] as const)
      await done(d.send("clients.create", { name, phone, birthDate }));
  });

  test.each([
    ["by a whole word before a beginning", "ann", ["Ann Mayer", "Annette Ott"]],
    ["by beginnings of words in any order", "ma an", ["Ann Mayer"]],
    ["without accents", "renee", ["Renée O'Brien"]],
    ["with accents, however they are typed", "rene\u0301e", ["Renée O'Brien"]],
    ["with accents, however they are stored", "josé", ["José Ñandú".normalize("NFC")]],
    ["across an apostrophe", "o'brien", ["Renée O'Brien"]],
    ["in another script", "李", ["李小龍"]],
    ["by a telephone number as it was written", "030 123 456", ["Annette Ott"]],
    ["by a number with the country's code", "+49 30 9009", ["Ann Mayer"]],
    ["by a number without it", "030 900", ["Ann Mayer"]],
    ["by the last four digits", "5566", ["Renée O'Brien"]],
    ["by the day of birth", "12.3.1984", ["Ann Mayer"]],
    ["by nothing: nobody", "  ", []],
    ["by what nobody is called: nobody", "xyz", []],
    ["by the query language: nobody", 'name : * OR "', []],
  ])("%s", (_name, text, found) => {
    expect(names(text).map((name) => name.normalize("NFC"))).toEqual(found);
  });

  test("in the order of names, and no more than asked for", async () => {
    expect(names("client", 3)).toEqual(["Client 01", "Client 02", "Client 03"]);
    expect(names("client")).toHaveLength(20);
    expect(names("client", 400)).toHaveLength(25);
  });

  test("under the new name after a change, and not at all once removed", async () => {
    const made = await done(d.send("clients.create", { name: "Wrong Name" }));
    const { client } = await done(
      d.send("clients.change", { id: made.client.id, version: 1, name: "Right Name" }),
    );
    expect([names("wrong"), names("right")]).toEqual([[], ["Right Name"]]);
    const again = await done(d.send("clients.create", { name: "By Mistake" }));
    await done(d.send("appointments.undo", { opId: again.opId }));
    expect(names("mistake")).toEqual([]);
    expect(await d.ask("clients.read", { id: again.client.id })).toMatchObject({
      ok: false,
      error: { code: "not-found" },
    });
    expect(await done(d.ask("clients.read", { id: client.id }))).toEqual(client);
  });
});

test("a window's own hold is marked as its own in a card as on the board", async () => {
  const held = await done(
    d.send("appointments.hold", { practitionerId: d.practitioners.ada, startsAt: at("10:00") }),
  );
  const seenFrom = async (caller?: typeof otherWindow) =>
    (await done(d.ask("appointments.read", { id: held.holdId }, caller))).appointment.heldHere;
  expect([await seenFrom(), await seenFrom(otherWindow)]).toEqual([true, false]);
});

describe("the plan of the hot queries", () => {
  /** Each text that a function prepares, with the plan that SQLite makes for it. */
  function plansOf(db: ReadableDb, read: (recording: ReadableDb) => void): string[] {
    const texts: string[] = [];
    const recording = new Proxy(db, {
      get(target, key) {
        if (key !== "prepare") return Reflect.get(target, key, target);
        return (text: string) => {
          texts.push(text);
          return target.prepare(text);
        };
      },
    });
    read(recording);
    return texts.flatMap((text) => {
      const parameters = Array.from({ length: text.split("?").length - 1 }, () => null);
      const rows = db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...parameters) as { detail: string }[];
      return rows.map((row) => row.detail);
    });
  }

  test.each<[string, (db: ReadableDb) => void, RegExp]>([
    [
      "who holds a practitioner's time",
      (db) => occupying(db, "practitioner", "x", 0, 1),
      /SEARCH appointment USING INDEX appointment_of_practitioner \(practitioner_id=\? AND starts_at>\? AND starts_at<\?\)/,
    ],
    [
      "who holds a room",
      (db) => occupying(db, "room", "x", 0, 1),
      /SEARCH appointment USING INDEX appointment_of_room \(room_id=\? AND starts_at>\? AND starts_at<\?\)/,
    ],
    [
      "what is taken of one",
      (db) => occupiedRanges(db, "x", 0, 1),
      /SEARCH appointment USING COVERING INDEX appointment_of_practitioner \(practitioner_id=\? AND starts_at>\? AND starts_at<\?\)/,
    ],
    [
      "time off of one",
      (db) => blocksMeeting(db, "x", 0, 1),
      /SEARCH block USING INDEX block_of_practitioner \(practitioner_id=\? AND ends_at>\?\)/,
    ],
    [
      "time off of many",
      (db) => blocksOf(db, ["x"], 0, 1),
      /SEARCH block USING INDEX block_of_practitioner \(practitioner_id=\? AND ends_at>\?\)/,
    ],
  ])("names its index: %s", (_name, read, plan) => {
    const db = openReader(databaseFileOf(d.dataDir));
    const plans = plansOf(db, read);
    db.close();
    expect(
      plans.some((detail) => plan.test(detail)),
      plans.join("\n"),
    ).toBe(true);
    expect(plans.filter((detail) => /^SCAN (?!p VIRTUAL|p\b)/.test(detail))).toEqual([]);
  });

  test("the triggers' own look is bound to its index and to one day", () => {
    const triggers = d.raw
      .prepare(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'appointment_no_overlap_%'",
      )
      .pluck()
      .all() as string[];
    expect(triggers).toHaveLength(2);
    for (const text of triggers) {
      expect(text).toContain("INDEXED BY appointment_of_practitioner");
      expect(text).toContain("INDEXED BY appointment_of_room");
      expect(text.match(/starts_at > new\.starts_at - 86400/g)).toHaveLength(2);
    }
  });
});
