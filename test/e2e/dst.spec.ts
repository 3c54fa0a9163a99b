import type { Locator, Page } from "@playwright/test";
import { systemClock } from "../../src/time/clock.ts";
import { type Day, dayOf, weekday, zonedDay } from "../../src/time/zoned-day.ts";
import { call, done } from "./helpers/call.ts";
import { expect, keepScreen, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { book, type Practice, setUpPractice, ZONE } from "./helpers/practice.ts";
import { boardOf, bookingForm, card, goToDay, tabTo } from "./helpers/screen.ts";

/** When Berlin's clocks change next: on the last Sunday of a month. */
function lastSunday(month: "03" | "10"): Day {
  const today = dayOf(ZONE, systemClock());
  const year = Number(today.slice(0, 4));
  const ofYear = (each: number): Day =>
    [31, 30, 29, 28, 27, 26, 25]
      .map((date) => `${each}-${month}-${date}`)
      .find((day) => weekday(day) === 7) ?? "";
  return ofYear(year) > today ? ofYear(year) : ofYear(year + 1);
}

const HOUR = 3_600;
const HOUR_PX = 144;
const hours = (...each: number[]): string[] => each.map((hour) => `${hour}:00`);
const range = (from: number, until: number): number[] =>
  Array.from({ length: until - from }, (_, index) => from + index);

let window: Page;
let practice: Practice;

test.beforeEach(async ({ launchDesk }) => {
  ({ window } = await launchDesk());
  practice = await setUpPractice(window);
  await expect(boardOf(window, dayOf(ZONE, systemClock()))).toBeFocused();
});

const labels = (): Locator => window.getByRole("grid").getByText(/^\d{1,2}:00(again)?$/);
const top = async (locator: Locator): Promise<number> => (await locator.boundingBox())?.y ?? 0;
const isLevel = async (one: Locator, other: Locator): Promise<void> =>
  expect(Math.abs((await middle(one)) - (await top(other))), "pixels between label and card").toBeLessThan(2);
/** A label stands beside its line: its middle is the hour. */
const middle = async (locator: Locator): Promise<number> => {
  const box = await locator.boundingBox();
  return (box?.y ?? 0) + (box?.height ?? 0) / 2;
};

test("the day of 23 hours has no two o'clock, and a booking at three lies at three", async () => {
  const day = lastSunday("03");
  const { startsAt, endsAt } = zonedDay(ZONE, day);
  expect(endsAt - startsAt).toBe(23 * HOUR);
  const threeOClock = startsAt + 2 * HOUR;
  await done(book(window, practice, { startsAt: threeOClock, outsideReason: "Night duty" }));
  await goToDay(window, dayOf(ZONE, systemClock()), day);

  await expect(labels()).toHaveText(hours(0, 1, ...range(3, 24)));
  const booked = card(window, /^Maria Lopez, Follow-up, 3:00 to 3:30, booked/);
  await booked.scrollIntoViewIfNeeded();
  await isLevel(labels().nth(2), booked);
  await keepScreen(window, "day-of-23-hours");

  // Typing the hour that does not exist is explained, and nothing is guessed.
  await window.keyboard.press("n");
  const form = bookingForm(window);
  await tabTo(window, form.getByRole("spinbutton", { name: /^hour/ }));
  await window.keyboard.type("0230");
  await expect(form.getByText("Clocks go forward on this day and skip 2:30.")).toBeVisible();
  await inspect(window, "hour-that-does-not-exist");
  await form.getByRole("button", { name: "Take 3:00" }).click();
  await expect(form.getByText(/3:00 to 3:50/).first()).toBeVisible();
});

test("the day of 25 hours has two o'clock twice, and each of them can be booked", async () => {
  const day = lastSunday("10");
  const { startsAt, endsAt } = zonedDay(ZONE, day);
  expect(endsAt - startsAt).toBe(25 * HOUR);
  const [first, second, three] = [2, 3, 4].map((hour) => startsAt + hour * HOUR) as [number, number, number];
  const [, jonas = "", amina = ""] = practice.clients;
  const outsideReason = "Night duty";
  await done(book(window, practice, { startsAt: first, outsideReason }));
  await done(book(window, practice, { startsAt: second, outsideReason, clientId: jonas }));
  await done(book(window, practice, { startsAt: three, outsideReason, clientId: amina }));
  await goToDay(window, dayOf(ZONE, systemClock()), day);

  await expect(labels()).toHaveText([...hours(0, 1, 2), "2:00again", ...hours(...range(3, 24))]);
  const cards = [
    /^Maria Lopez, Follow-up, 2:00/,
    /^Jonas Weber, Follow-up, 2:00/,
    /^Amina Diallo, .* 3:00/,
  ].map((name) => card(window, name)) as [Locator, Locator, Locator];
  await cards[0].scrollIntoViewIfNeeded();
  const tops = await Promise.all(cards.map(top));
  expect((tops[1] ?? 0) - (tops[0] ?? 0)).toBe(HOUR_PX);
  expect((tops[2] ?? 0) - (tops[1] ?? 0)).toBe(HOUR_PX);
  await isLevel(labels().nth(2), cards[0]);
  await isLevel(labels().nth(4), cards[2]);
  await inspect(window, "day-of-25-hours");

  const { appointments } = await done(call(window, "schedule.day", { day }));
  expect(appointments.map((each) => each.startsAt)).toEqual([first, second, three]);
});
