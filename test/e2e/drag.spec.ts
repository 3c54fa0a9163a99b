import type { Locator, Page } from "@playwright/test";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, keepScreen, test } from "./helpers/desk.ts";
import { at, book, type Practice, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { boardOf, card, goToTomorrow, notification } from "./helpers/screen.ts";

/** Five minutes on the board, at the usual height of its rows. */
const SLOT_PX = 12;

let desk: Desk;
let window: Page;
let practice: Practice;
let maria: Locator;

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  practice = await setUpPractice(window);
  await done(book(window, practice, { startsAt: at("09:00") }));
  await goToTomorrow(window);
  maria = card(window, "Maria Lopez, Follow-up, 9:00 to 9:30, booked");
  await window.keyboard.press("Home");
  await expect(maria).toBeInViewport();
});

const bookings = async () => (await done(call(window, "schedule.day", { day: tomorrow() }))).appointments;
const columnOf = (index: number): Locator => window.getByRole("grid").getByRole("gridcell").nth(index);

async function grab(): Promise<{ x: number; y: number }> {
  const box = await maria.boundingBox();
  if (!box) throw new Error("the card is not drawn");
  const hand = { x: box.x + 60, y: box.y + 20 };
  await window.mouse.move(hand.x, hand.y);
  await window.mouse.down();
  return hand;
}

/** How far the column of another practitioner is. */
async function across(columns: number): Promise<number> {
  const [here, there] = await Promise.all([columnOf(0).boundingBox(), columnOf(columns).boundingBox()]);
  return (there?.x ?? 0) - (here?.x ?? 0);
}

test("a card is dragged to another time and practitioner, and Undo puts it back", async () => {
  const { x, y } = await grab();
  await window.mouse.move(x + (await across(1)), y + 24 * SLOT_PX, { steps: 8 });
  await expect(columnOf(1).getByText("11:00 to 11:30")).toBeVisible();
  await expect(maria, "it stays where it was until it is let go").toBeVisible();
  await keepScreen(window, "drag-ghost");
  await window.mouse.up();

  await expect(card(window, "Maria Lopez, Follow-up, 11:00 to 11:30, booked")).toBeVisible();
  await expect(maria).toBeHidden();
  expect(await bookings()).toMatchObject([
    { practitionerId: practice.practitioners[1], startsAt: at("11:00"), endsAt: at("11:30") },
  ]);
  await expect(notification(window, /^Maria Lopez moved to .* 11:00/)).toBeVisible();
  await window.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Undo" }).click();
  await expect(maria).toBeVisible();
  expect(await bookings()).toMatchObject([
    { practitionerId: practice.practitioners[0], startsAt: at("09:00") },
  ]);
});

test("a click opens the card and moves nothing, nor does a hand that is not quite still", async () => {
  const { x, y } = await grab();
  await window.mouse.move(x + 2, y + 3);
  await window.mouse.up();
  await expect(window.getByRole("complementary", { name: "Maria Lopez" })).toBeVisible();
  expect(await bookings()).toMatchObject([{ startsAt: at("09:00"), version: 1 }]);
});

test("Escape ends a drag where it began", async () => {
  const { x, y } = await grab();
  await window.mouse.move(x, y + 12 * SLOT_PX, { steps: 6 });
  await expect(columnOf(0).getByText("10:00 to 10:30")).toBeVisible();
  await window.keyboard.press("Escape");
  await expect(columnOf(0).getByText("10:00 to 10:30")).toBeHidden();
  await window.mouse.up();
  await expect(maria).toBeVisible();
  expect(await bookings()).toMatchObject([{ startsAt: at("09:00"), version: 1 }]);
});

test("dropped on a taken time it stays where it was; the board says who is there and what is free", async () => {
  await done(
    book(window, practice, {
      startsAt: at("10:00"),
      practitionerId: practice.practitioners[1] ?? "",
      clientId: practice.clients[1] ?? "",
    }),
  );
  const jonas = card(window, "Jonas Weber, Follow-up, 10:00 to 10:30, booked");
  await expect(jonas).toBeVisible();
  const { x, y } = await grab();
  await window.mouse.move(x + (await across(1)), y + 13 * SLOT_PX, { steps: 8 });
  await expect(columnOf(1).getByText("Jonas W. is here")).toBeVisible();
  await keepScreen(window, "drag-onto-taken");
  await window.mouse.up();

  const refusal = window
    .getByRole("alert")
    .filter({ hasText: "Ben Ruiz is taken from 10:00 to 10:30 (Jonas W." });
  await expect(refusal).toBeVisible();
  await keepScreen(window, "drag-refused");
  await expect(maria).toBeVisible();
  await expect(jonas).toBeVisible();
  expect((await bookings()).map(({ startsAt }) => startsAt)).toEqual([at("09:00"), at("10:00")]);

  // The nearest free time is one key away here as well.
  await expect(window.getByRole("group", { name: "Nearest free times" }).getByRole("button")).toHaveCount(3);
  await boardOf(window, tomorrow()).focus();
  await window.keyboard.press("1");
  await expect(refusal).toBeHidden();
  await expect(maria).toBeHidden();
  const moved = (await bookings()).find(({ clientId }) => clientId === practice.clients[0]);
  expect(moved?.version).toBe(2);
});
