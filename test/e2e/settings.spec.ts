import type { Page } from "@playwright/test";
import { weekday } from "../../src/time/zoned-day.ts";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, test } from "./helpers/desk.ts";
import { at, book, type Practice, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { card, goToTomorrow, notification, openPage } from "./helpers/screen.ts";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

let desk: Desk;
let window: Page;
let practice: Practice;

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  practice = await setUpPractice(window);
});

test("a day off lists the bookings it would leave alone, and keeps them if that is meant", async () => {
  const [ada = ""] = practice.practitioners;
  await done(book(window, practice, { startsAt: at("10:00") }));
  await openPage(window, "Settings");
  await window.getByRole("button", { name: "Change Dr Ada Okafor" }).click();
  const form = window.getByRole("form", { name: "Working hours" });
  await form.getByRole("textbox", { name: WEEKDAYS[weekday(tomorrow()) - 1] ?? "" }).fill("");
  await form.getByRole("button", { name: "Save hours" }).click();
  await expect(form.getByRole("alert")).toContainText(
    "One booking lies in this time. Nothing was changed yet.",
  );
  await expect(form.getByRole("listitem")).toContainText(["Maria Lopez"]);
  const hours = async () => {
    const { hours: all } = await done(call(window, "hours.read", { practitionerId: ada }));
    return all.at(-1)?.pattern[weekday(tomorrow()) - 1];
  };
  expect(await hours()).toEqual([[480, 1080]]);

  await form.getByRole("button", { name: "Change anyway, keep the bookings" }).click();
  await expect(notification(window, "The hours of Dr Ada Okafor are changed")).toBeVisible();
  const { practitioners, appointments } = await done(call(window, "schedule.day", { day: tomorrow() }));
  expect(practitioners.find(({ id }) => id === ada)?.hours).toEqual([]);
  expect(appointments).toMatchObject([{ status: "booked" }]);
});

test("a practitioner, a room and a type that are added are on the board and in the form at once", async () => {
  await openPage(window, "Settings");
  for (const [field, name] of [
    ["Add a practitioner", "Dr Noor Haddad"],
    ["Add a room", "Garden room"],
    ["Add a type", "Home visit"],
  ] as const) {
    await window.getByRole("textbox", { name: field }).fill(name);
    await window.keyboard.press("Enter");
    await expect(window.getByRole("button", { name: `Change ${name}` })).toBeVisible();
  }
  await openPage(window, "Schedule");
  await expect(window.getByRole("columnheader", { name: "Dr Noor Haddad" })).toBeVisible();
  await window.keyboard.press("]");
  await window.keyboard.press("n");
  const form = window.getByRole("form", { name: "New booking" });
  await form.getByRole("button", { name: /Room$/ }).click();
  await expect(window.getByRole("option", { name: "Garden room" })).toBeVisible();
});

test("dark is remembered, and the desk's name stands beside what it books", async ({ launchDesk }) => {
  await openPage(window, "Settings");
  await window.getByText("Dark", { exact: true }).click();
  await expect(window.locator("html")).toHaveAttribute("data-theme", "dark");
  await window.getByRole("textbox", { name: "Name of this desk" }).fill("Front desk");
  await window.keyboard.press("Enter");
  await expect(window.getByRole("contentinfo")).toContainText("Front desk");
  const { appointment } = await done(book(window, practice, { startsAt: at("10:00") }));
  expect(appointment.bookedBy).toBe("Front desk");
  await desk.close();

  const again = await launchDesk({ dataDir: desk.dataDir });
  await expect(again.window.locator("html")).toHaveAttribute("data-theme", "dark");
  await goToTomorrow(again.window);
  await again.window.keyboard.press("Home");
  await expect(card(again.window, /^Maria Lopez, Follow-up, 10:00 to 10:30/)).toBeVisible();
});

test("health proves the promise while you look, and makes a backup", async () => {
  await openPage(window, "Health");
  await window.getByRole("button", { name: "Check now" }).click();
  await expect(window.getByText("Sound", { exact: true })).toBeVisible();
  await expect(window.getByText("No two appointments overlap")).toBeVisible();
  const before = (await done(call(window, "health.read", {}))).backup.count;
  await window.getByRole("button", { name: "Back up now" }).click();
  await expect(notification(window, "Backed up.")).toBeVisible();
  expect((await done(call(window, "health.read", {}))).backup.count).toBe(before + 1);
});
