import { describe, expect, it } from "vitest";
import {
  choiceOf,
  chosen,
  once,
  type Repeat,
  repeatChoices,
  repeatProblem,
  startsOf,
} from "../../renderer/panel/series/repeat.ts";
import { isChanged, seriesDraft, whatOf, wishesOf } from "../../renderer/panel/series/series-draft.ts";
import { formats, seriesBooked, seriesSpan, seriesWords } from "../../renderer/words/index.ts";
import type { AppointmentView } from "../../src/ipc/views.ts";
import { dayOf, zonedDay } from "../../src/time/zoned-day.ts";

const zone = "Europe/Berlin";
const at = (day: string, minutes = 600): number => zonedDay(zone, day).at(minutes);
const first = at("2026-03-10");
const repeat = (part: Partial<Repeat>): Repeat => ({ ...once, unit: "week", ...part });

describe("a booking that repeats", () => {
  it("is offered by the day it begins on", () => {
    const names = (day: string): string[] => repeatChoices(day).map(({ name }) => name);
    expect(names("2026-03-10")).toEqual([
      "Does not repeat",
      "Every week",
      "Every two weeks",
      "Every three weeks",
      "Every four weeks",
      "Every month on the 10th",
      "Every month on the second Tuesday",
    ]);
    expect(names("2026-03-31").slice(-2)).toEqual([
      "Every month on the 31st",
      "Every month on the last Tuesday",
    ]);
  });

  it("is what was chosen, for every choice", () => {
    for (const { id } of repeatChoices("2026-03-10")) expect(choiceOf({ ...once, ...chosen(id) })).toBe(id);
  });

  it("has no times while it does not repeat, or while its last day is missing", () => {
    expect(startsOf(once, zone, first)).toBeNull();
    expect(startsOf(repeat({ ends: "until" }), zone, first)).toBeNull();
    expect(repeatProblem(repeat({ ends: "until" }), zone, first)).toBe("Choose the last day.");
  });

  it("needs a last day that leaves more than the first time", () => {
    const until = (day: string): string | undefined =>
      repeatProblem(repeat({ ends: "until", until: day }), zone, first);
    expect(until("2026-03-16")).toBe("Only the first time lies before this day.");
    expect(until("2026-03-09")).toBe("Only the first time lies before this day.");
    expect(until("2026-03-17")).toBeUndefined();
  });

  it("stays at its time when the clocks change", () => {
    const starts = startsOf(repeat({ times: 4 }), zone, first) ?? [];
    expect(starts.map((start) => formats(zone, "en-GB").dayAndTime(start)).at(-1)).toBe("Tue 31 Mar 10:00");
  });
});

const view = (part: Partial<AppointmentView>): AppointmentView =>
  ({
    id: "a",
    practitionerId: "ada",
    roomId: null,
    typeId: "session",
    startsAt: first,
    endsAt: first + 3_000,
    status: "booked",
    version: 1,
    ...part,
  }) as AppointmentView;

describe("a change of several", () => {
  const draft = seriesDraft(view({}));
  const second = view({ id: "b", practitionerId: "ben", startsAt: at("2026-03-17", 630), roomId: "blue" });

  it("changes only what was changed on the one that was opened", () => {
    expect(isChanged(draft)).toBe(false);
    expect(whatOf(draft)).toEqual({});
    expect(wishesOf(draft, [second], zone)).toEqual([
      { id: "b", practitionerId: "ben", startsAt: second.startsAt },
    ]);
    expect(whatOf({ ...draft, roomId: "green", durationMinutes: 30 })).toEqual({
      roomId: "green",
      durationMinutes: 30,
    });
  });

  it("puts each as many days later as the one, all at the same time of the day, across the change of clocks", () => {
    const later = { ...draft, startsAt: at("2026-03-12", 540), practitionerId: "chen" };
    const far = view({ id: "c", startsAt: at("2026-03-31") });
    expect(wishesOf(later, [second, far], zone)).toEqual([
      { id: "b", practitionerId: "chen", startsAt: at("2026-03-19", 540) },
      { id: "c", practitionerId: "chen", startsAt: at("2026-04-02", 540) },
    ]);
    expect(dayOf(zone, at("2026-04-02", 540))).toBe("2026-04-02");
  });

  it("is begun by a note alone", () => {
    expect(isChanged({ ...draft, note: "with Ben" })).toBe(true);
    expect(isChanged({ ...draft, note: "  " })).toBe(false);
  });
});

describe("what is said of a series", () => {
  const berlin = formats(zone, "en-GB");
  it("counts its times and names the first and the last", () => {
    expect(seriesSpan(3, first, at("2026-03-24"), berlin)).toBe(
      "3 times, Tue 10 Mar 10:00 to Tue 24 Mar 10:00",
    );
    expect(seriesSpan(1, first, first, berlin)).toBe("Only on Tue 10 Mar 10:00");
    expect(seriesWords.partOf(3, 10)).toBe("Part of a series (3 of 10)");
  });

  it("warns of two of the times at most at which the client is elsewhere", () => {
    const warning = {
      code: "client-elsewhere" as const,
      appointmentId: "x",
      practitionerName: "Ben Ruiz",
      startsAt: first,
      endsAt: first + 1_800,
    };
    const said = seriesBooked(
      { who: "Maria L.", count: 4, first, last: at("2026-03-31"), warnings: [warning, warning, warning] },
      berlin,
    );
    expect(said.split("Maria L. also has")).toHaveLength(3);
  });
});
