import type { Locator, Page } from "@playwright/test";
import type { AppointmentView } from "../../src/ipc/views.ts";
import { addDays } from "../../src/time/zoned-day.ts";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, keepScreen, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, type Practice, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { boardOf, bookingForm, card, goToTomorrow, notification, tabTo } from "./helpers/screen.ts";

let desk: Desk;
let window: Page;
let practice: Practice;

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  practice = await setUpPractice(window);
});

const week = (index: number): string => addDays(tomorrow(), index * 7);
const weekly = (count: number, time = "10:00") =>
  Array.from({ length: count }, (_, index) => ({
    practitionerId: practice.practitioners[0] ?? "",
    startsAt: at(time, week(index)),
  }));
const bookSeries = (count: number): Promise<AppointmentView[]> =>
  done(
    call(window, "appointments.book-series", {
      clientId: practice.clients[0] ?? "",
      typeId: practice.types.followUp,
      source: "phone",
      times: weekly(count),
    }),
  ).then(({ appointments }) => appointments);
const seriesOf = async (seriesId: string | null | undefined): Promise<AppointmentView[]> =>
  (await done(call(window, "appointments.read-series", { seriesId: seriesId ?? "" }))).appointments;
const onDay = async (day: string): Promise<AppointmentView[]> =>
  (await done(call(window, "schedule.day", { day }))).appointments;

const repeat = (): Locator => bookingForm(window).getByRole("button", { name: /Repeat$/ });
const times = (): Locator => window.getByRole("list", { name: "Times" });
const panel = (name: string): Locator => window.getByRole("complementary", { name });

/** N at ten for the first client, four times, every week: as a person types it. */
async function askForFourWeeks(): Promise<void> {
  const { keyboard } = window;
  await goToTomorrow(window);
  for (const key of ["Home", "PageDown", "n"]) await keyboard.press(key);
  await keyboard.type("mar");
  await expect(window.getByRole("option", { name: "Maria Lopez" })).toBeVisible();
  await keyboard.press("Enter");
  await tabTo(window, repeat());
  await keyboard.type("every w");
  await expect(repeat()).toHaveText("Every week");
  await tabTo(window, bookingForm(window).getByRole("textbox", { name: "Times" }));
  await keyboard.type("4");
}

test("ten o'clock every week is booked with the keyboard alone, and one Ctrl+Z takes all of it back", async () => {
  const { keyboard } = window;
  await askForFourWeeks();
  // What stands in the field counts, though nobody has left it yet; and Enter waits for the look at every time.
  await keyboard.press("Enter");
  await expect(bookingForm(window)).toBeHidden();
  await expect(notification(window, /^Booked: Maria Lopez, 4 times/)).toBeVisible();
  await expect(boardOf(window, tomorrow())).toBeFocused();
  const [first] = await onDay(tomorrow());
  const booked = await seriesOf(first?.seriesId);
  expect(booked.map(({ startsAt }) => startsAt)).toEqual(weekly(4).map(({ startsAt }) => startsAt));
  expect(booked.map(({ status }) => status)).toEqual(Array(4).fill("booked"));
  await keyboard.press("Control+z");
  await expect(notification(window, "Taken back.")).toBeVisible();
  expect(await seriesOf(first?.seriesId)).toEqual([]);
});

test("those that do not fit say who has the time, and are decided with a digit each", async () => {
  const { keyboard } = window;
  const [, jonas = "", amina = ""] = practice.clients;
  await done(book(window, practice, { startsAt: at("10:15", week(1)), clientId: jonas }));
  await done(book(window, practice, { startsAt: at("9:45", week(2)), clientId: amina }));
  await askForFourWeeks();
  await keyboard.press("Tab");
  const form = bookingForm(window);
  await expect(form.getByText("2 times do not fit.")).toBeVisible();
  await expect(form.getByText(/Jonas W\./)).toBeVisible();
  await inspect(window, "series-form");
  await keyboard.press("Enter");

  const rows = times().getByRole("group");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toBeFocused();
  await expect(rows.first()).toContainText("Dr Ada Okafor is taken from 10:15 to 10:45 (Jonas W.");
  // The board shows the day that is being decided.
  await expect(boardOf(window, week(1))).toBeVisible();
  await inspect(window, "series-decide");
  await keyboard.press("1");
  await expect(rows.nth(1)).toBeFocused();
  await expect(rows.first()).toContainText("Instead:");
  // Back by the arrow and decided anew.
  await keyboard.press("ArrowUp");
  await keyboard.press("Backspace");
  await expect(rows.first()).toContainText("Jonas W.");
  await keyboard.press("2");
  await expect(rows.nth(1)).toBeFocused();
  await keyboard.press("0");
  await expect(rows.nth(1)).toContainText("Left out");
  const go = panel("Times of the series").getByRole("button", { name: "Book 3 times" });
  await expect(go).toBeFocused();
  await keepScreen(window, "series-decided");
  await keyboard.press("Enter");
  await expect(notification(window, /^Booked: Maria Lopez, 3 times/)).toBeVisible();
  await expect(boardOf(window, tomorrow())).toBeFocused();
  const [first] = (await onDay(tomorrow())).filter(({ status }) => status === "booked");
  const booked = await seriesOf(first?.seriesId);
  expect(booked).toHaveLength(3);
  expect(booked.map(({ startsAt }) => startsAt)).not.toContain(at("10:00", week(2)));
});

test("a time that is taken while the others are decided is found by the last look, and nothing is booked", async () => {
  const { keyboard } = window;
  await askForFourWeeks();
  await keyboard.press("Tab");
  await expect(bookingForm(window).getByText("Every one of them fits.")).toBeVisible();
  const [, jonas = ""] = practice.clients;
  await done(book(window, practice, { startsAt: at("10:00", week(3)), clientId: jonas }));
  await keyboard.press("Enter");
  await expect(times().getByRole("group")).toHaveCount(1);
  await expect(times().getByRole("group")).toContainText("Jonas W.");
  await expect(times().getByRole("group")).toBeFocused();
  expect((await onDay(week(1))).length).toBe(0);
  // Escape leads back to the form, which is as it was typed; and from there on.
  await keyboard.press("Escape");
  await expect(bookingForm(window).getByRole("combobox", { name: "Client" })).toHaveValue("Maria Lopez");
});

test("the card says which of how many; this and the following go to another hour, and one is in the way", async () => {
  const { keyboard } = window;
  const [first] = await bookSeries(4);
  const [, jonas = ""] = practice.clients;
  await done(book(window, practice, { startsAt: at("14:00", week(2)), clientId: jonas }));
  await goToTomorrow(window);
  for (const key of ["Home", "PageDown", "Enter"]) await keyboard.press(key);
  const open = panel("Maria Lopez");
  await expect(open.getByText("Part of a series (1 of 4)")).toBeVisible();
  await keepScreen(window, "series-card");
  await tabTo(window, open.getByRole("button", { name: "Change" }));
  await keyboard.press("Enter");
  const change = panel("Change appointment");
  await expect(change.getByRole("combobox", { name: "Client" })).toBeFocused();
  await keyboard.press("Alt+2");
  await expect(change.getByRole("radio", { name: "This and the following (4)" })).toBeFocused();
  await change.getByRole("spinbutton", { name: /^hour, Start/ }).focus();
  await keyboard.type("1400");
  await expect(change.getByText("1 time does not fit.")).toBeVisible();
  await inspect(window, "series-change");
  await keyboard.press("Enter");
  await expect(times().getByRole("group")).toBeFocused();
  await inspect(window, "series-change-decide");
  await keyboard.press("0");
  await expect(window.getByRole("button", { name: "Change 3 appointments" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(notification(window, /^Changed: Maria Lopez, 3 times/)).toBeVisible();
  const expected = ["14:00", "14:00", "10:00", "14:00"].map((time, index) => at(time, week(index)));
  const now = (await seriesOf(first?.seriesId)).map(({ startsAt }) => startsAt);
  expect(now).toEqual(expected);
  await keyboard.press("Control+z");
  await expect(notification(window, "Taken back.")).toBeVisible();
  expect((await seriesOf(first?.seriesId)).map(({ startsAt }) => startsAt)).toEqual(
    weekly(4).map(({ startsAt }) => startsAt),
  );
});

test("one of them that was changed meanwhile is shown as it is now, and saving again goes on from there", async () => {
  const { keyboard } = window;
  const [first, , third] = await bookSeries(3);
  await goToTomorrow(window);
  for (const key of ["Home", "PageDown", "Enter"]) await keyboard.press(key);
  await tabTo(window, panel("Maria Lopez").getByRole("button", { name: "Change" }));
  await keyboard.press("Enter");
  const change = panel("Change appointment");
  await keyboard.press("Alt+3");
  await expect(change.getByRole("radio", { name: "All that are still to come (3)" })).toBeFocused();
  const move = { id: third?.id ?? "", version: third?.version ?? 0, startsAt: at("11:00", week(2)) };
  const practitionerId = practice.practitioners[0] ?? "";
  await done(call(window, "appointments.move", { ...move, practitionerId }));
  await tabTo(window, change.getByRole("textbox", { name: "Note on each of them" }));
  await keyboard.type("Brings a dog");
  await keyboard.press("Enter");
  await expect(change.getByRole("alert")).toContainText("One of them was changed meanwhile.");
  await keepScreen(window, "series-stale");
  await keyboard.press("Enter");
  await expect(notification(window, /^Changed: Maria Lopez, 3 times/)).toBeVisible();
  const now = await seriesOf(first?.seriesId);
  expect(now.at(-1)?.startsAt).toBe(at("11:00", week(2)));
  const { notes } = await done(call(window, "appointments.read", { id: third?.id ?? "" }));
  expect(notes.map(({ text }) => text)).toEqual(["Brings a dog"]);
});

test("Del cancels one, or this and the following, as Alt and a digit say", async () => {
  const { keyboard } = window;
  const [first] = await bookSeries(3);
  await goToTomorrow(window);
  for (const key of ["Home", "PageDown", "Delete"]) await keyboard.press(key);
  const form = window.getByRole("form", { name: "Cancel appointment" });
  await expect(form.getByRole("textbox", { name: "Reason" })).toBeFocused();
  await keyboard.type("Moved away");
  await keyboard.press("Alt+2");
  await expect(form.getByRole("radio", { name: "This and the following (3)" })).toBeChecked();
  await inspect(window, "series-cancel");
  await keyboard.press("Enter");
  await expect(notification(window, /^Cancelled: Maria Lopez, 3 times/)).toBeVisible();
  expect((await seriesOf(first?.seriesId)).map(({ status }) => status)).toEqual(Array(3).fill("cancelled"));
});

test("a cut and a paste move one of a series, and only that", async () => {
  const { keyboard } = window;
  const [first] = await bookSeries(3);
  await goToTomorrow(window);
  for (const key of ["Home", "PageDown", "x", "PageDown", "v"]) await keyboard.press(key);
  await expect(card(window, /^Maria Lopez, Follow-up, 12:00 to 12:30/)).toBeVisible();
  expect((await seriesOf(first?.seriesId)).map(({ startsAt }) => startsAt)).toEqual([
    at("12:00", week(0)),
    at("10:00", week(1)),
    at("10:00", week(2)),
  ]);
});
