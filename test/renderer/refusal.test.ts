import { describe, expect, it } from "vitest";
import { formats, freeTimeWords, hoursSentence, refusal, warningWords } from "../../renderer/words/index.ts";
import type { TakenBy } from "../../src/ipc/views.ts";
import { zonedDay } from "../../src/time/zoned-day.ts";

const berlin = formats("Europe/Berlin", "en-GB");
const day = zonedDay("Europe/Berlin", "2026-11-23");
const now = day.at(9 * 60);

const taken: TakenBy = {
  appointmentId: "a",
  practitionerId: "p",
  practitionerName: "Ben Ruiz",
  roomName: null,
  clientName: "Maria Lindqvist",
  startsAt: day.at(600),
  endsAt: day.at(650),
  busyUntil: day.at(650),
  status: "booked",
  bookedBy: "Desk 2",
  bookedAt: now - 20,
  here: false,
};
const say = (by: Partial<TakenBy>, resource: "practitioner" | "room" = "practitioner") =>
  refusal(
    { code: "slot-taken", resource, taken: { ...taken, ...by }, nearest: [] },
    { formats: berlin, now },
  );

describe("why a time cannot be had", () => {
  it("says who is taken from when to when, by whom and since when", () => {
    expect(say({})).toBe("Ben Ruiz is taken from 10:00 to 10:50 (Maria L., booked by Desk 2 just now).");
  });

  it("keeps the desk's number and the minutes apart", () => {
    expect(say({ bookedAt: now - 60 })).toContain("booked by Desk 2, 1 minute ago");
  });

  it("mentions the buffer, which is why the time right after is not free either", () => {
    expect(say({ busyUntil: day.at(660) })).toMatch(/, with 10 minutes buffer after\.$/);
  });

  it("calls its own bookings this desk's", () => {
    expect(say({ here: true })).toContain("booked by this desk");
  });

  it("tells a hold from a booking", () => {
    expect(say({ status: "pending", clientName: null })).toBe(
      "Ben Ruiz is held from 10:00 to 10:50 by Desk 2, for a caller there (just now).",
    );
  });

  it("names the room when it is the room that is taken", () => {
    expect(say({ roomName: "Room 2" }, "room")).toBe(
      "Room 2 is taken from 10:00 to 10:50 (Maria L. with Ben Ruiz, booked by Desk 2 just now).",
    );
  });

  it("says the working hours, or that there are none", () => {
    const who = { practitionerName: "Chen Wei", day: "2026-11-23" };
    const hours = [
      { startsAt: day.at(540), endsAt: day.at(750) },
      { startsAt: day.at(810), endsAt: day.at(1020) },
    ];
    expect(hoursSentence({ ...who, hours }, berlin)).toBe(
      "Chen Wei works from 9:00 to 12:30 and 13:30 to 17:00 on Mon 23 Nov.",
    );
    expect(hoursSentence({ ...who, hours: [] }, berlin)).toBe("Chen Wei does not work on Mon 23 Nov.");
  });

  it("names what was changed meanwhile by its name", () => {
    const error = { code: "stale", entity: "appointment type", id: "x", current: null } as const;
    expect(refusal(error, { formats: berlin, now })).toContain("This appointment type was changed meanwhile");
  });
});

describe("what is offered instead", () => {
  const free = {
    practitionerId: "p",
    practitionerName: "Ben Ruiz",
    startsAt: day.at(660),
    endsAt: day.at(710),
  };

  it("says only what differs from the wish", () => {
    expect(freeTimeWords(free, { practitionerId: "p", startsAt: day.at(600) }, berlin)).toBe(
      "11:00 to 11:50",
    );
    expect(freeTimeWords(free, { practitionerId: "q", startsAt: day.at(600) }, berlin)).toBe(
      "Ben Ruiz 11:00 to 11:50",
    );
    expect(freeTimeWords(free, { practitionerId: "p", startsAt: day.startsAt - 3_600 }, berlin)).toBe(
      "Mon 23 Nov 11:00 to 11:50",
    );
  });

  it("tells calmly of a client who is elsewhere at that time", () => {
    const warning = {
      code: "client-elsewhere",
      appointmentId: "a",
      practitionerName: "Chen Wei",
      startsAt: day.at(600),
      endsAt: day.at(630),
    } as const;
    expect(warningWords(warning, "Maria Lindqvist", berlin)).toBe(
      "Maria Lindqvist also has 10:00 to 10:30 with Chen Wei.",
    );
  });
});
