import { expect, keepScreen, test } from "./helpers/desk.ts";
import { bookingForm, openPage, press as pressIn } from "./helpers/screen.ts";

/** The README's pictures: copy `test-results/screens/tour-*.png` to `test/screens` when a page has changed. */
test("the demo's pages, one after the other, by the keys that a receptionist presses", async ({
  launchDesk,
}) => {
  const { window } = await launchDesk({ demo: true });
  await window.setViewportSize({ width: 1280, height: 800 });
  const { keyboard } = window;
  const board = window.locator("#board:focus[aria-busy=false]");
  const press = (...keys: string[]): Promise<void> => pressIn(window, ...keys);
  await board.waitFor();
  await press("]");
  await board.waitFor();
  await window.mouse.move(0, 0);
  await keepScreen(window, "tour-board");

  const someCard = window.locator("[data-appointment]").nth(4);
  await someCard.click();
  const panel = window.getByRole("complementary");
  await expect(panel.getByText(/^Booked/).first()).toBeVisible();
  await keepScreen(window, "tour-appointment");
  await press("Escape");

  await press("f");
  await expect(window.getByRole("listbox", { name: "Free times" }).getByRole("option").first()).toBeFocused();
  await keepScreen(window, "tour-find");
  await press("Enter");
  await expect(bookingForm(window).getByText(/^Held by this desk/)).toBeVisible();
  await keyboard.type("an");
  await expect(window.getByRole("option").first()).toBeVisible();
  await keepScreen(window, "tour-booking");
  await press("Escape", "Escape");
  await expect(bookingForm(window)).toBeHidden();

  await someCard.click();
  await press("Escape", "b");
  await expect(window.getByRole("form", { name: "Block time" })).toBeVisible();
  await keyboard.type("Training");
  await press("Enter");
  await expect(window.getByRole("form", { name: "Block time" }).getByRole("alert")).toBeVisible();
  await keepScreen(window, "tour-block");
  await press("Escape");

  await board.waitFor();
  await press("w");
  await expect(window.getByRole("columnheader").first()).toContainText(/Mon/);
  await board.waitFor();
  await keepScreen(window, "tour-week");
  await press("d");

  await press("Control+k");
  await keyboard.type("ne");
  await expect(window.getByRole("menuitem").first()).toBeVisible();
  await keepScreen(window, "tour-palette");
  await press("Escape", "?");
  await expect(window.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await keepScreen(window, "tour-keys");
  await press("Escape");

  for (const page of ["Health", "Settings"]) {
    await openPage(window, page);
    await expect(window.getByRole("heading", { name: page, level: 2 })).toBeVisible();
    await expect(window.locator("[aria-busy=true]")).toHaveCount(0);
    await keepScreen(window, `tour-${page.toLowerCase()}`);
  }
});
