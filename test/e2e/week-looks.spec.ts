import type { Page } from "@playwright/test";
import { systemClock } from "../../src/time/clock.ts";
import { addDays, type Day, dayOf, weekday } from "../../src/time/zoned-day.ts";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, everyDay, setUpPractice, ZONE } from "./helpers/practice.ts";
import { boardOf, bookingForm, press } from "./helpers/screen.ts";

const LONG = "Maximiliane-Charlotte Freifrau zu Birkenau-Auerfeldstein";
const today = (): Day => dayOf(ZONE, systemClock());
const nextMonday = (): Day => addDays(today(), 8 - weekday(today()));

// Each in light and in dark: axe takes its time.
test.describe.configure({ timeout: 120_000 });

const resize = (desk: Desk, width: number, height: number): Promise<void> =>
  desk.app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
    width,
    height,
  ] as const);

const weekIsOpen = (window: Page): Promise<void> =>
  expect(window.getByRole("grid", { name: /^Week of / })).toBeFocused();

test("the demo's week, in a wide and in a narrow window, alone and beside a booking", async ({
  launchDesk,
}) => {
  const desk = await launchDesk({ demo: true });
  const { window } = desk;
  await expect(window.getByRole("columnheader")).toHaveCount(12);
  await press(window, "w");
  await weekIsOpen(window);
  await inspect(window, "week-1280");
  await press(window, "]", "n");
  await expect(bookingForm(window)).toBeVisible();
  await inspect(window, "week-booking-1280");
  await resize(desk, 1024, 700);
  await inspect(window, "week-booking-1024");
  await press(window, "Escape");
  await inspect(window, "week-1024");
  await press(window, "h");
  await expect(window.getByRole("menu")).toBeVisible();
  await inspect(window, "week-people-1024");
  await press(window, "Escape", "d", "h");
  await expect(window.getByRole("grid", { name: "People" })).toBeVisible();
  await inspect(window, "people-1024");
});

test("long names of practitioners and clients, and short visits, in a week", async ({ launchDesk }) => {
  const desk = await launchDesk();
  const { window } = desk;
  const practice = await setUpPractice(window, {
    clients: ["Maria Lopez", LONG, "יעקב בן־דוד"],
    practitioners: [LONG, "Ben Ruiz"].map((name) => ({ name, pattern: everyDay(480, 1080) })),
  });
  await expect(boardOf(window, today())).toBeFocused();
  const [maria = "", long = "", hebrew = ""] = practice.clients;
  const { short, intake } = practice.types;
  for (const [offset, time, clientId, typeId] of [
    [0, "8:00", long, intake],
    [1, "8:30", hebrew, short],
    [1, "8:45", long, short],
    [2, "9:00", maria, intake],
    [6, "8:15", long, intake],
  ] as const) {
    await done(
      book(window, practice, { startsAt: at(time, addDays(nextMonday(), offset)), clientId, typeId }),
    );
  }
  const startsAt = at("12:00", addDays(nextMonday(), 3));
  await done(
    call(window, "blocks.create", {
      practitionerId: practice.practitioners[0] ?? "",
      startsAt,
      endsAt: at("12:00", addDays(nextMonday(), 5)),
      reason: "Congress of the society for behavioural medicine",
    }),
  );
  await press(window, "w", "]", "Home");
  await weekIsOpen(window);
  await inspect(window, "week-names-1280");
  await resize(desk, 1024, 700);
  await inspect(window, "week-names-1024");
});

test("nothing to show: a day off for everybody, and a week off", async ({ launchDesk }) => {
  const desk = await launchDesk();
  const { window } = desk;
  await setUpPractice(window, {
    practitioners: [{ name: "Ben Ruiz", pattern: everyDay(0, 0).map(() => []) as never }],
  });
  await expect(boardOf(window, today())).toBeFocused();
  await expect(window.getByText(/^Nobody works on /)).toBeVisible();
  await inspect(window, "day-off-for-everybody");
  await press(window, "w");
  await weekIsOpen(window);
  await expect(window.getByText("Ben Ruiz does not work in this week.")).toBeVisible();
  await inspect(window, "week-off");
});

test("a practice without practitioners says what to do, for the day and for the week", async ({
  launchDesk,
}) => {
  const { window } = await launchDesk();
  await setUpPractice(window, { practitioners: [] });
  const help = window.getByRole("heading", { name: "Nobody has a column here yet" });
  await expect(help).toBeVisible();
  await inspect(window, "no-practitioners-day");
  await press(window, "w");
  await expect(window.getByRole("button", { name: "Next week" })).toBeVisible();
  await expect(help).toBeVisible();
  await inspect(window, "no-practitioners-week");
});
