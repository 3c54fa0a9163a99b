import type { Locator, Page } from "@playwright/test";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, keepScreen, openSecondWindow, test } from "./helpers/desk.ts";
import { at, book, bookingOf, type Practice, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { boardOf, bookingForm, card, goToTomorrow, notification, tabTo } from "./helpers/screen.ts";

let desk: Desk;
let practice: Practice;
let colleague: Page;
let form: Locator;

const client = (): Locator => form.getByRole("combobox", { name: "Client" });
const note = (): Locator => form.getByRole("textbox", { name: "Note" });
const alternatives = (): Locator =>
  form.getByRole("group", { name: "Nearest free times" }).getByRole("button");
const bookings = async () =>
  (await done(call(desk.window, "schedule.day", { day: tomorrow() }))).appointments;

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  practice = await setUpPractice(desk.window);
  colleague = await openSecondWindow(desk);
  await goToTomorrow(desk.window);
  form = bookingForm(desk.window);
});

/** The form for Ben at ten, filled in, with the caller still on the line. */
async function fillInBenAtTen(): Promise<void> {
  const { keyboard } = desk.window;
  for (const key of ["Home", "ArrowRight", "PageDown", "n"]) await keyboard.press(key);
  await expect(card(desk.window, "Hold by this desk, Intake, 10:00 to 10:50")).toBeVisible();
  await keyboard.type("mar");
  await expect(desk.window.getByRole("option", { name: "Maria Lopez" })).toBeVisible();
  await keyboard.press("Enter");
  await tabTo(desk.window, form.getByRole("button", { name: /Room$/ }));
  await keyboard.type("b");
  await expect(form.getByRole("button", { name: /Room$/ })).toHaveText("Blue room");
  await tabTo(desk.window, note());
  await keyboard.type("First visit");
}

const benAtTen = () =>
  bookingOf(practice, {
    startsAt: at("10:00"),
    practitionerId: practice.practitioners[1] ?? "",
    clientId: practice.clients[3] ?? "",
    typeId: practice.types.intake,
  });

/**
 * As after half an hour's sleep: the hold is gone, and the time is taken. In one act, because a form that misses its
 * hold asks for it again at once; a window's own hold gives way to its booking.
 */
const takeTheTimeMeanwhile = () => done(call(desk.window, "appointments.book", benAtTen()));

async function expectRefusedWithEverythingKept(): Promise<void> {
  await expect(form.getByRole("alert")).toContainText(
    "Ben Ruiz is taken from 10:00 to 10:50 (Peter N., booked by Desk 1 just now)",
  );
  await expect(form.getByText(/^Held by this desk/)).toBeHidden();
  await expect(card(desk.window, "Peter Novak, Intake, 10:00 to 10:50, booked")).toBeVisible();
  await expect(client()).toHaveValue("Maria Lopez");
  await expect(note()).toHaveValue("First visit");
  await expect(form.getByRole("button", { name: /Room$/ })).toHaveText("Blue room");
  await expect(alternatives()).toHaveCount(3);
}

test("while a form is open nobody else gets its time", async () => {
  await fillInBenAtTen();
  const answer = await call(colleague, "appointments.book", benAtTen());
  expect(answer).toMatchObject({
    ok: false,
    error: { code: "slot-taken", taken: { status: "pending", here: false, startsAt: at("10:00") } },
  });
  await desk.window.keyboard.press("Enter");
  await expect(card(desk.window, "Maria Lopez, Intake, 10:00 to 10:50, booked")).toBeVisible();
});

test("a time taken under the fingers: everything stays, and one key takes the nearest free time", async () => {
  const { window } = desk;
  const { keyboard } = window;
  await fillInBenAtTen();
  await takeTheTimeMeanwhile();
  await keyboard.press("Enter");

  await expectRefusedWithEverythingKept();
  await keepScreen(window, "refused-light");
  await window.emulateMedia({ colorScheme: "dark" });
  await keepScreen(window, "refused-dark");
  await window.emulateMedia({ colorScheme: "light" });

  const first = (await alternatives().first().innerText()).replace(/^1\s*/, "");
  await keyboard.press("1");
  await expect(form.getByRole("button", { name: "Book", exact: true })).toBeFocused();
  await expect(form.getByRole("alert")).toBeHidden();
  await expect(client()).toHaveValue("Maria Lopez");
  await expect(note()).toHaveValue("First visit");
  await keyboard.press("Enter");

  await expect(form).toBeHidden();
  await expect(boardOf(window, tomorrow())).toBeFocused();
  await expect(notification(window, /^Booked: Maria Lopez/)).toBeVisible();
  const mine = (await bookings()).filter(({ clientId }) => clientId === practice.clients[0]);
  expect(mine).toHaveLength(1);
  const [booking] = mine;
  expect(booking).toMatchObject({ status: "booked", roomId: practice.rooms[0] });
  expect(booking).not.toMatchObject({ practitionerId: practice.practitioners[1], startsAt: at("10:00") });
  await expect(
    card(window, new RegExp(`^Maria Lopez, Intake, ${first.match(/\d+:\d\d to \d+:\d\d/)}`)),
  ).toBeVisible();
});

test("Alt and a digit choose while something is typed, and the digit alone is text", async () => {
  const { window } = desk;
  const { keyboard } = window;
  await fillInBenAtTen();
  await takeTheTimeMeanwhile();
  await keyboard.press("Enter");
  await expectRefusedWithEverythingKept();

  await note().focus();
  await keyboard.press("End");
  await keyboard.type(" 2");
  await expect(note()).toHaveValue("First visit 2");
  await keyboard.press("Alt+2");
  await expect(form.getByRole("alert")).toBeHidden();
  await expect(note()).toHaveValue("First visit 2");
  await keyboard.press("Enter");
  await expect(form).toBeHidden();
  expect((await bookings()).filter(({ status }) => status === "booked")).toHaveLength(2);
});

test("a time that somebody is just booking is refused at once, and says so", async () => {
  const { window } = desk;
  const [, ben = ""] = practice.practitioners;
  await done(
    call(colleague, "appointments.hold", {
      practitionerId: ben,
      startsAt: at("10:00"),
      typeId: practice.types.intake,
    }),
  );
  await expect(card(window, "Hold by Desk 1, Intake, 10:00 to 10:50")).toBeVisible();
  for (const key of ["Home", "ArrowRight", "PageDown", "n"]) await window.keyboard.press(key);
  await expect(form.getByRole("alert")).toContainText("Ben Ruiz is held from 10:00 to 10:50");
  await expect(alternatives()).toHaveCount(3);
  await keepScreen(window, "refused-hold");
});

test("outside working hours the form asks why, and books with the reason", async () => {
  const { window } = desk;
  const { keyboard } = window;
  for (const key of ["Home", "PageUp", "n"]) await keyboard.press(key);
  await keyboard.type("jon");
  await expect(window.getByRole("option", { name: "Jonas Weber" })).toBeVisible();
  await keyboard.press("Enter");
  await expect(form.getByText(/^Dr Ada Okafor works from 8:00 to 18:00/)).toBeVisible();
  await keyboard.press("Enter");
  const reason = form.getByRole("textbox", { name: "Reason for booking outside working hours" });
  await expect(reason).toBeFocused();
  await keepScreen(window, "outside-hours");
  await keyboard.type("Flies at nine");
  await keyboard.press("Enter");
  await expect(card(window, /^Jonas Weber, Intake, 6:00 to 6:50/)).toBeVisible();
  const [booking] = await bookings();
  expect(booking).toMatchObject({ outsideReason: "Flies at nine", status: "booked" });
});

test("a colleague's booking comes onto the board by itself", async () => {
  await done(book(colleague, practice, { startsAt: at("11:00") }));
  await expect(card(desk.window, "Maria Lopez, Follow-up, 11:00 to 11:30, booked")).toBeVisible();
});
