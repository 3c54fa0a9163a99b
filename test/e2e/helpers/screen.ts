import { expect, type Locator, type Page } from "@playwright/test";
import { systemClock } from "../../../src/time/clock.ts";
import { addDays, type Day, dayOf } from "../../../src/time/zoned-day.ts";
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

/** Key after key, as somebody types who does not look up. */
export async function press(window: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await window.keyboard.press(key);
}

export const weekOf = (window: Page, name: string): Locator =>
  window.getByRole("grid", { name: new RegExp(`^Week of ${name}, `) });

export const dayHeading = (window: Page, day: Day): Locator =>
  window.getByRole("columnheader", { name: longDay(day) });

/** By the key that a person uses; the board has the keyboard then. */
export async function goToTomorrow(window: Page): Promise<void> {
  await expect(boardOf(window, dayOf(ZONE, systemClock()))).toBeFocused();
  await window.keyboard.press("]");
  await expect(boardOf(window, tomorrow())).toBeFocused();
}

export const openPage = (window: Page, name: string | RegExp): Promise<void> =>
  window.getByRole("navigation", { name: "Pages" }).getByRole("button", { name }).click();

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

const months = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

/** To any day by G and the arrows of its calendar. The board must have the keyboard, and has it afterwards. */
export async function goToDay(window: Page, from: Day, to: Day): Promise<void> {
  await window.keyboard.press("g");
  await expect(window.getByRole("dialog", { name: "Go to a date" })).toBeVisible();
  let day = from;
  for (let month = months(from); month < months(to); month += 1) {
    await window.keyboard.press("PageDown");
    day = sameDayOfNextMonth(day);
  }
  for (; day < to; day = addDays(day, 1)) await window.keyboard.press("ArrowRight");
  for (; day > to; day = addDays(day, -1)) await window.keyboard.press("ArrowLeft");
  await window.keyboard.press("Enter");
  await expect(boardOf(window, to)).toBeFocused();
}

/** As calendars do: the 31st goes to the last day of a shorter month. */
function sameDayOfNextMonth(day: Day): Day {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(date, last))).toISOString().slice(0, 10);
}
