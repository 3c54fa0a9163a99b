import { describe, expect, it } from "vitest";
import { takenBy } from "../../renderer/panel/lost/taken-by.ts";
import {
  choiceWords,
  conflictSentence,
  conflictTitles,
  decidedMessage,
  decidedSentence,
  formats,
  openMessage,
  refusal,
  sideValue,
  swapMessage,
} from "../../renderer/words/index.ts";
import { type ConflictKind, conflictKinds } from "../../src/conflicts/conflict.ts";
import type { ConflictSide, ConflictView } from "../../src/ipc/sharing-views.ts";
import type { AppointmentView } from "../../src/ipc/views.ts";
import { zonedDay } from "../../src/time/zoned-day.ts";

const berlin = formats("Europe/Berlin", "en-GB");
const day = zonedDay("Europe/Berlin", "2026-11-23");
const nobody = () => undefined;

const appointment = (id: string, name: string, startsAt: number): AppointmentView => ({
  id,
  practitionerId: "p",
  roomId: null,
  clientId: name,
  clientName: name,
  typeId: "t",
  status: "booked",
  placed: true,
  startsAt,
  endsAt: startsAt + 3_000,
  busyUntil: startsAt + 3_000,
  source: "phone",
  seriesId: null,
  outsideReason: null,
  cancelReason: null,
  capacity: null,
  attendees: [],
  holdExpiresAt: null,
  heldHere: false,
  bookedBy: "Desk 2",
  bookedAt: day.at(540),
  sharing: "confirmed",
  needsDecision: true,
  version: 1,
});
const side = (id: string, name: string, startsAt = day.at(600)): ConflictSide => ({
  appointment: appointment(id, name, startsAt),
  block: null,
  practitionerName: "Ben Ruiz",
  roomName: null,
  typeName: "Intake",
  clients: [{ id: name, name, phone: "030 1" }],
  by: "Desk 2",
  at: day.at(540),
});
const free = {
  practitionerId: "p",
  practitionerName: "Ben Ruiz",
  startsAt: day.at(660),
  endsAt: day.at(710),
};
const conflict = (kind: ConflictKind, more: Partial<ConflictView> = {}): ConflictView => ({
  id: kind,
  kind,
  state: "open",
  openedBy: "Desk 1",
  openedAt: day.at(545),
  provisional: false,
  loser: side("a", "Jonas Weber"),
  other: side("b", "Maria Lopez"),
  wantedTime: {
    practitionerId: "p",
    practitionerName: "Ben Ruiz",
    startsAt: day.at(600),
    endsAt: day.at(650),
  },
  detail: {},
  nearest: [free],
  ways: [],
  resolution: null,
  closedBy: null,
  closedAt: null,
  ...more,
});
const tell = (kind: ConflictKind, more: Partial<ConflictView> = {}) =>
  conflictSentence(conflict(kind, more), berlin);

const blockSide: ConflictSide = {
  ...side("x", "x"),
  appointment: null,
  clients: [],
  typeName: null,
  block: {
    id: "b",
    practitionerId: "p",
    startsAt: day.at(600),
    endsAt: day.at(720),
    reason: "Training",
    source: "manual",
    seriesId: null,
    version: 1,
  },
};

describe("what happened, in one sentence", () => {
  it("names who lost the time and who has it", () => {
    expect(tell("slot-taken")).toBe(
      "Jonas Weber was booked on Mon 23 Nov 10:00 to 10:50 with Ben Ruiz. Maria Lopez has that time, so Jonas Weber needs another.",
    );
  });

  it("names the room where it is the room", () => {
    const loser = { ...side("a", "Jonas Weber"), roomName: "Blue room" };
    expect(tell("slot-taken", { loser, detail: { resource: "room" } })).toContain(
      "in Blue room. Maria Lopez has the room then",
    );
  });

  it("says where a move did not go, and where the appointment still is", () => {
    expect(tell("reschedule-race", { loser: side("a", "Jonas Weber", day.at(840)) })).toBe(
      "Jonas Weber was moved to Mon 23 Nov 10:00 to 10:50 with Ben Ruiz, but Maria Lopez has that time. The appointment stays on Mon 23 Nov 14:00 to 14:50 with Ben Ruiz.",
    );
    expect(tell("reschedule-race", { other: null })).toContain("another desk had moved it first");
  });

  it("tells time off from a calendar's event", () => {
    expect(tell("booking-meets-block", { other: blockSide })).toContain("while Ben Ruiz is away (Training)");
    expect(tell("external-event-over-booking", { other: blockSide })).toContain("the calendar of Ben Ruiz");
  });

  it("says which field was written twice", () => {
    const detail = { wanted: { phone: "1", phone_digits: "1" }, current: { phone: "2", phone_digits: "2" } };
    expect(tell("field-divergence", { detail })).toBe(
      "The telephone number of Jonas Weber was written at two desks at once. Which is right?",
    );
  });

  it("says who cancelled and who did not know it", () => {
    const detail = { wanted: { status: "cancelled" }, current: { status: "arrived" } };
    expect(tell("edit-after-cancel", { detail })).toContain(
      "was cancelled by Desk 2, while it was marked as arrived at another desk.",
    );
    expect(tell("edit-after-cancel", { detail: { wanted: { status: "arrived" } }, other: null })).toContain(
      "was cancelled, while Desk 2 changed it.",
    );
  });

  it("has a sentence and a title for every kind, also with nothing known", () => {
    const bare = { ...side("a", ""), appointment: null, clients: [], practitionerName: null, typeName: null };
    for (const kind of conflictKinds) {
      const told = tell(kind, { loser: bare, other: null, wantedTime: null });
      expect(told, kind).not.toMatch(/undefined|null|NaN|\s\s/);
      expect(told.endsWith(".") || told.endsWith("?"), kind).toBe(true);
      expect(conflictTitles[kind].length).toBeGreaterThan(0);
    }
  });
});

describe("what can be chosen", () => {
  it("shows both sides of what was written, with who wrote it", () => {
    const written = conflict("field-divergence", {
      other: null,
      detail: {
        wanted: { phone: "030 2", phone_digits: "0302" },
        current: { phone: null, phone_digits: null },
      },
    });
    expect(choiceWords("wanted", written, berlin, nobody)).toBe("030 2 (Desk 2)");
    expect(choiceWords("current", written, berlin, nobody)).toBe("Nothing");
  });

  it("reads times, days, hours and names as the front desk does", () => {
    const nameOf = (column: string, id: string) =>
      column === "type_id" && id === "t1" ? "Intake" : undefined;
    expect(sideValue({ starts_at: day.at(600), ends_at: day.at(650) }, berlin, nobody)).toBe(
      "Mon 23 Nov 10:00",
    );
    expect(sideValue({ birth_date: "1985-11-23" }, berlin, nobody)).toBe("23 Nov 1985");
    expect(sideValue({ ranges: "[[540,750]]" }, berlin, nobody)).toBe("9:00–12:30");
    expect(sideValue({ ranges: "[]" }, berlin, nobody)).toBe("off");
    expect(sideValue({ type_id: "t1" }, berlin, nameOf)).toBe("Intake");
    expect(sideValue({ type_id: "t2" }, berlin, nameOf)).toBe("somebody else");
    expect(sideValue({}, berlin, nobody)).toBe("nothing");
  });

  it("a week of hours is told day by day", () => {
    const pattern = JSON.stringify([[[540, 1020]], [], [], [], [[540, 720]], [], []]);
    expect(sideValue({ pattern }, berlin, nobody)).toBe(
      "9:00–17:00 · off · off · off · 9:00–12:00 · off · off",
    );
  });
});

describe("what the client has to hear", () => {
  const draft = { practiceName: "Linden Street", formats: berlin, nameOf: nobody };

  it("offers the free times", () => {
    const message = openMessage(conflict("slot-taken"), draft);
    expect(message?.to.map(({ name }) => name)).toEqual(["Jonas Weber"]);
    expect(message?.text).toBe(
      [
        "Hello Jonas Weber,",
        "We are sorry: your appointment on Monday 23 November 2026 from 10:00 to 10:50 with Ben Ruiz cannot take place at that time. We can offer:\n- Mon 23 Nov 11:00 to 11:50 with Ben Ruiz",
        "Does that suit you?",
        "Linden Street",
      ].join("\n\n"),
    );
  });

  it("asks to call where there is nothing to offer, and writes to nobody where nobody is known", () => {
    expect(openMessage(conflict("slot-taken", { nearest: [] }), draft)?.text).toContain("Please call us");
    const loser = { ...side("a", ""), clients: [] };
    expect(openMessage(conflict("slot-taken", { loser }), draft)).toBeNull();
  });

  it("tells the new time to whoever was moved: after a swap the other one", () => {
    const moved = decidedMessage(conflict("slot-taken"), { how: "moved", time: free }, draft);
    expect(moved?.text).toContain(
      "It now takes place on Monday 23 November 2026 from 11:00 to 11:50 with Ben Ruiz",
    );
    const swapped = decidedMessage(conflict("slot-taken"), { how: "swapped", time: free }, draft);
    expect(swapped?.to.map(({ name }) => name)).toEqual(["Maria Lopez"]);
    expect(decidedMessage(conflict("slot-taken"), { how: "kept" }, draft)).toBeNull();
  });

  it("asks the other one before a swap", () => {
    expect(swapMessage(side("b", "Maria Lopez"), [free, free], draft)?.text).toContain(
      "could you come at another time than on Monday 23 November 2026 from 10:00 to 10:50?",
    );
  });

  it("every kind has a draft without holes", () => {
    for (const kind of conflictKinds) {
      const text = openMessage(conflict(kind, { wantedTime: null }), draft)?.text ?? "";
      expect(text, kind).toMatch(/^Hello Jonas Weber,\n\n[A-Z]/);
      expect(text, kind).not.toMatch(/undefined|null|NaN| {2}| \./);
    }
  });
});

it("says what was decided", () => {
  expect(decidedSentence(conflict("slot-taken"), { how: "moved", time: free }, berlin)).toBe(
    "Jonas Weber moved to Mon 23 Nov 11:00 to 11:50, Ben Ruiz",
  );
  expect(decidedSentence(conflict("slot-taken"), { how: "swapped", time: free }, berlin)).toBe(
    "Jonas Weber has Mon 23 Nov 10:00 to 10:50; Maria Lopez moved to Mon 23 Nov 11:00 to 11:50, Ben Ruiz",
  );
});

it("a time that another desk had first is told like any time that is taken", () => {
  const error = takenBy(conflict("slot-taken"));
  if (!error) throw new Error("nothing has the time");
  expect(refusal(error, { formats: berlin, now: day.at(545) })).toBe(
    "Ben Ruiz is taken from 10:00 to 10:50 (Maria L., booked by Desk 2, 5 minutes ago).",
  );
  expect(error.nearest).toEqual([free]);
  expect(takenBy(conflict("slot-taken", { other: blockSide }))).toBeNull();
});
