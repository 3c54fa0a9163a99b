import type { Page } from "@playwright/test";
import type { ConflictView, SharingView } from "../../src/ipc/sharing-views.ts";
import type { AppointmentView, FreeTime, HealthView } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { addDays } from "../../src/time/zoned-day.ts";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, PEOPLE, type Practice, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { boardOf, bookingForm, card, goToTomorrow, openPage } from "./helpers/screen.ts";
import { conflictOf, sideOf, stage } from "./helpers/staged.ts";

const MINUTE = 60;
const HOUR = 3_600;

// Every state in light and in dark: axe takes its time.
test.describe.configure({ timeout: 120_000 });

let desk: Desk;
let window: Page;
let practice: Practice;

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  await stage(desk, {});
  practice = await setUpPractice(window);
});

const setSize = (width: number, height: number): Promise<void> =>
  desk.app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );

const free = (practitioner: number, time: string, minutes = 30): FreeTime => ({
  practitionerId: practice.practitioners[practitioner] ?? "",
  practitionerName: PEOPLE[practitioner] ?? "",
  startsAt: at(time),
  endsAt: at(time) + minutes * MINUTE,
});

const connected = (): Partial<SharingView> => ({
  state: "connected",
  since: systemClock() - 3 * HOUR,
  lastExchangeAt: systemClock() - 5,
  server: { host: "server.practice.local", port: 5432, database: "anteroom", tls: true },
  practiceId: "p",
  desks: [
    { id: "1", name: "Front desk", lastSeenAt: systemClock(), here: true, revoked: false, newer: false },
    {
      id: "2",
      name: "Dr Okafor’s laptop with a rather long name",
      lastSeenAt: systemClock() - 4 * MINUTE,
      here: false,
      revoked: false,
      newer: true,
    },
    {
      id: "3",
      name: "Old tablet",
      lastSeenAt: systemClock() - 90 * 24 * HOUR,
      here: false,
      revoked: true,
      newer: false,
    },
  ],
});

/** Two bookings for one time, as they stand in the day: the second one has lost. */
async function twoForOne(): Promise<{ winner: AppointmentView; loser: AppointmentView }> {
  const [maria = "", jonas = ""] = practice.clients;
  const winner = (await done(book(window, practice, { startsAt: at("10:00"), clientId: maria }))).appointment;
  const loser = (await done(book(window, practice, { startsAt: at("11:00"), clientId: jonas }))).appointment;
  return {
    winner: { ...winner, bookedBy: "Desk 2" },
    loser: {
      ...loser,
      placed: false,
      needsDecision: true,
      startsAt: at("10:00"),
      endsAt: at("10:30"),
      busyUntil: at("10:30"),
    },
  };
}

async function everyKind(): Promise<ConflictView[]> {
  const { winner, loser } = await twoForOne();
  const now = systemClock();
  const ada = practice.practitioners[0] ?? "";
  const wantedTime = {
    practitionerId: ada,
    practitionerName: PEOPLE[0],
    startsAt: at("10:00"),
    endsAt: at("10:30"),
  };
  const nearest = [free(0, "10:30"), free(0, "09:30"), free(1, "10:00")];
  const block = {
    id: "b",
    practitionerId: ada,
    startsAt: at("10:00"),
    endsAt: at("12:00"),
    reason: "Training",
    source: "manual" as const,
    seriesId: null,
    version: 1,
  };
  const blockSide = {
    appointment: null,
    block,
    practitionerName: PEOPLE[0],
    roomName: null,
    typeName: null,
    clients: [],
    by: "Desk 3",
    at: now - 40 * MINUTE,
  };
  const placed = { ...loser, placed: true };
  const long = {
    ...placed,
    clientName: "Maximiliane-Theodora von Hohenstein-Weissenfels",
    startsAt: at("14:00"),
    endsAt: at("14:50"),
  };
  return [
    conflictOf({
      id: "slot-taken:1",
      kind: "slot-taken",
      loser: sideOf(loser, { phone: "+49 30 555 1001" }),
      other: sideOf(winner),
      wantedTime,
      nearest,
      detail: { resource: "practitioner" },
      ways: ["moved", "swapped", "waitlisted", "cancelled"],
    }),
    conflictOf({
      id: "reschedule-race:1",
      kind: "reschedule-race",
      provisional: true,
      loser: sideOf(long, { phone: null }),
      other: sideOf(winner),
      wantedTime,
      nearest,
      ways: ["moved", "swapped", "kept", "cancelled"],
    }),
    conflictOf({
      id: "meets:1",
      kind: "booking-meets-block",
      loser: sideOf(placed),
      other: blockSide,
      nearest,
      ways: ["moved", "kept", "waitlisted", "cancelled"],
    }),
    conflictOf({
      id: "meets:2",
      kind: "external-event-over-booking",
      loser: sideOf(placed),
      other: { ...blockSide, block: { ...block, source: "google", reason: "School run" } },
      nearest: [],
      ways: ["moved", "kept", "waitlisted", "cancelled"],
    }),
    conflictOf({
      id: "field-divergence:1:phone",
      kind: "field-divergence",
      loser: { ...sideOf(placed), appointment: null, practitionerName: null, typeName: null, by: "Desk 2" },
      detail: {
        group: "phone",
        wanted: { phone: "+49 170 555 9", phone_digits: "491705559" },
        current: { phone: "+49 30 555 1001", phone_digits: "49305551001" },
      },
      ways: ["wanted", "current"],
    }),
    conflictOf({
      id: "edit-after-cancel:1",
      kind: "edit-after-cancel",
      loser: sideOf(placed, { by: "Desk 3" }),
      detail: { group: "status", wanted: { status: "arrived" }, current: { status: "cancelled" } },
      ways: ["wanted", "current"],
    }),
    conflictOf({
      id: "seat-taken:1",
      kind: "seat-taken",
      loser: { ...sideOf(placed), typeName: "Group" },
      other: {
        ...sideOf(winner),
        appointment: null,
        practitionerName: null,
        typeName: null,
      },
      ways: ["wanted", "current"],
    }),
  ];
}

test("every kind of decision, the settled ones, and the empty page", async () => {
  await stage(desk, { sharing: connected() });
  await openPage(window, "Decisions");
  await expect(window.getByRole("heading", { name: "Nothing needs a decision" })).toBeVisible();
  await inspect(window, "decisions-empty");

  const conflicts = await everyKind();
  const now = systemClock();
  const settled = conflicts.slice(0, 2).map((conflict, index) => ({
    ...conflict,
    state: index === 0 ? ("resolved" as const) : ("closed" as const),
    resolution: index === 0 ? ("moved" as const) : null,
    closedBy: index === 0 ? "Front desk" : null,
    closedAt: now - 20 * MINUTE,
    superseded:
      index === 0 ? [{ by: "Desk 2", at: now - 18 * MINUTE, resolution: "cancelled" as const }] : [],
  }));
  await stage(desk, { sharing: connected(), conflicts, settled });
  for (const [index, { kind }] of conflicts.entries()) {
    await window.getByRole("tab").nth(index).click();
    await expect(window.getByRole("tabpanel")).toBeVisible();
    await inspect(window, `decision-${kind}`);
  }
  await window.getByRole("tab").first().click();
  await window.keyboard.press("p");
  const swap = window.getByRole("group", { name: /^Jonas Weber gets the time/ });
  await expect(swap).toBeFocused();
  await expect(swap.getByRole("button", { name: / to / })).toHaveCount(3);
  await inspect(window, "decision-swap");
  await window.keyboard.press("Escape");
  await window.keyboard.press("Delete");
  await expect(window.getByRole("form", { name: "Cancel the appointment of Jonas Weber" })).toBeVisible();
  await inspect(window, "decision-cancel");
  await window.keyboard.press("Escape");
  await setSize(1024, 640);
  await inspect(window, "decision-small");
  await setSize(1280, 800);
  await window.getByRole("radio", { name: "Settled" }).click();
  await inspect(window, "decisions-settled");
});

test("the board with what is provisional, undecided, and booked elsewhere just now", async () => {
  const { winner, loser } = await twoForOne();
  const [maria = "", , amina = ""] = practice.clients;
  const [, ben = "", chen = ""] = practice.practitioners;
  const provisional = await done(
    book(window, practice, { startsAt: at("09:00"), practitionerId: ben, clientId: amina }),
  );
  const short = await done(
    book(window, practice, {
      startsAt: at("10:30"),
      practitionerId: ben,
      clientId: maria,
      typeId: practice.types.short,
    }),
  );
  const now = systemClock();
  const holds = [
    {
      holdId: "h",
      deskName: "Desk 2",
      practitionerId: chen,
      roomId: null,
      startsAt: at("09:30"),
      busyUntil: at("10:30"),
      expiresAt: now + 600,
    },
  ];
  await stage(desk, {
    sharing: { ...connected(), waiting: 2, oldestWaitingAt: now - 3 },
    conflicts: [
      conflictOf({
        id: "1",
        kind: "slot-taken",
        loser: sideOf(loser),
        other: sideOf(winner),
        ways: ["moved"],
      }),
    ],
    holds,
    appointments: {
      [loser.id]: loser,
      [winner.id]: { needsDecision: true },
      [provisional.appointment.id]: { sharing: "provisional" },
      [short.appointment.id]: { sharing: "provisional" },
    },
  });
  await goToTomorrow(window);
  await window.keyboard.press("Home");
  await expect(card(window, /not confirmed yet$/).first()).toBeVisible();
  await expect(window.getByRole("img", { name: "Desk 2 is booking this, 9:30 to 10:30" })).toBeVisible();
  await inspect(window, "board-shared");
  await card(window, /^Jonas Weber.*needs a decision$/).click();
  await expect(window.getByRole("button", { name: "Decide", exact: true })).toBeVisible();
  await inspect(window, "appointment-undecided");
});

test("the booking form while this desk works alone", async () => {
  const now = systemClock();
  await stage(desk, {
    sharing: {
      ...connected(),
      state: "offline",
      since: now - HOUR,
      waiting: 7,
      lastExchangeAt: now - HOUR,
      cut: true,
    },
  });
  await goToTomorrow(window);
  for (const key of ["Home", "n"]) await window.keyboard.press(key);
  await expect(bookingForm(window).getByText(/this desk works alone/i)).toBeVisible();
  await inspect(window, "booking-alone");
  await window.keyboard.press("Escape");
  await expect(boardOf(window, tomorrow())).toBeFocused();
});

test("another desk was first: told in the panel, and beside the board while something else is typed", async () => {
  await goToTomorrow(window);
  const { keyboard } = window;
  const bookAt = async (keys: string[], name: string): Promise<AppointmentView> => {
    for (const key of [...keys, "n"]) await keyboard.press(key);
    await keyboard.type(name);
    await expect(window.getByRole("option").first()).toBeVisible();
    await keyboard.press("Enter");
    await expect(bookingForm(window).getByRole("combobox", { name: "Client" })).toHaveValue(/ /);
    await keyboard.press("Enter");
    await expect(bookingForm(window)).toBeHidden();
    const { appointments } = await done(call(window, "schedule.day", { day: tomorrow() }));
    const booked = appointments.find(({ clientName }) => clientName?.startsWith(name));
    if (!booked) throw new Error("not booked");
    return booked;
  };
  const lost = (loser: AppointmentView) => {
    const winner = { ...loser, id: crypto.randomUUID(), clientName: "Peter Novak", bookedBy: "Desk 2" };
    return conflictOf({
      id: `slot-taken:${loser.id}`,
      kind: "slot-taken",
      loser: sideOf({ ...loser, placed: false }),
      other: sideOf(winner, { at: systemClock() - 2 }),
      nearest: [free(0, "09:00", 50), free(1, "08:00", 50), free(2, "08:00", 50)],
      ways: ["moved"],
    });
  };
  const first = await bookAt(["Home"], "Jonas");
  await stage(desk, { sharing: connected(), conflicts: [lost(first)] });
  const panel = window.getByRole("complementary", { name: "Another desk was first" });
  await expect(panel.getByRole("alert")).toContainText("Dr Ada Okafor is taken from 8:00 to 8:50 (Peter N.");
  await expect(panel.getByRole("group", { name: "Nearest free times" })).toBeFocused();
  await inspect(window, "another-desk-was-first");
  await keyboard.press("Escape");
  await expect(boardOf(window, tomorrow())).toBeFocused();

  await stage(desk, { sharing: connected() });
  const second = await bookAt(["PageDown", "PageDown"], "Amina");
  await keyboard.press("n");
  await keyboard.type("Mar");
  await stage(desk, { sharing: connected(), conflicts: [lost(second)] });
  await expect(window.getByText("Another desk was first: Amina Diallo needs another time.")).toBeVisible();
  await expect(bookingForm(window).getByRole("combobox", { name: "Client" })).toBeFocused();
  // The list of clients goes first; then the rest of the window is there again for everybody.
  await keyboard.press("Escape");
  await expect(
    window.getByRole("alert").filter({ hasText: "Amina Diallo needs another time" }),
  ).toBeVisible();
  await inspect(window, "another-desk-meanwhile");
});

test("settings of sharing: alone, shared, paused, and after the server was restored", async () => {
  await openPage(window, "Settings");
  const join = window.getByRole("button", { name: "Join a practice" });
  await join.click();
  await join.scrollIntoViewIfNeeded();
  await window.getByRole("form", { name: "Join a practice" }).scrollIntoViewIfNeeded();
  await inspect(window, "sharing-join");
  await join.click();
  const prepare = window.getByRole("button", { name: "Prepare a server" });
  await prepare.click();
  await window.getByRole("button", { name: "Prepare", exact: true }).click();
  await window.getByRole("form", { name: "Prepare a server" }).scrollIntoViewIfNeeded();
  await inspect(window, "sharing-prepare");
  const now = systemClock();
  await stage(desk, { sharing: { ...connected(), secretsForSession: true } });
  const heading = window.getByRole("heading", { name: "Shared server" });
  await heading.scrollIntoViewIfNeeded();
  await window.getByRole("button", { name: /^Take out Dr Okafor/ }).click();
  await inspect(window, "sharing-shared");
  await stage(desk, {
    sharing: {
      ...connected(),
      state: "paused",
      waiting: 12,
      oldestWaitingAt: now - HOUR,
      problem: { code: "desk-too-old", detail: "", at: now },
      missing: null,
    },
  });
  await expect(window.getByRole("contentinfo")).toContainText("Update this desk to share its 12 changes");
  await inspect(window, "sharing-too-old");
  await stage(desk, {
    sharing: {
      ...connected(),
      state: "paused",
      missing: { rows: 412, of: 1_890 },
      progress: { what: "recovering", done: 340, total: 1_000 },
    },
  });
  await inspect(window, "sharing-missing");
});

test("health with sharing", async () => {
  const now = systemClock();
  const latency = { p50Ms: 4.2, p99Ms: 21, maxMs: 80 };
  const byDay: HealthView["conflicts"]["byDay"] = Array.from({ length: 14 }, (_, index) => ({
    day: addDays(tomorrow(), index - 14),
    opened: [0, 2, 1, 0, 0, 4, 1][index % 7] ?? 0,
    closed: [0, 1, 2, 0, 0, 3, 2][index % 7] ?? 0,
  }));
  await stage(desk, {
    sharing: {
      ...connected(),
      troubled: [
        {
          opId: "01a20916-5e99-7174-8c3c-aeafa858e0c8",
          outcome: "quarantined",
          reason: "a colour of 40",
          at: now - HOUR,
          action: "types.change",
          actor: "Desk 2",
          doneAt: now - 2 * HOUR,
          about: null,
        },
      ],
    },
    health: {
      outbox: { waiting: 3, oldestAt: now - 4 * MINUTE },
      sharing: {
        push: latency,
        pull: latency,
        position: 12_402,
        head: 12_410,
        skewSeconds: 190,
        troubled: 1,
        server: { overlaps: 0, gaps: 0, checkedAt: now - 50 },
      },
      conflicts: { open: { "slot-taken": 2, "field-divergence": 1 }, byDay },
    },
  });
  await openPage(window, "Health");
  const heading = window.getByRole("heading", { name: "Sharing" });
  await expect(heading).toBeVisible();
  await heading.evaluate((element) => element.scrollIntoView());
  await inspect(window, "health-sharing");
});
