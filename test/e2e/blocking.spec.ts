import type { Locator, Page } from "@playwright/test";
import { addDays } from "../../src/time/zoned-day.ts";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, keepScreen, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, type Practice, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { boardOf, card, goToTomorrow, notification } from "./helpers/screen.ts";

/** Five minutes on the board, at the usual height of its rows. */
const SLOT_PX = 12;

let desk: Desk;
let window: Page;
let practice: Practice;

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  practice = await setUpPractice(window);
});

const today = () => done(call(window, "schedule.day", { day: tomorrow() }));
const blockForm = (): Locator => window.getByRole("form", { name: "Block time" });
const goOn = (): Locator => blockForm().getByRole("button", { name: "Block, then decide about each" });
const under = (): Locator => window.getByRole("complementary", { name: "Bookings under it" });
const columnOf = (index: number): Locator => window.getByRole("grid").getByRole("gridcell").nth(index);

async function threeBookings(): Promise<void> {
  for (const [index, time] of ["09:00", "09:30", "10:00"].entries()) {
    const clientId = practice.clients[index] ?? "";
    await done(book(window, practice, { startsAt: at(time), clientId }));
  }
  await goToTomorrow(window);
  await window.keyboard.press("Home");
  await expect(card(window, /^Amina Diallo/)).toBeVisible();
}

/** B at eight, until eleven, with a reason: sent by Enter. */
async function blockTheMorning(): Promise<void> {
  const { keyboard } = window;
  await keyboard.press("b");
  await blockForm()
    .getByRole("spinbutton", { name: /^hour, Time to/ })
    .focus();
  await keyboard.type("1100");
  await blockForm().getByRole("textbox", { name: "Reason" }).focus();
  await keyboard.type("Leave");
  await keyboard.press("Enter");
}

test("the bookings under a block are moved, kept and cancelled one after the other, without the mouse", async () => {
  const { keyboard } = window;
  await threeBookings();
  await blockTheMorning();
  await expect(blockForm().getByRole("alert")).toContainText(
    "3 bookings lie in this time. Nothing was changed",
  );
  expect((await today()).blocks).toEqual([]);
  await keepScreen(window, "block-listed");
  await expect(goOn()).toBeFocused();
  await keyboard.press("Enter");
  const row = (name: RegExp): Locator => under().getByRole("button", { name });
  await expect(row(/^Maria Lopez/)).toBeFocused();
  await expect(card(window, /^Blocked: Leave, 8:00 to 11:00/)).toBeVisible();
  await inspect(window, "block-decide");

  // One key moves the first to the nearest free time, which is not under the block.
  await keyboard.press("1");
  await expect(row(/^Maria Lopez/)).toBeHidden();
  await expect(row(/^Jonas Weber/)).toBeFocused();
  const maria = (await today()).appointments.find(({ clientId }) => clientId === practice.clients[0]);
  const isOutside =
    maria && (maria.practitionerId !== practice.practitioners[0] || maria.startsAt >= at("11:00"));
  expect(isOutside).toBe(true);

  await keyboard.press("Delete");
  await expect(under().getByRole("textbox")).toBeFocused();
  await keyboard.type("Practitioner away");
  await keyboard.press("Enter");
  await expect(row(/^Jonas Weber/)).toBeHidden();
  await expect(row(/^Amina Diallo/)).toBeFocused();
  await keyboard.press("k");
  await expect(under().getByText("Nothing under it is left to decide.")).toBeVisible();
  await keepScreen(window, "block-decided");
  await expect(under().getByRole("button", { name: "Back to the schedule" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(boardOf(window, tomorrow())).toBeFocused();

  const { appointments } = await today();
  const amina = appointments.find(({ clientId }) => clientId === practice.clients[2]);
  expect(amina).toMatchObject({ startsAt: at("10:00"), status: "booked", needsDecision: false });
  const jonas = appointments.find(({ clientId }) => clientId === practice.clients[1]);
  expect(jonas?.status ?? "cancelled").toBe("cancelled");
});

test("what is left undecided stays a decision, on the block and on its page; the list follows the board", async () => {
  const { keyboard } = window;
  await threeBookings();
  await blockTheMorning();
  await expect(goOn()).toBeFocused();
  await keyboard.press("Enter");
  await expect(under().getByRole("listitem")).toHaveCount(3);
  // Somebody else moves one of them meanwhile.
  const jonas = (await today()).appointments.find(({ clientId }) => clientId === practice.clients[1]);
  const { id = "", version = 0 } = jonas ?? {};
  const practitionerId = practice.practitioners[1] ?? "";
  await done(call(window, "appointments.move", { id, version, practitionerId, startsAt: at("15:00") }));
  await expect(under().getByRole("listitem")).toHaveCount(2);

  await keyboard.press("Escape");
  await expect(boardOf(window, tomorrow())).toBeFocused();
  const { open } = await done(call(window, "conflicts.list", {}));
  expect(open).toBe(2);
  await card(window, /^Blocked: Leave/).click({ position: { x: 5, y: 5 } });
  const panel = window.getByRole("complementary", { name: "Blocked time" });
  await expect(panel.getByText("2 bookings under it need a decision.")).toBeVisible();
  await keepScreen(window, "block-waiting");
  await panel.getByRole("button", { name: "Decide" }).click();
  await expect(under().getByRole("listitem")).toHaveCount(2);
});

test("a drag with Shift held marks time to block, also over bookings; it only opens the form", async () => {
  await threeBookings();
  const box = await card(window, /^Maria Lopez/).boundingBox();
  if (!box) throw new Error("the card is not drawn");
  const x = box.x + 60;
  await window.keyboard.down("Shift");
  await window.mouse.move(x, box.y - 6 * SLOT_PX + 2);
  await window.mouse.down();
  await window.mouse.move(x, box.y + 12 * SLOT_PX - 2, { steps: 8 });
  await expect(columnOf(0).getByText("8:30 to 10:00")).toBeVisible();
  await keepScreen(window, "block-drag");
  await window.mouse.up();
  await window.keyboard.up("Shift");

  await expect(blockForm().getByRole("textbox", { name: "Reason" })).toBeFocused();
  expect((await today()).blocks).toEqual([]);
  await window.keyboard.type("Course");
  await window.keyboard.press("Enter");
  await expect(blockForm().getByRole("alert")).toContainText("2 bookings lie in this time.");
  await expect(goOn()).toBeFocused();
  await window.keyboard.press("Enter");
  await expect(notification(window, /^Blocked: Dr Ada Okafor, .* 8:30 to 10:00/)).toBeVisible();
  expect((await today()).blocks).toMatchObject([{ startsAt: at("08:30"), endsAt: at("10:00") }]);
});

test("Escape ends a drag that would block, and a click with Shift blocks nothing", async () => {
  await threeBookings();
  const box = await card(window, /^Maria Lopez/).boundingBox();
  if (!box) throw new Error("the card is not drawn");
  await window.keyboard.down("Shift");
  await window.mouse.move(box.x + 60, box.y + 5);
  await window.mouse.down();
  await window.mouse.move(box.x + 60, box.y + 5 * SLOT_PX, { steps: 5 });
  await expect(columnOf(0).getByText("Let go to block")).toBeVisible();
  await window.keyboard.press("Escape");
  await expect(columnOf(0).getByText("Let go to block")).toBeHidden();
  await window.mouse.up();
  await expect(blockForm()).toBeHidden();
  await window.mouse.down();
  await window.mouse.up();
  await window.keyboard.up("Shift");
  await expect(window.getByRole("complementary", { name: "Maria Lopez" })).toBeVisible();
  const { blocks, appointments } = await today();
  expect(blocks).toEqual([]);
  expect(appointments.every(({ version }) => version === 1)).toBe(true);
});

test("a block that repeats is changed from a time on, by keyboard alone; its day is changed for one only", async () => {
  const { keyboard } = window;
  const practitionerId = practice.practitioners[0] ?? "";
  const lunch = { practitionerId, startsAt: at("12:00"), endsAt: at("12:30"), reason: "Lunch" };
  await done(call(window, "blocks.create", { ...lunch, recurrence: { rrule: "FREQ=DAILY;COUNT=4" } }));
  await goToTomorrow(window);
  const blocksOn = async (days: number) =>
    (await done(call(window, "schedule.day", { day: addDays(tomorrow(), days) }))).blocks;
  await keyboard.press("]");
  await expect(boardOf(window, addDays(tomorrow(), 1))).toBeFocused();
  await card(window, /^Blocked: Lunch/).click();
  const form = window.getByRole("form", { name: "Blocked time" });
  const hour = form.getByRole("spinbutton", { name: /^hour, Time from/ });
  await hour.focus();
  await keyboard.type("1300");
  await form.getByRole("button", { name: /Change$/ }).focus();
  await keyboard.type("this");
  await expect(form.getByRole("button", { name: /Change$/ })).toHaveText("This and the following");
  await inspect(window, "block-series");
  await keyboard.press("Enter");
  await expect(
    notification(window, /^Blocked: Dr Ada Okafor, .* 13:00 to 13:30, 3 times \(Lunch\)/),
  ).toBeVisible();
  expect(await blocksOn(0)).toMatchObject([{ startsAt: at("12:00") }]);
  for (const days of [1, 2, 3])
    expect(await blocksOn(days)).toMatchObject([{ startsAt: at("13:00", addDays(tomorrow(), days)) }]);
  expect(await blocksOn(4)).toEqual([]);

  await card(window, /^Blocked: Lunch, 13:00/).click();
  await form.getByRole("spinbutton", { name: /^day, From/ }).focus();
  await keyboard.press("ArrowUp");
  await form.getByRole("button", { name: /Change$/ }).focus();
  await keyboard.type("all");
  await keyboard.press("Enter");
  await expect(form.getByText("The day can only be changed for one of a series.")).toBeVisible();
});
