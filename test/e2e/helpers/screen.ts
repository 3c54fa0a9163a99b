import { expect, type Locator, type Page } from "@playwright/test";
import { systemClock } from "../../../src/time/clock.ts";
import { type Day, dayOf } from "../../../src/time/zoned-day.ts";
import { tomorrow, ZONE } from "./practice.ts";

/** As the board writes a day in its name: `Monday 23 November 2026`. */
export const longDay = (day: Day): string =>
  new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  })
    .format(new Date(`${day}T12:00:00Z`))
    .replaceAll(",", "");

export const boardOf = (window: Page, day: Day): Locator =>
  window.getByRole("grid", { name: `Schedule of ${longDay(day)}` });

/** By the key that a person uses; the board has the keyboard then. */
export async function goToTomorrow(window: Page): Promise<void> {
  await expect(boardOf(window, dayOf(ZONE, systemClock()))).toBeFocused();
  await window.keyboard.press("]");
  await expect(boardOf(window, tomorrow())).toBeFocused();
}

/** An appointment, hold or block on the board, by everything it says. */
export const card = (window: Page, name: string | RegExp): Locator =>
  window.getByRole("grid").getByRole("button", { name, exact: true });

export const bookingForm = (window: Page): Locator => window.getByRole("form", { name: "New booking" });

export const notification = (window: Page, text: string | RegExp): Locator =>
  window.getByRole("region", { name: "Notifications" }).getByText(text);

/** Goes on with Tab, as a person does, until the field is reached. */
export async function tabTo(window: Page, field: Locator): Promise<void> {
  for (let presses = 0; presses < 25; presses += 1) {
    if (await field.evaluate((element) => element === document.activeElement)) return;
    await window.keyboard.press("Tab");
  }
  await expect(field, "reached by the Tab key").toBeFocused();
}
