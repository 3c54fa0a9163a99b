import { expect, test } from "./helpers/desk.ts";
import { inspectEverywhere } from "./helpers/matrix.ts";
import { bookingForm, openPage, press as pressIn } from "./helpers/screen.ts";

// Eight times axe for each of them.
test.describe.configure({ timeout: 120_000 });

test("the board of a large practice and all that opens over and beside it, in every size and colour", async ({
  launchDesk,
}) => {
  const desk = await launchDesk({ demo: true });
  const { window } = desk;
  const { keyboard } = window;
  const press = (...keys: string[]): Promise<void> => pressIn(window, ...keys);
  await expect(window.getByRole("columnheader")).toHaveCount(12);
  await inspectEverywhere(desk, "board-day");

  await press("/");
  await keyboard.type("an");
  await expect(window.getByRole("menuitem").first()).toBeVisible();
  await inspectEverywhere(desk, "palette");
  await press("Escape", "?");
  await expect(window.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await inspectEverywhere(desk, "keys");
  await press("Escape", "g");
  await expect(window.getByRole("dialog", { name: "Go to a date" })).toBeVisible();
  await inspectEverywhere(desk, "go-to-date");
  await press("Escape", "h");
  await expect(window.getByRole("dialog", { name: "People" })).toBeVisible();
  await inspectEverywhere(desk, "people");
  await press("Escape", "f");
  await expect(window.getByRole("option").first()).toBeFocused();
  await inspectEverywhere(desk, "find");

  await press("Escape", "]", "n");
  await expect(bookingForm(window)).toBeVisible();
  await inspectEverywhere(desk, "booking");
  await press("Escape", "w");
  await expect(window.getByRole("grid", { name: /^Week of / })).toBeFocused();
  await inspectEverywhere(desk, "board-week");

  await openPage(window, "Health");
  await expect(window.getByRole("heading", { name: "Health", level: 2 })).toBeVisible();
  await inspectEverywhere(desk, "health");
});
