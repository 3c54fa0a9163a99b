import { join } from "node:path";
import Database from "better-sqlite3";
import { systemClock } from "../../src/time/clock.ts";
import { dayOf } from "../../src/time/zoned-day.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { call, callTogether, done } from "./helpers/call.ts";
import { expect, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, bookingOf, everyDay, setUpPractice, ZONE } from "./helpers/practice.ts";
import { boardOf, bookingForm, card, goToTomorrow, press } from "./helpers/screen.ts";
import { stage } from "./helpers/staged.ts";

/**
 * The states that UI.md names, those that no other test shows. First start: looks; no practitioners, a day off for
 * everybody: week-looks; offline: sharing-looks; refused: refused; over midnight: sizes; the hour that repeats: dst.
 */
test.describe.configure({ timeout: 120_000 });

const today = () => dayOf(ZONE, systemClock());

test("a slow day shows where its columns will be, and never before 150 ms", async ({ launchDesk }) => {
  const desk = await launchDesk();
  const { window } = desk;
  await setUpPractice(window);
  await expect(boardOf(window, today())).toBeFocused();
  await stage(desk, { isSlow: true });
  // When the frame was there, and when the first sign of waiting.
  await window.addInitScript(() => {
    const seen: Record<string, number> = {};
    Object.assign(globalThis, { seen });
    const look = (): void => {
      if (document.querySelector("main")) seen["frame"] ??= performance.now();
      const isLoading = [...document.querySelectorAll("[role=status]")].some(
        ({ textContent }) => textContent === "Opening the day",
      );
      if (isLoading) seen["skeleton"] ??= performance.now();
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
  });
  await window.reload();
  await expect(window.getByText("Opening the day")).toBeAttached();
  const { frame = 0, skeleton = 0 } = await window.evaluate(
    () => (globalThis as unknown as { seen: Record<string, number> }).seen,
  );
  expect(skeleton - frame, "ms before anything is shown").toBeGreaterThanOrEqual(149);
  await inspect(window, "state-loading");
  await stage(desk, {});
  await expect(boardOf(window, today())).toBeFocused();
  await expect(window.getByText("Opening the day")).toHaveCount(0);
});

test("a search that four hundred clients answer shows the likeliest, and says how to narrow it", async ({
  launchDesk,
}) => {
  const { window } = await launchDesk();
  const names = Array.from({ length: 400 }, (_, index) => `Maria Schneider-${String(index + 1)}`);
  await setUpPractice(window, { clients: names });
  await goToTomorrow(window);
  await press(window, "Home", "n");
  await expect(bookingForm(window).getByText(/^Held by this desk/)).toBeVisible();
  await window.keyboard.type("maria");
  await expect(window.getByText("The first 50 of them. Type more to see others.")).toBeVisible();
  await inspect(window, "state-400-clients");
  await press(window, "Escape", "Escape", "/");
  await window.keyboard.type("maria");
  await expect(window.getByRole("menuitem", { name: /^Book for Maria/ }).first()).toBeVisible();
  await expect(window.getByText("The first 50 clients: type more to see others")).toBeVisible();
  await inspect(window, "state-400-clients-palette");
});

test("data that can only be read is shown with a word about it, and a booking keeps what was typed", async ({
  launchDesk,
}) => {
  const desk = await launchDesk();
  const { window } = desk;
  const practice = await setUpPractice(window);
  await done(book(window, practice, { startsAt: at("08:00") }));
  // Root may write everywhere: recovery.spec has the real folder, for every other account.
  const database = { state: "read-only", reason: "folder-not-writable" } as const;
  await stage(desk, { app: { database }, refusal: { code: "read-only" } });
  await goToTomorrow(window);
  await press(window, "Home");
  await expect(window.getByText(/^Anteroom can only read its data right now/)).toBeVisible();
  await inspect(window, "state-read-only");
  await press(window, "PageDown", "n");
  await window.keyboard.type("jonas");
  await expect(window.getByRole("option", { name: "Jonas Weber" })).toBeVisible();
  await press(window, "Enter", "Enter");
  const form = bookingForm(window);
  await expect(form.getByRole("alert")).toContainText("can only read its data");
  await expect(form.getByRole("combobox", { name: "Client" })).toHaveValue("Jonas Weber");
  await inspect(window, "state-read-only-booking");
});

test("data that another process has locked is not touched, and opens as soon as it is free", async ({
  launchDesk,
}) => {
  const dataDir = temporaryFolder();
  const desk = await launchDesk({ dataDir });
  await setUpPractice(desk.window);
  await desk.close();
  const lock = new Database(join(dataDir, "desk.lock"));
  lock.exec("BEGIN EXCLUSIVE");
  const { window } = await launchDesk({ dataDir });
  await expect(window.getByRole("heading", { name: "Anteroom is open already" })).toBeVisible();
  await inspect(window, "state-locked");
  lock.close();
  await window.getByRole("button", { name: "Try again" }).click();
  await expect(boardOf(window, today())).toBeFocused();
});

test("names of forty letters and names from right to left, of practitioners, rooms, types and clients", async ({
  launchDesk,
}) => {
  const { window } = await launchDesk();
  const long = "Maximiliane-Theodora Freifrau von Walden";
  expect(long).toHaveLength(40);
  const practice = await setUpPractice(window, {
    clients: [long, "محمد عبد الرحمن الحسيني", "יעקב בן־דוד"],
    practitioners: [long, "ד״ר נועה כהן־לוי", "Ben Ruiz"].map((name) => ({
      name,
      pattern: everyDay(480, 1080),
    })),
    rooms: [{ name: "The large room on the second floor, left" }],
  });
  const [longId = "", arabic = "", hebrew = ""] = practice.clients;
  const [first = "", second = "", ben = ""] = practice.practitioners;
  const { short, intake } = practice.types;
  const roomId = practice.rooms[0] ?? "";
  const bookings = [
    { startsAt: at("08:00"), clientId: longId, practitionerId: first, typeId: intake, roomId },
    { startsAt: at("09:00"), clientId: arabic, practitionerId: first, typeId: short },
    { startsAt: at("08:00"), clientId: arabic, practitionerId: second },
    { startsAt: at("08:30"), clientId: hebrew, practitionerId: second, typeId: short },
    { startsAt: at("09:00"), clientId: longId, practitionerId: second, typeId: short },
    { startsAt: at("10:00"), clientId: hebrew, practitionerId: ben, typeId: intake },
  ].map((each) => bookingOf(practice, each));
  for (const booking of bookings) await done(call(window, "appointments.book", booking));
  await goToTomorrow(window);
  await press(window, "Home");
  await expect(card(window, new RegExp(`^${long}, Intake`))).toBeVisible();
  await inspect(window, "state-names");
  await press(window, "Enter");
  await expect(window.getByRole("complementary", { name: long })).toBeVisible();
  await inspect(window, "state-names-card");
  await press(window, "Escape");
  await card(window, /^محمد عبد الرحمن الحسيني, Follow-up/).click();
  await expect(window.getByRole("complementary", { name: "محمد عبد الرحمن الحسيني" })).toBeVisible();
  await inspect(window, "state-names-right-to-left");
});

test("fifty practitioners: the columns stay legible, and the header and the times stay in view", async ({
  launchDesk,
}) => {
  const { window } = await launchDesk();
  const surnames = ["Okafor", "Ruiz", "Wei", "von Erlenfels-Mondsee", "Demirci"];
  const given = [
    "Dr Ada",
    "Ben",
    "Chen",
    "Dr Friederike",
    "Yusuf",
    "Alma",
    "Björn",
    "Carla",
    "Dr Femi",
    "Zoë",
  ];
  const names = surnames.flatMap((surname) => given.map((first) => `${first} ${surname}`));
  const practitioners = names.map((name) => ({ name, pattern: everyDay(480, 1080) }));
  const practice = await setUpPractice(window, { practitioners });
  const wishes = practice.practitioners.flatMap((practitionerId, index) =>
    ["08:00", "10:00", "14:30"].map((time, turn) =>
      bookingOf(practice, {
        practitionerId,
        startsAt: at(time),
        clientId: practice.clients[(index + turn) % 4] ?? "",
        typeId: Object.values(practice.types)[(index + turn) % 3] ?? "",
      }),
    ),
  );
  const answers = await callTogether(window, "appointments.book", wishes);
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  await goToTomorrow(window);
  await press(window, "Home");
  await expect(window.getByRole("columnheader")).not.toHaveCount(0);
  await inspect(window, "state-fifty");
  for (let steps = 0; steps < 49; steps += 1) await press(window, "ArrowRight");
  await expect(window.getByRole("columnheader", { name: "Zoë Demirci" })).toBeInViewport({ ratio: 0.99 });
  await expect(window.getByText("9:00", { exact: true })).toBeInViewport();
  await inspect(window, "state-fifty-last");
});
