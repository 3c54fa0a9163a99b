import type { Locator, Page } from "@playwright/test";
import { systemClock } from "../../src/time/clock.ts";
import { addDays, type Day, dayOf, weekday } from "../../src/time/zoned-day.ts";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, type LaunchDesk, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, type Practice, setUpPractice, ZONE } from "./helpers/practice.ts";
import {
  boardOf,
  bookingForm,
  card,
  dayHeading,
  notification,
  press as pressIn,
  weekOf as weekIn,
} from "./helpers/screen.ts";

const today = (): Day => dayOf(ZONE, systemClock());
const nextMonday = (): Day => addDays(today(), 8 - weekday(today()));

let desk: Desk;
let window: Page;
let practice: Practice;

const weekOf = (name: string): Locator => weekIn(window, name);
const heading = (day: Day): Locator => dayHeading(window, day);
const press = (...keys: string[]): Promise<void> => pressIn(window, ...keys);

/** The desk is closed and opened again, as on the next morning. */
async function openAgain(launchDesk: LaunchDesk): Promise<void> {
  await desk.close();
  desk = await launchDesk({ dataDir: desk.dataDir });
  ({ window } = desk);
}

const belongTo = (practitionerId: string | null) =>
  done(call(window, "settings.change", { key: "own-practitioner", value: practitionerId }));

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  practice = await setUpPractice(window);
  await expect(boardOf(window, today())).toBeFocused();
});

test("a desk that is given to a practitioner shows their week at once, opens on it, and can be everybody's again", async ({
  launchDesk,
}) => {
  await window.getByRole("navigation", { name: "Pages" }).getByRole("button", { name: "Settings" }).click();
  const choice = window.getByRole("button", { name: /This desk belongs to$/ });
  await choice.focus();
  await press("Enter");
  await expect(window.getByRole("option", { name: "Everybody" })).toBeFocused();
  await press("b", "Enter");
  await expect(notification(window, "Saved: the desk of Ben Ruiz")).toBeVisible();
  await inspect(window, "own-setting");
  await press("Escape");
  await expect(weekOf("Ben Ruiz")).toBeFocused();

  await openAgain(launchDesk);
  await expect(weekOf("Ben Ruiz")).toBeFocused();
  await expect(heading(today())).toHaveAttribute("aria-current", "date");
  // Everything else is as near as anywhere.
  await press("d");
  await expect(boardOf(window, today())).toBeFocused();
  await expect(window.getByRole("columnheader")).toHaveCount(3);

  await belongTo(null);
  await openAgain(launchDesk);
  await expect(boardOf(window, today())).toBeFocused();
});

test("B is the first key: it blocks time where the week was opened", async ({ launchDesk }) => {
  const [, ben = ""] = practice.practitioners;
  await belongTo(ben);
  await openAgain(launchDesk);
  await expect(weekOf("Ben Ruiz")).toBeFocused();
  await expect(window.getByRole("button", { name: "Block time" })).toBeVisible();
  await press("]", "Home", "b");
  const form = window.getByRole("form", { name: "Block time" });
  await expect(form).toBeVisible();
  await window.keyboard.type("Paperwork");
  await inspect(window, "own-block");
  await press("Enter");
  const day = addDays(today(), 7);
  await expect(card(window, /^Blocked: Paperwork, .* 8:00 to 9:00/)).toBeVisible();
  const { blocks } = await done(call(window, "schedule.day", { day }));
  expect(blocks).toMatchObject([{ practitionerId: ben, startsAt: at("8:00", day), reason: "Paperwork" }]);
});

test("their decisions come first, and say that they are theirs; the others are below", async ({
  launchDesk,
}) => {
  const [ada = "", ben = ""] = practice.practitioners;
  const [, jonas = ""] = practice.clients;
  const day = nextMonday();
  // A block over a booking that stays under it waits for a decision.
  for (const [practitionerId, time, clientId] of [
    [ada, "9:00", practice.clients[0]],
    [ben, "15:00", jonas],
  ] as const) {
    const startsAt = at(time, day);
    await done(book(window, practice, { startsAt, practitionerId, clientId: clientId ?? "" }));
    const block = {
      practitionerId,
      startsAt,
      endsAt: startsAt + 3_600,
      reason: "Course",
      keepBookings: true,
    };
    await done(call(window, "blocks.create", block));
  }
  await belongTo(ben);
  await openAgain(launchDesk);
  await expect(weekOf("Ben Ruiz")).toBeFocused();
  await press("o");
  const tabs = window.getByRole("tab");
  await expect(tabs).toHaveText([/^Jonas Weber.*About Ben Ruiz/, /^Maria Lopez/]);
  await expect(tabs.nth(0)).toBeFocused();
  await expect(tabs.nth(1)).not.toContainText("About");
  await inspect(window, "own-decisions");
});

test("for weeks alone: blocked, booked and moved far ahead, closed and opened again, and all of it is there", async ({
  launchDesk,
}) => {
  const [, ben = ""] = practice.practitioners;
  await belongTo(ben);
  await openAgain(launchDesk);
  await expect(weekOf("Ben Ruiz")).toBeFocused();
  const WEEKS = 5;
  for (let week = 1; week <= WEEKS; week += 1) {
    const day = addDays(today(), week * 7);
    await press("]");
    await expect(heading(day)).toBeVisible();
    await press("Home", "b");
    await expect(window.getByRole("form", { name: "Block time" })).toBeVisible();
    await window.keyboard.type(`Course ${week}`);
    await press("Enter");
    await expect(card(window, new RegExp(`^Blocked: Course ${week}, `))).toBeVisible();
    await expect(weekOf("Ben Ruiz")).toBeFocused();
    await press("PageDown", "Enter");
    await expect(bookingForm(window).getByText(/^Held by this desk/)).toBeVisible();
    await window.keyboard.type("mar");
    await expect(window.getByRole("option", { name: "Maria Lopez" })).toBeVisible();
    await press("Enter", "Enter");
    await expect(card(window, /^Maria Lopez, Intake, .* 10:00 to 10:50, booked/)).toBeVisible();
    await expect(weekOf("Ben Ruiz")).toBeFocused();
  }
  await openAgain(launchDesk);
  await expect(weekOf("Ben Ruiz")).toBeFocused();
  for (let week = 1; week <= WEEKS; week += 1) {
    await press("]");
    await expect(card(window, new RegExp(`^Blocked: Course ${week}, .* 8:00 to 9:00`))).toBeVisible();
    await expect(card(window, /^Maria Lopez, Intake, .* 10:00 to 10:50, booked/)).toBeVisible();
  }
  const { sharing } = await done(call(window, "health.read", {}));
  expect(sharing, "there is no server").toBeNull();
});

test("a desk whose practitioner has left is everybody's", async ({ launchDesk }) => {
  const [, ben = ""] = practice.practitioners;
  await belongTo(ben);
  await done(
    call(window, "practitioners.change", { id: ben, version: 1, name: "Ben Ruiz", leavesOn: today() }),
  );
  await openAgain(launchDesk);
  await expect(boardOf(window, today())).toBeFocused();
});
