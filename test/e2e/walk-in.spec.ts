import type { Locator, Page } from "@playwright/test";
import { startOfNow } from "../../src/scheduling/free-next.ts";
import { systemClock } from "../../src/time/clock.ts";
import { dayOf } from "../../src/time/zoned-day.ts";
import { call, done } from "./helpers/call.ts";
import { expect, type LaunchDesk, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { book, everyDay, PEOPLE, type Practice, setUpPractice, ZONE } from "./helpers/practice.ts";
import { boardOf, bookingForm, tabTo } from "./helpers/screen.ts";

let window: Page;
let practice: Practice;
let panel: Locator;

const today = () => dayOf(ZONE, systemClock());

/** People who work at all hours: whenever the test runs, it is now. */
async function open(launchDesk: LaunchDesk): Promise<void> {
  ({ window } = await launchDesk());
  const practitioners = PEOPLE.map((name) => ({ name, pattern: everyDay(0, 1440) }));
  practice = await setUpPractice(window, { practitioners });
  panel = window.getByRole("complementary", { name: "Walk-in" });
  await expect(boardOf(window, today())).toBeFocused();
}

test("N at now offers who is free, in order, and Enter books there from these five minutes on", async ({
  launchDesk,
}) => {
  await open(launchDesk);
  const now = startOfNow(systemClock());
  const { keyboard } = window;
  const [ada = "", ben = "", chen = ""] = practice.practitioners;
  // Ada has somebody now; Chen is free, but not for long.
  await done(book(window, practice, { startsAt: now }));
  await done(book(window, practice, { startsAt: now + 7_200, practitionerId: chen }));
  await keyboard.press("n");
  const options = panel.getByRole("option");
  await expect(options).toHaveCount(3);
  await expect(options.first()).toBeFocused();
  await expect(options.nth(0)).toHaveAccessibleName(/^Ben Ruiz.*Free for the rest of the day/);
  await expect(options.nth(1)).toHaveAccessibleName(/^Chen Wei.*Free until .*2 h$/);
  await expect(options.nth(2)).toHaveAccessibleName(/^Dr Ada Okafor.*Free from /);
  await expect(panel.getByRole("group", { name: "Free now" }).getByRole("option")).toHaveCount(2);
  await expect(panel.getByRole("group", { name: "Free next" }).getByRole("option")).toHaveCount(1);
  await inspect(window, "walk-in");

  await keyboard.press("Enter");
  const form = bookingForm(window);
  await expect(form.getByText(/^Held by this desk/)).toBeVisible();
  await keyboard.type("pet");
  await expect(window.getByRole("option", { name: "Peter Novak" })).toBeVisible();
  await keyboard.press("Enter");
  await keyboard.press("Enter");
  await expect(form).toBeHidden();
  const { appointments } = await done(call(window, "schedule.day", { day: today() }));
  const booked = appointments.find(({ practitionerId }) => practitionerId === ben);
  expect(booked).toMatchObject({ status: "booked", source: "walk-in", clientName: "Peter Novak" });
  expect((booked?.startsAt ?? 0) % 300).toBe(0);
  expect(booked?.startsAt).toBeGreaterThanOrEqual(now);
  expect(booked?.startsAt).toBeLessThanOrEqual(systemClock());
  expect(appointments.filter(({ practitionerId }) => practitionerId === ada)).toHaveLength(1);
});

test("away from now N books at the cursor, and after Escape at now it is a walk-in again", async ({
  launchDesk,
}) => {
  await open(launchDesk);
  const { keyboard } = window;
  await keyboard.press("n");
  await expect(panel.getByRole("option").first()).toBeFocused();
  await keyboard.press("Escape");
  await expect(boardOf(window, today())).toBeFocused();
  await keyboard.press("]");
  await keyboard.press("n");
  await expect(bookingForm(window)).toBeVisible();
});

test("when nobody is free any more today it says so, and a later time is a Tab away", async ({
  launchDesk,
}) => {
  await open(launchDesk);
  const { keyboard } = window;
  for (const practitionerId of practice.practitioners) {
    const off = { practitionerId, day: today(), ranges: [] };
    await done(call(window, "hours.set-exception", off));
  }
  await keyboard.press("n");
  await expect(panel.getByText("Nobody is free for this any more today.")).toBeVisible();
  await inspect(window, "walk-in-nobody");
  await tabTo(window, panel.getByRole("button", { name: "Find a later time" }));
  await keyboard.press("Enter");
  const found = window.getByRole("listbox", { name: "Free times" });
  await expect(found.getByRole("option").first()).toBeFocused();
  await expect(found.getByRole("group").first()).toHaveAccessibleName(/^Tomorrow/);
});
