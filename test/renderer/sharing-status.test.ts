import { describe, expect, it } from "vitest";
import { formats, serverProblem, sharingStatus, skewWords, worksAlone } from "../../renderer/words/index.ts";
import type { SharingView } from "../../src/ipc/sharing-views.ts";
import { zonedDay } from "../../src/time/zoned-day.ts";

const berlin = formats("Europe/Berlin", "en-GB");
const day = zonedDay("Europe/Berlin", "2026-11-23");
const now = day.at(12 * 60);

const connected: SharingView = {
  state: "connected",
  since: day.at(9 * 60),
  problem: null,
  practiceId: "p",
  server: null,
  waiting: 0,
  oldestWaitingAt: null,
  lastExchangeAt: now - 10,
  desks: [],
  progress: null,
  missing: null,
  troubled: [],
  openConflicts: 0,
  secretsForSession: false,
  cut: false,
};
const say = (view: Partial<SharingView>) =>
  sharingStatus({ ...connected, ...view }, { formats: berlin, now });

describe("the status bar", () => {
  it("says of a desk that shares with nobody that everything is kept here", () => {
    expect(say({ state: "alone" }).text).toBe("This desk only · all changes kept here");
    expect(sharingStatus(undefined, { formats: berlin, now }).tone).toBe("good");
  });

  it("says since when it is connected, and when the last exchange was", () => {
    expect(say({})).toEqual({
      tone: "good",
      text: "Connected since 9:00 · all changes shared",
      detail: "last exchange just now",
      mendedOn: null,
    });
    expect(say({ waiting: 1 }).text).toBe("Connected since 9:00 · 1 change on its way");
  });

  it("leads to what the server refused, and does not call it on its way", () => {
    const refused = {
      opId: "o",
      outcome: "quarantined",
      reason: "",
      at: now,
      action: "appointments.book",
      actor: "Desk 1",
      doneAt: now,
      about: null,
    } as const;
    const troubled = [refused, { ...refused, opId: "p", outcome: "deferred" as const }];
    expect(say({ waiting: 2, troubled })).toEqual({
      tone: "decision",
      text: "Connected since 9:00 · 1 change was not taken over",
      detail: "1 change on its way",
      mendedOn: "health",
    });
    expect(say({ waiting: 1, troubled: [refused] }).detail).toBe("last exchange just now");
  });

  it("says since when the desk works alone, and what waits", () => {
    const view = { state: "offline", since: day.at(10 * 60 + 42) } as const;
    expect(say({ ...view, waiting: 7 }).text).toBe("Working alone since 10:42, 7 changes wait");
    expect(say({ ...view, waiting: 1 }).text).toBe("Working alone since 10:42, 1 change waits");
    expect(say({ ...view, waiting: 0 }).text).toBe("Working alone since 10:42, nothing waits");
    expect(say({ ...view, since: day.startsAt - 3_600 }).text).toContain("since Sun 22 Nov 23:00");
  });

  it("asks for an update where the other desks are newer", () => {
    const problem = { code: "desk-too-old", detail: "", at: now } as const;
    for (const state of ["paused", "offline"] as const) {
      expect(say({ state, problem, waiting: 12 }).text).toBe("Update this desk to share its 12 changes");
    }
  });

  it("asks for an answer before anything else once the server has gone back in time", () => {
    const told = say({
      state: "paused",
      missing: { rows: 40, of: 100 },
      progress: { what: "recovering", done: 1, total: 2 },
    });
    expect(told.text).toBe("The shared server lacks 40 entries of this desk");
    expect(told.mendedOn).toBe("settings");
  });

  it("says why sharing is paused, and how far a copy is", () => {
    const problem = { code: "desk-revoked", detail: "", at: now } as const;
    expect(say({ state: "paused", problem }).text).toBe(
      "Sharing is paused: this desk was taken out of the practice",
    );
    expect(say({ progress: { what: "joining", done: 1, total: 3 } }).text).toBe(
      "Fetching the practice (33 %)",
    );
  });

  it("takes bookings for provisional only where nobody else can see them", () => {
    expect(worksAlone(connected)).toBe(false);
    expect(worksAlone({ ...connected, state: "alone" })).toBe(false);
    expect(worksAlone({ ...connected, state: "offline" })).toBe(true);
    expect(worksAlone({ ...connected, state: "paused" })).toBe(true);
  });
});

it("a problem with the server is told with its detail only where that helps", () => {
  expect(serverProblem("unreachable", "ECONNREFUSED")).toMatch(/does not answer.*\(ECONNREFUSED\)$/);
  expect(serverProblem("login-refused", "28P01")).not.toContain("28P01");
  expect(serverProblem("former-practice-waits", "1")).toMatch(/still wait.*\(1 change\)$/);
});

it("a clock that goes wrong is told in words", () => {
  expect(skewWords(null)).toBe("Not known yet");
  expect(skewWords(1)).toBe("Right");
  expect(skewWords(-30)).toBe("30 seconds behind the server's");
  expect(skewWords(190)).toBe("3 minutes ahead of the server's");
});
