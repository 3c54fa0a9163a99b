import type { Locator, Page } from "@playwright/test";
import type { WeekPattern } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { addDays, type Day, dayOf, weekday, zonedDay } from "../../src/time/zoned-day.ts";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, keepScreen, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, everyDay, type Practice, setUpPractice, ZONE } from "./helpers/practice.ts";
import {
  boardOf,
  bookingForm,
  card,
  dayHeading,
  notification,
  press as pressIn,
  weekOf as weekIn,
} from "./helpers/screen.ts";

const SLOT_PX = 12;
const today = (): Day => dayOf(ZONE, systemClock());
const mondayOf = (day: Day): Day => addDays(day, 1 - weekday(day));
/** Nothing of next week is past, and its Monday is where a week begins. */
const nextMonday = (): Day => addDays(mondayOf(today()), 7);

let desk: Desk;
let window: Page;
let practice: Practice;

const weekOf = (name: string): Locator => weekIn(window, name);
const heading = (day: Day): Locator => dayHeading(window, day);
const cursor = (text: RegExp): Locator => window.getByRole("grid").getByRole("button", { name: text });
const press = (...keys: string[]): Promise<void> => pressIn(window, ...keys);

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  practice = await setUpPractice(window);
  await expect(boardOf(window, today())).toBeFocused();
});

/** By the keys that a person uses, to the Monday after this week. */
async function openNextWeek(): Promise<void> {
  await press("w");
  await expect(weekOf("Dr Ada Okafor")).toBeFocused();
  for (let day = weekday(today()); day > 1; day -= 1) await press("ArrowLeft");
  await press("]");
  await expect(heading(nextMonday())).toBeVisible();
  await expect(window.getByRole("columnheader")).toHaveCount(7);
  await press("Home");
}

const bookings = async (day: Day) => (await done(call(window, "schedule.day", { day }))).appointments;

test("W shows the week of the one at the cursor, arrows go over its days, [ and ] turn it, D opens the day", async () => {
  await press("ArrowRight", "w");
  await expect(weekOf("Ben Ruiz")).toBeFocused();
  await expect(window.getByRole("radio", { name: "Week", exact: true })).toBeChecked();
  await press("]");
  const sameDay = addDays(today(), 7);
  await expect(heading(sameDay)).toBeVisible();
  await press("Home");
  const name = new Intl.DateTimeFormat("en-GB", { weekday: "short" }).format(
    new Date(`${sameDay}T12:00:00Z`),
  );
  await expect(cursor(new RegExp(`^Ben Ruiz, ${name} .* 8:00 to 8:30, free`))).toBeVisible();

  await press("ArrowLeft", "d");
  const expected = weekday(sameDay) === 1 ? sameDay : addDays(sameDay, -1);
  await expect(boardOf(window, expected)).toBeFocused();
  await expect(cursor(/^Ben Ruiz, 8:00 to 8:30, free/)).toBeVisible();

  await press("w", "t");
  await expect(heading(today())).toHaveAttribute("aria-current", "date");
  await press("[");
  await expect(heading(today())).toBeHidden();
  await expect(heading(addDays(today(), -7))).toBeVisible();
});

test("whose week it is changes by Shift with the arrows, by H and a letter, and in the top bar", async () => {
  await press("w", "Shift+ArrowRight");
  await expect(weekOf("Ben Ruiz")).toBeFocused();
  await press("Shift+ArrowLeft");
  await expect(weekOf("Dr Ada Okafor")).toBeFocused();
  await press("h");
  await expect(window.getByRole("menu", { name: "Week of Dr Ada Okafor" })).toBeVisible();
  await expect(window.getByRole("menuitemradio", { name: "Dr Ada Okafor" })).toBeFocused();
  await keepScreen(window, "week-whose");
  await press("c");
  await expect(window.getByRole("menuitemradio", { name: "Chen Wei" })).toBeFocused();
  await press("Enter");
  await expect(weekOf("Chen Wei")).toBeFocused();
  await window.getByRole("button", { name: "Week of Chen Wei" }).click();
  await window.getByRole("menuitemradio", { name: "Ben Ruiz" }).click();
  await expect(weekOf("Ben Ruiz")).toBeFocused();
});

test("a call is taken in the week: Enter books, X and V move to another day, Undo brings it back", async () => {
  await openNextWeek();
  await press("ArrowRight", "Enter");
  const form = bookingForm(window);
  await expect(form.getByText(/^Held by this desk/)).toBeVisible();
  await expect(card(window, /^Hold by this desk, .*8:00 to 8:50/)).toBeVisible();
  await window.keyboard.type("mar");
  await expect(window.getByRole("option", { name: "Maria Lopez" })).toBeVisible();
  await keepScreen(window, "week-booking");
  await press("Enter", "Enter");
  const tuesday = addDays(nextMonday(), 1);
  const maria = card(window, /^Maria Lopez, Intake, Tue .* 8:00 to 8:50, booked/);
  await expect(maria).toBeVisible();
  expect(await bookings(tuesday)).toMatchObject([{ startsAt: at("8:00", tuesday), status: "booked" }]);

  await expect(weekOf("Dr Ada Okafor")).toBeFocused();
  await press("x", "ArrowRight", "ArrowRight", "v");
  const thursday = addDays(nextMonday(), 3);
  await expect(card(window, /^Maria Lopez, Intake, Thu .* 8:00 to 8:50, booked/)).toBeVisible();
  expect(await bookings(thursday)).toMatchObject([{ startsAt: at("8:00", thursday) }]);
  await press("Control+z");
  await expect(maria).toBeVisible();
  expect(await bookings(thursday)).toEqual([]);
});

test("a card is dragged to another day; onto a taken time it stays, and the board says who is there", async () => {
  const [, jonas = ""] = practice.clients;
  const monday = nextMonday();
  const wednesday = addDays(monday, 2);
  await done(book(window, practice, { startsAt: at("9:00", monday) }));
  await done(book(window, practice, { startsAt: at("10:00", wednesday), clientId: jonas }));
  await openNextWeek();
  const maria = card(window, /^Maria Lopez, Follow-up, Mon .* 9:00 to 9:30, booked/);
  await expect(maria).toBeInViewport();
  const cells = window.getByRole("grid").getByRole("gridcell");
  const across = async (days: number): Promise<number> => {
    const [from, to] = await Promise.all([cells.nth(0).boundingBox(), cells.nth(days).boundingBox()]);
    return (to?.x ?? 0) - (from?.x ?? 0);
  };
  const drag = async (days: number, slots: number): Promise<void> => {
    const box = await maria.boundingBox();
    const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 20];
    await window.mouse.move(x, y);
    await window.mouse.down();
    await window.mouse.move(x + (await across(days)), y + slots * SLOT_PX, { steps: 8 });
  };
  await drag(2, 12);
  await expect(cells.nth(2).getByText("Jonas W. is here")).toBeVisible();
  await keepScreen(window, "week-drag-taken");
  await window.mouse.up();
  await expect(window.getByRole("alert").filter({ hasText: "Dr Ada Okafor is taken" })).toBeVisible();
  await expect(maria).toBeVisible();
  await press("Escape");

  await drag(2, 6);
  await expect(cells.nth(2).getByText("9:30 to 10:00")).toBeVisible();
  await window.mouse.up();
  await expect(card(window, /^Maria Lopez, Follow-up, Wed .* 9:30 to 10:00, booked/)).toBeVisible();
  expect((await bookings(wednesday)).map(({ startsAt }) => startsAt)).toEqual([
    at("9:30", wednesday),
    at("10:00", wednesday),
  ]);
  await expect(notification(window, /^Maria Lopez moved to Wed/)).toBeVisible();
});

/** When Berlin's clocks change next: on the last Sunday of a month. */
function lastSunday(month: "03" | "10"): Day {
  const ofYear = (year: number): Day =>
    [31, 30, 29, 28, 27, 26, 25]
      .map((date) => `${year}-${month}-${date}`)
      .find((day) => weekday(day) === 7) ?? "";
  const year = Number(today().slice(0, 4));
  return ofYear(year) > today() ? ofYear(year) : ofYear(year + 1);
}

const top = async (locator: Locator): Promise<number> => (await locator.boundingBox())?.y ?? 0;

for (const [month, hours] of [
  ["03", 23],
  ["10", 25],
] as const) {
  test(`in a week with a day of ${hours} hours, every day's nine o'clock is level, and nothing lies in an hour it has not`, async () => {
    const sunday = lastSunday(month);
    const { startsAt, endsAt } = zonedDay(ZONE, sunday);
    expect(endsAt - startsAt).toBe(hours * 3_600);
    const [, jonas = "", amina = ""] = practice.clients;
    const outsideReason = "Night duty";
    // Two hours after midnight is three o'clock, or two; in the other week so is the hour after it.
    await done(book(window, practice, { startsAt: startsAt + 2 * 3_600, outsideReason }));
    await done(book(window, practice, { startsAt: startsAt + 3 * 3_600, outsideReason, clientId: jonas }));
    await done(book(window, practice, { startsAt: at("9:00", sunday), clientId: amina }));
    await done(book(window, practice, { startsAt: at("9:00", addDays(sunday, -1)), clientId: amina }));
    await press("w");
    await press("g");
    await expect(window.getByRole("dialog", { name: "Go to a date" })).toBeVisible();
    await goToByKeys(sunday);
    await expect(heading(sunday)).toBeVisible();

    const two = hours === 23 ? "3:00" : "2:00";
    const three = hours === 23 ? "4:00" : "2:00";
    const maria = card(window, new RegExp(`^Maria Lopez, Follow-up, Sun .* ${two} to `));
    const other = card(window, new RegExp(`^Jonas Weber, Follow-up, Sun .* ${three} to `));
    await maria.scrollIntoViewIfNeeded();
    expect((await top(other)) - (await top(maria))).toBe(12 * SLOT_PX);
    const labels = window.getByRole("grid").getByText(/^2:00(again)?$/);
    await expect(labels).toHaveCount(hours === 23 ? 1 : 2);
    if (hours === 23) await expect(window.getByRole("grid").getByText("Clocks skip this")).toBeVisible();
    await keepScreen(window, `week-with-${hours}-hours`);

    const nine = card(window, /^Amina Diallo, Follow-up, (Sat|Sun) .* 9:00 to 9:30/);
    await expect(nine).toHaveCount(2);
    expect(await top(nine.nth(0))).toBe(await top(nine.nth(1)));
  });
}

/** In the calendar that is open. */
async function goToByKeys(to: Day): Promise<void> {
  const months = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  await press("Home");
  for (let month = months(today()); month < months(to); month += 1) await press("PageDown");
  const focused = window.locator("[role=dialog] [data-focused]");
  for (let presses = 0; presses < 40; presses += 1) {
    const date = Number(await focused.innerText());
    const wanted = Number(to.slice(8));
    if (date === wanted) break;
    await press(date < wanted ? "ArrowRight" : "ArrowLeft");
  }
  await press("Enter");
}

test("a booking over midnight is in both days of the week, and a weekend without work has no column", async () => {
  const [ada = ""] = practice.practitioners;
  const monday = nextMonday();
  const pattern = everyDay(480, 1080).map((day, index) => (index < 5 ? day : []));
  await done(
    call(window, "hours.set", {
      practitionerId: ada,
      validFrom: monday,
      pattern: pattern as unknown as WeekPattern,
    }),
  );
  const startsAt = at("23:40", monday);
  await done(book(window, practice, { startsAt, outsideReason: "Night duty" }));
  await press("w", "]");
  await expect(heading(monday)).toBeVisible();
  await expect(heading(addDays(monday, 4))).toBeVisible();
  const both = card(window, /^Maria Lopez, Follow-up, Mon .* 23:40 to Tue .* 0:10/);
  await expect(both).toHaveCount(2);
  // The day that was gone to is shown, even if that is a weekend: the test may run on one.
  await expect(window.getByRole("columnheader")).toHaveCount(weekday(today()) > 5 ? 6 : 5);
});

test("which practitioners have a column, and in what order, is chosen by keys and kept by this desk", async ({
  launchDesk,
}) => {
  const headers = window.getByRole("columnheader");
  await press("h");
  const list = window.getByRole("grid", { name: "People" });
  await expect(list.getByRole("row", { name: "Dr Ada Okafor" })).toBeFocused();
  await press("Alt+ArrowDown", "Alt+ArrowDown");
  await expect(list.getByRole("row")).toHaveText(["Ben Ruiz", "Chen Wei", "Dr Ada Okafor"]);
  await expect(list.getByRole("row", { name: "Dr Ada Okafor" })).toBeFocused();
  await press("Home", "Space");
  await expect(list.getByRole("row", { name: "Ben Ruiz" })).toHaveAttribute("aria-selected", "false");
  await inspect(window, "people-chosen");
  await press("Escape");
  await expect(boardOf(window, today())).toBeFocused();
  await expect(headers).toHaveText([/Chen Wei/, /Ada Okafor/]);
  await expect(window.getByRole("button", { name: "People: 2 of 3 people" })).toBeVisible();
  await desk.close();

  const again = await launchDesk({ dataDir: desk.dataDir });
  window = again.window;
  await expect(boardOf(window, today())).toBeFocused();
  await expect(window.getByRole("columnheader")).toHaveText([/Chen Wei/, /Ada Okafor/]);
  await press("h");
  await window.getByRole("button", { name: "Everybody, in the usual order" }).click();
  await press("Escape");
  await expect(window.getByRole("columnheader")).toHaveText([/Ada Okafor/, /Ben Ruiz/, /Chen Wei/]);
});

test("by pointer, too, columns change places, and the last one cannot be put away", async () => {
  await press("h");
  const list = window.getByRole("grid", { name: "People" });
  const row = (name: string): Locator => list.getByRole("row", { name });
  for (let steps = 0; steps < 2; steps += 1)
    await list.getByRole("button", { name: "Move Chen Wei up" }).click();
  await expect(list.getByRole("row")).toHaveText(["Chen Wei", "Dr Ada Okafor", "Ben Ruiz"]);
  for (const name of ["Chen Wei", "Dr Ada Okafor", "Ben Ruiz"]) {
    await row(name).getByText(name).click();
  }
  await press("Escape");
  await expect(window.getByRole("columnheader")).toHaveCount(1);
});
