import type { Locator, Page } from "@playwright/test";
import { systemClock } from "../../src/time/clock.ts";
import { addDays, dayOf } from "../../src/time/zoned-day.ts";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, type Practice, setUpPractice, tomorrow, ZONE } from "./helpers/practice.ts";
import { boardOf, bookingForm, card, goToTomorrow } from "./helpers/screen.ts";

let desk: Desk;
let window: Page;
let practice: Practice;
let palette: Locator;

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  practice = await setUpPractice(window);
  palette = window.getByRole("dialog", { name: "Do or find anything" });
});

const today = () => dayOf(ZONE, systemClock());
const first = (): Locator => palette.getByRole("menuitem").first();

async function type(text: string): Promise<void> {
  await window.keyboard.press("Control+k");
  await expect(palette).toBeVisible();
  await window.keyboard.type(text);
}

async function choose(text: string, entry: RegExp): Promise<void> {
  await type(text);
  await expect(first()).toHaveAccessibleName(entry);
  await window.keyboard.press("Enter");
  await expect(palette).toBeHidden();
}

test("an act is found by its words, shows its key, and does what the key does", async () => {
  await goToTomorrow(window);
  await type("new book");
  await expect(first()).toContainText("New booking at the cursor");
  await expect(first().locator("kbd kbd")).toHaveText("N");
  await window.keyboard.press("Enter");
  await expect(bookingForm(window)).toBeVisible();
  await expect(bookingForm(window).getByRole("combobox", { name: "Client" })).toBeFocused();
});

test("what needs an appointment is offered for the one under the cursor, by name, and only then", async () => {
  await goToTomorrow(window);
  await window.keyboard.press("Home");
  await type("arrived");
  await expect(palette.getByText("Nothing found.", { exact: false })).toBeVisible();
  await window.keyboard.press("Escape");
  await done(book(window, practice, { startsAt: at("08:00") }));
  await expect(card(window, /^Maria Lopez/)).toBeVisible();
  await choose("arrived", /^Arrived/);
  await expect(card(window, /^Maria Lopez.*arrived$/)).toBeVisible();
});

test("a day goes by what is typed for it, from any page", async () => {
  await choose("health", /Health/);
  await expect(window.getByRole("heading", { name: "Health", level: 2 })).toBeVisible();
  const day = addDays(today(), 21);
  await choose("in 3 weeks", /^Go to/);
  await expect(boardOf(window, day)).toBeFocused();
  await choose(tomorrow(), /^Go to/);
  await expect(boardOf(window, tomorrow())).toBeFocused();
});

test("an act of the board can be asked for on another page, which then goes there", async () => {
  await choose("decisions", /decisions/i);
  await expect(window.getByRole("main", { name: "Decisions" })).toBeVisible();
  await choose("block time", /^Block time/);
  await expect(window.getByRole("complementary", { name: "Block time" })).toBeVisible();
});

test("a part of the settings is opened where it is, with the keyboard in it", async () => {
  await choose("rooms", /^Rooms/);
  await expect(window.locator("#settings-rooms")).toBeFocused();
  await expect(window.getByRole("heading", { name: "Rooms" })).toBeInViewport();
});

test("a client is found by name, telephone and date of birth; booked for, or opened where they come next", async () => {
  const startsAt = at("11:00");
  await done(book(window, practice, { startsAt, clientId: practice.clients[1] ?? "" }));
  await type("jon web");
  await expect(palette.getByRole("menuitem", { name: "Book for Jonas Weber" })).toBeVisible();
  await palette.getByRole("menuitem", { name: "Open the next appointment of Jonas Weber" }).click();
  await expect(window.getByRole("complementary", { name: "Jonas Weber" })).toBeVisible();
  await expect(boardOf(window, tomorrow())).toBeVisible();
  await choose("555 1002", /^Book for Amina Diallo/);
  const client = bookingForm(window).getByRole("combobox", { name: "Client" });
  await expect(client).toHaveValue("Amina Diallo");
  await done(call(window, "clients.create", { name: "Olga Brandt", birthDate: "1984-03-12" }));
  await choose("12.3.1984", /^Book for Olga Brandt/);
  await expect(client).toHaveValue("Olga Brandt");
});

test("Enter does what stands first once the clients are looked for, however fast it is typed", async () => {
  await window.keyboard.press("Control+k");
  await expect(palette).toBeVisible();
  await Promise.all(
    [..."amina dia", "Enter"].map((key) => window.keyboard.press(key === " " ? "Space" : key)),
  );
  await expect(bookingForm(window).getByRole("combobox", { name: "Client" })).toHaveValue("Amina Diallo");
});

test("today's appointments are found on any day that is shown", async () => {
  await done(book(window, practice, { startsAt: at("23:00", today()), outsideReason: "Emergency" }));
  await choose(addDays(today(), 40), /^Go to/);
  await choose("maria", /^Maria Lopez/);
  await expect(boardOf(window, today())).toBeVisible();
  await expect(window.getByRole("complementary", { name: "Maria Lopez" })).toBeVisible();
});

test("what was used lately stands first when nothing is typed, also after the next start", async ({
  launchDesk,
}) => {
  await choose("health", /Health/);
  await choose("block time", /^Block time/);
  await desk.close();
  ({ window } = await launchDesk({ dataDir: desk.dataDir }));
  palette = window.getByRole("dialog", { name: "Do or find anything" });
  await expect(boardOf(window, today())).toBeFocused();
  await type("");
  await expect(palette.getByRole("menuitem").nth(0)).toContainText("Block time");
  await expect(palette.getByRole("menuitem").nth(1)).toContainText("Go to Health");
});

test("it looks as it should, full, searched and empty; the sheet of keys too", async () => {
  test.setTimeout(120_000);
  await done(book(window, practice, { startsAt: at("11:00") }));
  await goToTomorrow(window);
  await type("");
  await inspect(window, "palette");
  await window.keyboard.type("ma");
  await expect(palette.getByRole("menuitem", { name: "Book for Maria Lopez" })).toBeVisible();
  await inspect(window, "palette-typed");
  await window.keyboard.type("xqz");
  await expect(palette.getByText("Nothing found.", { exact: false })).toBeVisible();
  await inspect(window, "palette-nothing");
  for (let deleted = 0; deleted < 5; deleted += 1) await window.keyboard.press("Backspace");
  await window.keyboard.type("next tue");
  await expect(first()).toHaveAccessibleName(/^Go to Tuesday/);
  await inspect(window, "palette-day");
  await window.keyboard.press("Escape");
  await window.keyboard.press("?");
  await expect(window.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await inspect(window, "keys");
});
