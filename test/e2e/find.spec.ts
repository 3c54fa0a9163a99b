import type { Locator, Page } from "@playwright/test";
import { systemClock } from "../../src/time/clock.ts";
import { addDays, dayOf, weekday } from "../../src/time/zoned-day.ts";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, keepScreen, openSecondWindow, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, PEOPLE, type Practice, setUpPractice, tomorrow, ZONE } from "./helpers/practice.ts";
import { boardOf, bookingForm, card, goToTomorrow, press as pressIn, tabTo } from "./helpers/screen.ts";

let desk: Desk;
let window: Page;
let practice: Practice;
let panel: Locator;
let list: Locator;

async function open(wishes: Parameters<typeof setUpPractice>[1], launched: Promise<Desk>): Promise<void> {
  desk = await launched;
  ({ window } = desk);
  practice = await setUpPractice(window, wishes);
  panel = window.getByRole("complementary", { name: "Find time" });
  list = panel.getByRole("listbox", { name: "Free times" });
}

const option = (index: number): Locator => list.getByRole("option").nth(index);
const press = (...keys: string[]): Promise<void> => pressIn(window, ...keys);

test.describe("in a practice at work", () => {
  test.beforeEach(async ({ launchDesk }) => {
    await open({}, launchDesk());
    await done(book(window, practice, { startsAt: at("08:00") }));
    await goToTomorrow(window);
  });

  test("F, Enter opens the form for the very next free time and holds it", async () => {
    await press("f");
    await expect(option(0)).toBeFocused();
    await expect(option(0)).toHaveAccessibleName(/8:00 to 8:50.*Ben Ruiz/);
    await keepScreen(window, "find");
    await press("Enter");
    await expect(bookingForm(window).getByText(/^Held by this desk/)).toBeVisible();
    await expect(card(window, "Hold by this desk, Intake, 8:00 to 8:50")).toBeVisible();
    await window.keyboard.type("mar");
    await expect(window.getByRole("option", { name: "Maria Lopez" })).toBeVisible();
    await press("Enter", "Enter");
    await expect(card(window, "Maria Lopez, Intake, 8:00 to 8:50, booked")).toBeVisible();
    const { appointments } = await done(call(window, "schedule.day", { day: tomorrow() }));
    expect(appointments.find(({ typeId }) => typeId === practice.types.intake)).toMatchObject({
      practitionerId: practice.practitioners[1],
      source: "phone",
    });
  });

  test("Enter waits for the answer, however fast it follows", async () => {
    await Promise.all(["f", "Enter"].map((key) => window.keyboard.press(key)));
    await expect(card(window, "Hold by this desk, Intake, 8:00 to 8:50")).toBeVisible();
    await expect(bookingForm(window).getByRole("combobox", { name: "Client" })).toBeFocused();
  });

  test("the arrows show each time on the board, Enter takes it, Escape goes back to where one was", async () => {
    await press("Home", "PageDown", "f");
    await expect(option(0)).toBeFocused();
    await press("ArrowDown", "ArrowDown");
    // Ben and Chen at 8, both at a quarter past; Ada's follow-up ends at half past.
    await expect(window.getByRole("button", { name: /^Ben Ruiz, 8:15 to 9:05, free/ })).toBeVisible();
    await press("Escape");
    await expect(panel).toBeHidden();
    await expect(boardOf(window, tomorrow())).toBeFocused();
    await expect(window.getByRole("button", { name: /^Dr Ada Okafor, 10:00 to 10:50, free/ })).toBeVisible();
    await press("f", "ArrowDown", "Enter");
    await expect(card(window, "Hold by this desk, Intake, 8:00 to 8:50")).toBeVisible();
    await expect(bookingForm(window).getByText("Chen Wei").first()).toBeVisible();
  });

  test("a wish for a person, weekday and afternoon is met, with the keyboard alone", async () => {
    const day = addDays(tomorrow(), 2);
    await press("f");
    await expect(option(0)).toBeFocused();
    await press("Shift+Tab");
    await tabToBack(panel.getByRole("button", { name: /With$/ }));
    await press("Enter");
    const people = window.getByRole("listbox", { name: "With" });
    await expect(people.getByRole("option", { name: "Anyone" })).toBeFocused();
    await press("ArrowDown", "ArrowDown", "ArrowDown", "Enter");
    await keepScreen(window, "find-people");
    await press("Escape");
    await expect(people).toBeHidden();
    await expect(panel.getByRole("button", { name: /With$/ })).toHaveText("Chen Wei");
    await expect(panel.getByRole("button", { name: /With$/ })).toBeFocused();
    // The row was gone through backwards, so that is where it is entered again.
    await press("Tab");
    await expect(panel.getByRole("button", { name: "Sunday" })).toBeFocused();
    for (let steps = weekday(day); steps < 7; steps += 1) await press("ArrowLeft");
    await press(" ", "Tab", "ArrowRight", "ArrowRight", " ");
    await expect(panel.getByRole("radio", { name: "Afternoon" })).toBeChecked();
    await expect(option(0)).toHaveAccessibleName(/12:00 to 12:50.*Chen Wei/);
    await inspect(window, "find-filtered");
    await tabTo(window, option(0));
    await press("Enter");
    await expect(boardOf(window, day)).toBeVisible();
    await expect(card(window, "Hold by this desk, Intake, 12:00 to 12:50")).toBeVisible();
  });

  test("ten more are one Enter away, and the arrows go on where they stood", async () => {
    await press("f");
    await expect(list.getByRole("option")).toHaveCount(11);
    await press("End");
    await expect(list.getByRole("option", { name: "10 more" })).toBeFocused();
    await press("Enter");
    await expect(list.getByRole("option")).toHaveCount(21);
    await expect(option(9)).toBeFocused();
    await press("ArrowDown");
    await expect(option(10)).toBeFocused();
  });

  test("what is booked elsewhere meanwhile is no answer any more, and the keyboard stays in the list", async () => {
    const colleague = await openSecondWindow(desk);
    await press("f");
    await expect(option(0)).toHaveAccessibleName(/8:00 to 8:50.*Ben Ruiz/);
    await expect(option(0)).toBeFocused();
    const [, ben = ""] = practice.practitioners;
    await done(book(colleague, practice, { startsAt: at("08:00"), practitionerId: ben }));
    await expect(option(0)).toHaveAccessibleName(/8:00 to 8:50.*Chen Wei/);
    await expect(option(0)).toBeFocused();
    await press("Enter");
    await expect(card(window, "Hold by this desk, Intake, 8:00 to 8:50")).toBeVisible();
  });

  test("what was typed into a booking goes along to the time that is found for it", async () => {
    await press("Home", "n");
    const form = bookingForm(window);
    await window.keyboard.type("jon");
    await expect(window.getByRole("option", { name: "Jonas Weber" })).toBeVisible();
    await press("Enter", "Tab");
    await window.keyboard.type("f");
    await expect(form.getByRole("button", { name: /Type$/ })).toHaveText("Follow-up");
    await press("Control+k");
    await window.keyboard.type("next free");
    await expect(window.getByRole("menuitem", { name: /Find the next free time/ })).toBeVisible();
    await press("Enter");
    await expect(panel.getByText(/^For the booking that was begun/)).toBeVisible();
    await expect(panel.getByRole("button", { name: /Type$/ })).toHaveText("Follow-up");
    await expect(option(0)).toBeFocused();
    await press("Enter");
    await expect(form.getByRole("combobox", { name: "Client" })).toHaveValue("Jonas Weber");
    await expect(card(window, "Hold by this desk, Follow-up, 8:00 to 8:30")).toBeVisible();
    await press("Enter");
    await expect(card(window, "Jonas Weber, Follow-up, 8:00 to 8:30, booked")).toBeVisible();
  });

  test("the rail finds time as well, on every page", async () => {
    await window.getByRole("button", { name: "Health" }).click();
    await window.getByRole("button", { name: "Find time" }).click();
    await expect(option(0)).toBeFocused();
    await inspect(window, "find");
  });
});

test("where nothing is free it is said in words, until when, and what can be done", async ({
  launchDesk,
}) => {
  const off = Array.from({ length: 7 }, () => []) as never;
  await open({ practitioners: PEOPLE.map((name) => ({ name, pattern: off })) }, launchDesk());
  await expect(boardOf(window, dayOf(ZONE, systemClock()))).toBeFocused();
  await press("f");
  await expect(panel.getByText(/^Nothing like this is free until /)).toBeVisible();
  await inspect(window, "find-nothing");
  await tabTo(window, panel.getByRole("button", { name: /^Look on from/ }));
  await press("Enter");
  await expect(panel.getByRole("button", { name: /^Look on from/ })).toBeVisible();
  const [, ben = ""] = practice.practitioners;
  const always = Array.from({ length: 7 }, () => [[0, 1440]]) as never;
  await done(
    call(window, "hours.set", {
      practitionerId: ben,
      validFrom: tomorrow(),
      validUntil: null,
      pattern: always,
    }),
  );
  await expect(option(0)).toHaveAccessibleName(/0:00 to 0:50.*Ben Ruiz/);
});

/** Back with Shift and Tab, as a person does, until the field is reached. */
async function tabToBack(field: Locator): Promise<void> {
  for (let presses = 0; presses < 15; presses += 1) {
    if (await field.evaluate((element) => element === document.activeElement)) return;
    await window.keyboard.press("Shift+Tab");
  }
  await expect(field).toBeFocused();
}
