import type { Page } from "@playwright/test";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, openSecondWindow, test } from "./helpers/desk.ts";
import { at, book, type Practice, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { boardOf, card, goToTomorrow, notification } from "./helpers/screen.ts";

let desk: Desk;
let window: Page;
let practice: Practice;

/** Maria is with Ada at eight, where the cursor stands after Home. */
test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  practice = await setUpPractice(window);
  await done(book(window, practice, { startsAt: at("08:00") }));
  await goToTomorrow(window);
  await window.keyboard.press("Home");
  await expect(maria("booked")).toBeVisible();
});

const maria = (status: string) => card(window, `Maria Lopez, Follow-up, 8:00 to 8:30, ${status}`);
const bookings = async () => (await done(call(window, "schedule.day", { day: tomorrow() }))).appointments;

test("one key each for arrived, checked in, completed; Ctrl+Z takes the last step back", async () => {
  const { keyboard } = window;
  for (const [key, status] of [
    ["a", "arrived"],
    ["i", "checked in"],
    ["c", "completed"],
  ] as const) {
    await keyboard.press(key);
    await expect(maria(status)).toBeVisible();
  }
  await keyboard.press("Control+z");
  await expect(maria("checked in")).toBeVisible();
  const { history } = await done(call(window, "appointments.read", { id: (await bookings())[0]?.id ?? "" }));
  expect(history.map(({ action }) => action)).toEqual([
    "appointments.book",
    "appointments.set-status",
    "appointments.set-status",
    "appointments.set-status",
    "appointments.undo",
  ]);
});

test("a no-show gives the time free again, and its card stays beside the new booking", async () => {
  await window.keyboard.press("s");
  await expect(maria("no-show")).toBeVisible();
  await done(book(window, practice, { startsAt: at("08:00"), clientId: practice.clients[1] ?? "" }));
  await expect(card(window, "Jonas Weber, Follow-up, 8:00 to 8:30, booked")).toBeVisible();
  await expect(maria("no-show")).toBeVisible();
});

test("cancelling asks for a reason, gives the time back and keeps who and why", async () => {
  const { keyboard } = window;
  await keyboard.press("Delete");
  const form = window.getByRole("form", { name: "Cancel appointment" });
  await expect(form.getByRole("textbox", { name: "Reason" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(form.getByText("Say why it is cancelled.")).toBeVisible();
  expect(await bookings()).toMatchObject([{ status: "booked" }]);
  await keyboard.type("Caught a cold");
  await keyboard.press("Enter");

  await expect(maria("booked")).toBeHidden();
  await expect(form).toBeHidden();
  await expect(boardOf(window, tomorrow())).toBeFocused();
  await expect(notification(window, /^Cancelled: Maria Lopez/)).toBeVisible();
  expect(await bookings()).toMatchObject([{ status: "cancelled", cancelReason: "Caught a cold" }]);
  await done(book(window, practice, { startsAt: at("08:00"), clientId: practice.clients[1] ?? "" }));

  // Its time has been given away meanwhile, so it cannot come back there.
  await keyboard.press("Control+z");
  await expect(window.getByRole("alert").filter({ hasText: "Dr Ada Okafor is taken" })).toBeVisible();
  expect((await bookings()).filter(({ status }) => status === "booked")).toHaveLength(1);
});

test("X cuts, V moves to the cursor; on a taken time it stays where it was", async () => {
  const { keyboard } = window;
  const [, , chen = ""] = practice.practitioners;
  await done(
    book(window, practice, {
      startsAt: at("08:00"),
      practitionerId: chen,
      clientId: practice.clients[1] ?? "",
    }),
  );
  await keyboard.press("x");
  await expect(window.getByText("Maria Lopez is cut.")).toBeVisible();
  for (const key of ["ArrowRight", "ArrowRight", "v"]) await keyboard.press(key);
  await expect(
    window.getByRole("alert").filter({ hasText: "Chen Wei is taken from 8:00 to 8:30" }),
  ).toBeVisible();
  await expect(maria("booked")).toBeVisible();

  for (const key of ["ArrowLeft", "PageDown", "v"]) await keyboard.press(key);
  await expect(card(window, "Maria Lopez, Follow-up, 10:00 to 10:30, booked")).toBeVisible();
  await expect(window.getByText("Maria Lopez is cut.")).toBeHidden();
  expect(await bookings()).toContainEqual(
    expect.objectContaining({ practitionerId: practice.practitioners[1], startsAt: at("10:00") }),
  );
});

test("blocked time is drawn with its reason, and a booking onto it is refused with it", async () => {
  const { keyboard } = window;
  await keyboard.press("ArrowRight");
  await keyboard.press("b");
  const form = window.getByRole("form", { name: "Block time" });
  await expect(form.getByRole("textbox", { name: "Reason" })).toBeFocused();
  await keyboard.type("Training");
  await keyboard.press("Enter");
  await expect(card(window, "Blocked: Training, 8:00 to 9:00")).toBeVisible();
  await expect(boardOf(window, tomorrow())).toBeFocused();

  const answer = await book(window, practice, {
    startsAt: at("08:30"),
    practitionerId: practice.practitioners[1] ?? "",
  });
  expect(answer).toMatchObject({ ok: false, error: { code: "blocked", block: { reason: "Training" } } });
  await keyboard.press("n");
  const booking = window.getByRole("form", { name: "New booking" });
  await expect(booking.getByRole("alert")).toContainText("Ben Ruiz is away from 8:00 to 9:00 (Training)");
});

test("blocking over a booking lists whom to call first, and changes nothing until it is meant", async () => {
  const { keyboard } = window;
  await keyboard.press("ArrowDown");
  await keyboard.press("b");
  const form = window.getByRole("form", { name: "Block time" });
  await form.getByRole("spinbutton", { name: /^hour, Time from/ }).focus();
  await keyboard.type("0800");
  await form.getByRole("textbox", { name: "Reason" }).focus();
  await keyboard.type("Leave");
  await keyboard.press("Enter");
  await expect(form.getByRole("alert")).toContainText(
    "One booking lies in this time. Nothing was changed yet.",
  );
  await expect(form.getByRole("listitem")).toContainText(["Maria Lopez"]);
  await expect(form.getByRole("listitem")).toContainText(["+49 30 555 1000"]);
  const blocks = async () => (await done(call(window, "schedule.day", { day: tomorrow() }))).blocks;
  expect(await blocks()).toEqual([]);
  await form.getByRole("button", { name: "Block, then decide about each" }).click();
  await expect(card(window, /^Blocked: Leave, 8:00 to/)).toBeVisible();
  await expect(maria("booked, needs a decision")).toBeVisible();
});

test("a change made meanwhile by somebody else is shown and never written over", async () => {
  const colleague = await openSecondWindow(desk);
  await window.keyboard.press("Enter");
  const panel = window.getByRole("complementary", { name: "Maria Lopez" });
  await panel.getByRole("button", { name: "Change", exact: true }).click();
  const form = window.getByRole("form", { name: "Change appointment" });
  await form.getByRole("button", { name: /Room$/ }).focus();
  await window.keyboard.type("g");
  await expect(form.getByRole("button", { name: /Room$/ })).toHaveText("Green room");

  const [booking] = await bookings();
  const { id = "", version = 0 } = booking ?? {};
  await done(call(colleague, "appointments.change", { id, version, durationMinutes: 45 }));
  await form.getByRole("button", { name: "Save changes" }).click();
  await expect(form.getByRole("alert")).toContainText("Desk 1 changed this just now: look again.");
  await expect(form.getByRole("button", { name: /Room$/ })).toHaveText("Green room");
  expect(await bookings()).toMatchObject([{ roomId: null, version: 2 }]);

  await form.getByRole("button", { name: "Save changes" }).click();
  await expect(card(window, "Maria Lopez, Follow-up, 8:00 to 8:45, booked")).toBeVisible();
  expect(await bookings()).toMatchObject([{ roomId: practice.rooms[1], endsAt: at("08:45"), version: 3 }]);
});

test("a group session fills its seats one by one, and not one more", async () => {
  const { keyboard } = window;
  await done(
    book(window, practice, {
      startsAt: at("12:00"),
      typeId: practice.types.group,
      clientId: practice.clients[0] ?? "",
    }),
  );
  const session = (taken: number) => card(window, new RegExp(`^Group, ${taken} of 3 seats, 12:00 to 13:00`));
  await expect(session(1)).toBeVisible();
  const group = (await bookings()).find(({ capacity }) => capacity !== null)?.id ?? "";
  const seat = (client: number) =>
    call(window, "appointments.add-attendee", {
      appointmentId: group,
      clientId: practice.clients[client] ?? "",
    });
  const answers = await Promise.all([seat(1), seat(2), seat(3)]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
  await expect(session(3)).toBeVisible();
  await session(3).click();
  const panel = window.getByRole("complementary", { name: "Group" });
  await expect(panel.getByText("Seats, 3 of 3 taken")).toBeVisible();
  await keyboard.press("Escape");
  await expect(panel).toBeHidden();
});
