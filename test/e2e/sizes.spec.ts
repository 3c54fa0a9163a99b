import type { Locator, Page } from "@playwright/test";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, keepZoomedScreen, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, type Practice, setUpPractice } from "./helpers/practice.ts";
import { bookingForm, card, goToTomorrow } from "./helpers/screen.ts";

const LONG = "Maximiliane-Charlotte Freifrau zu Birkenau-Auerfeldstein";
const HEBREW = "יעקב בן־דוד";

let desk: Desk;
let window: Page;
let practice: Practice;
let form: Locator;

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  practice = await setUpPractice(window, { clients: ["Maria Lopez", LONG, HEBREW] });
  form = bookingForm(window);
});

const resize = (width: number, height: number, zoom = 1): Promise<void> =>
  desk.app.evaluate(
    ({ BrowserWindow }, [w, h, factor]) => {
      const [first] = BrowserWindow.getAllWindows();
      first?.setContentSize(w, h);
      first?.webContents.setZoomFactor(factor);
    },
    [width, height, zoom] as const,
  );

/** Nothing is cut off at the side, and the button that ends a call can be pressed without looking for it. */
async function expectUsable(name: string): Promise<void> {
  const overflow = await window.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, "pixels beyond the window's side").toBeLessThanOrEqual(0);
  await expect(form.getByRole("button", { name: "Book", exact: true })).toBeInViewport({ ratio: 1 });
  await expect(form.getByRole("combobox", { name: "Client" })).toBeInViewport({ ratio: 1 });
  await keepZoomedScreen(desk, name);
}

for (const [width, height, zoom] of [
  [1024, 640, 1],
  [1440, 900, 1],
  [1280, 800, 2],
] as const) {
  test(`a call can be taken in a window of ${width} by ${height} at ${zoom * 100} %`, async () => {
    await goToTomorrow(window);
    await resize(width, height, zoom);
    for (const key of ["Home", "n"]) await window.keyboard.press(key);
    await expect(form.getByText(/^Held by this desk/)).toBeVisible();
    await expectUsable(`size-${width}-${zoom * 100}`);
  });
}

test("long names and names from right to left stay whole to those who ask, and break nothing", async () => {
  const [, long = "", hebrew = ""] = practice.clients;
  await done(book(window, practice, { startsAt: at("08:00"), clientId: long }));
  await done(book(window, practice, { startsAt: at("08:30"), clientId: hebrew }));
  await done(book(window, practice, { startsAt: at("09:00"), clientId: long, typeId: practice.types.short }));
  await goToTomorrow(window);
  await window.keyboard.press("Home");
  await expect(card(window, `${LONG}, Follow-up, 8:00 to 8:30, booked`)).toBeVisible();
  await card(window, `${HEBREW}, Follow-up, 8:30 to 9:00, booked`).click();
  await expect(window.getByRole("complementary", { name: HEBREW })).toBeVisible();
  await inspect(window, "names");
});

test("a booking over midnight is on both days", async () => {
  const { practitioners, clients, types } = practice;
  const startsAt = at("23:30");
  await done(
    call(window, "appointments.book", {
      practitionerId: practitioners[0] ?? "",
      clientId: clients[0] ?? "",
      typeId: types.intake,
      startsAt,
      source: "phone",
      outsideReason: "Night duty",
    }),
  );
  await goToTomorrow(window);
  const booked = card(window, /^Maria Lopez, Intake, 23:30 to \w+ \d+ \w+ 0:20/);
  await expect(booked).toBeVisible();
  await window.keyboard.press("]");
  await expect(booked).toBeVisible();
  await booked.scrollIntoViewIfNeeded();
  await inspect(window, "over-midnight");
});
