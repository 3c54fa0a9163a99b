import type { Locator } from "@playwright/test";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, keepScreen, test } from "./helpers/desk.ts";
import { at, type Practice, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { boardOf, bookingForm, card, goToTomorrow, notification, tabTo } from "./helpers/screen.ts";

let desk: Desk;
let practice: Practice;
let form: Locator;

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  practice = await setUpPractice(desk.window);
  await goToTomorrow(desk.window);
  form = bookingForm(desk.window);
});

const bookings = async () =>
  (await done(call(desk.window, "schedule.day", { day: tomorrow() }))).appointments;

/** Ben at ten: Home is eight o'clock, a page is two hours. */
async function askForBenAtTen(): Promise<void> {
  const { keyboard } = desk.window;
  for (const key of ["Home", "ArrowRight", "PageDown", "n"]) await keyboard.press(key);
  await expect(form.getByRole("combobox", { name: "Client" })).toBeFocused();
  await expect(card(desk.window, "Hold by this desk, Intake, 10:00 to 10:50")).toBeVisible();
}

test("a caller is booked without touching the mouse, and Ctrl+Z takes it back", async () => {
  const { window } = desk;
  const { keyboard } = window;
  await askForBenAtTen();

  await keyboard.type("mar");
  await expect(window.getByRole("option", { name: "Maria Lopez" })).toBeVisible();
  await keepScreen(window, "phone-call-1-client");
  await keyboard.press("Enter");
  await expect(form.getByRole("combobox", { name: "Client" })).toHaveValue("Maria Lopez");

  await keyboard.press("Tab");
  await keyboard.type("f");
  await expect(form.getByRole("button", { name: /Type$/ })).toHaveText("Follow-up");
  await expect(card(window, "Hold by this desk, Follow-up, 10:00 to 10:30")).toBeVisible();
  await tabTo(window, form.getByRole("textbox", { name: "Note" }));
  await keyboard.type("Wants the ground floor");
  await keepScreen(window, "phone-call-2-form");
  await keyboard.press("Enter");

  const booked = card(window, "Maria Lopez, Follow-up, 10:00 to 10:30, booked");
  await expect(booked).toBeVisible();
  await expect(form).toBeHidden();
  await expect(boardOf(window, tomorrow())).toBeFocused();
  await expect(notification(window, /^Booked: Maria Lopez, .* 10:00 to 10:30 with Ben Ruiz/)).toBeVisible();
  await keepScreen(window, "phone-call-3-booked");
  const [booking, ...others] = await bookings();
  expect(others).toEqual([]);
  expect(booking).toMatchObject({
    practitionerId: practice.practitioners[1],
    clientId: practice.clients[0],
    typeId: practice.types.followUp,
    startsAt: at("10:00"),
    endsAt: at("10:30"),
    status: "booked",
    source: "phone",
  });
  const { notes } = await done(call(window, "appointments.read", { id: booking?.id ?? "" }));
  expect(notes.map(({ text }) => text)).toEqual(["Wants the ground floor"]);

  await keyboard.press("Control+z");
  await expect(booked).toBeHidden();
  await expect(notification(window, "Taken back.")).toBeVisible();
  await expect(boardOf(window, tomorrow())).toBeFocused();
  expect((await bookings()).filter(({ status }) => status === "booked")).toEqual([]);
});

test("Enter waits for the search, however fast it is typed", async () => {
  const { window } = desk;
  await askForBenAtTen();
  // All within one turn of the page, long before the main process could answer.
  for (const key of ["p", "e", "t", "Enter"]) void window.keyboard.press(key);
  await expect(form.getByRole("combobox", { name: "Client" })).toHaveValue("Peter Novak");
  await window.keyboard.press("Enter");
  await expect(card(window, "Peter Novak, Intake, 10:00 to 10:50, booked")).toBeVisible();
});

test("a caller who is not known yet is written down in the same place", async () => {
  const { window } = desk;
  const { keyboard } = window;
  await askForBenAtTen();

  await keyboard.type("Zoë Quinn");
  await expect(window.getByRole("option", { name: "New client “Zoë Quinn”" })).toBeVisible();
  await keyboard.press("Enter");
  await expect(form.getByRole("textbox", { name: "Telephone" })).toBeFocused();
  await keyboard.type("0170 1234567");
  await keepScreen(window, "phone-call-4-new-client");
  await keyboard.press("Enter");

  await expect(card(window, "Zoë Quinn, Intake, 10:00 to 10:50, booked")).toBeVisible();
  await expect(boardOf(window, tomorrow())).toBeFocused();
  const { clients } = await done(call(window, "clients.search", { text: "1234567" }));
  expect(clients).toMatchObject([{ name: "Zoë Quinn", phone: "0170 1234567" }]);
});

test("what was typed is found again after Escape, and the time is let go meanwhile", async () => {
  const { window } = desk;
  const { keyboard } = window;
  await askForBenAtTen();
  await keyboard.type("mar");
  await expect(window.getByRole("option", { name: "Maria Lopez" })).toBeVisible();
  await keyboard.press("Enter");
  await tabTo(window, form.getByRole("textbox", { name: "Note" }));
  await keyboard.type("Calls back at noon");
  await keyboard.press("Escape");

  await expect(form).toBeHidden();
  await expect(boardOf(window, tomorrow())).toBeFocused();
  await expect(card(window, /^Hold by/)).toBeHidden();
  await expect.poll(bookings).toEqual([]);

  await keyboard.press("n");
  await expect(form.getByRole("combobox", { name: "Client" })).toHaveValue("Maria Lopez");
  await expect(form.getByRole("textbox", { name: "Note" })).toHaveValue("Calls back at noon");
});

test("a form that lacks something says so beside the field, and books nothing", async () => {
  const { window } = desk;
  await askForBenAtTen();
  await window.keyboard.press("Enter");
  await expect(form.getByRole("combobox", { name: "Client" })).toBeFocused();
  await expect(form.getByText("Choose a client, or add a new one.")).toBeVisible();
  expect((await bookings()).map(({ status }) => status)).toEqual(["pending"]);
});
