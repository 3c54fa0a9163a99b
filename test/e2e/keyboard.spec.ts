import type { Locator, Page } from "@playwright/test";
import { type Desk, expect, test } from "./helpers/desk.ts";
import { setUpPractice, tomorrow } from "./helpers/practice.ts";
import { boardOf, bookingForm, goToTomorrow } from "./helpers/screen.ts";

let desk: Desk;
let window: Page;
let form: Locator;

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  await setUpPractice(window);
  await goToTomorrow(window);
  for (const key of ["Home", "n"]) await window.keyboard.press(key);
  form = bookingForm(window);
  await expect(form.getByText(/^Held by this desk/)).toBeVisible();
});

test("a form that is opened as soon as the last one is closed keeps what is typed into it", async () => {
  // Without waiting for one another: the board takes the keyboard back a frame after a panel closes.
  await Promise.all(["Escape", "n", "M", "a", "r"].map((key) => window.keyboard.press(key)));
  const client = form.getByRole("combobox", { name: "Client" });
  await expect(client).toBeFocused();
  await expect(client).toHaveValue("Mar");
});

test("Tab goes through the booking form as it is read, every stop has a name, and none is a trap", async () => {
  const stops: { name: string; top: number; left: number }[] = [];
  for (let presses = 0; presses < 30; presses += 1) {
    const focused = window.locator(":focus");
    const inForm = await focused.evaluate((element) => element.closest("form") !== null);
    if (!inForm) break;
    const box = await focused.boundingBox();
    const name = (await focused.ariaSnapshot()).split("\n")[0] ?? "";
    stops.push({ name, top: Math.round(box?.y ?? 0), left: Math.round(box?.x ?? 0) });
    await window.keyboard.press("Tab");
  }
  const names = stops.map(({ name }) => name).join("\n");
  const order = [
    "Client",
    "Type",
    "Duration",
    "Practitioner",
    "Day",
    "Start",
    "Room",
    "Source",
    "Note",
    "Book",
  ];
  let from = 0;
  for (const field of order) {
    const found = names.indexOf(field, from);
    expect(found, `${field}, after what stands before it, in\n${names}`).toBeGreaterThanOrEqual(from);
    from = found;
  }
  for (const { name } of stops) expect(name, names).toMatch(/"[^"]+"/);
  // As it is read: line by line, and within a line from left to right.
  for (const [index, stop] of stops.entries()) {
    const before = stops[index - 1];
    if (!before) continue;
    const below = stop.top > before.top + 12;
    const beside = Math.abs(stop.top - before.top) <= 12 && stop.left > before.left;
    expect(below || beside, `${before.name} -> ${stop.name}`).toBe(true);
  }
});

test("labels name their fields, and what is wrong is told with the field", async () => {
  for (const [role, name] of [
    ["combobox", "Client"],
    ["textbox", "Duration"],
    ["group", "Day"],
    ["group", "Start"],
    ["textbox", "Note"],
  ] as const) {
    await expect(form.getByRole(role, { name, exact: true })).toHaveCount(1);
    await expect(form.getByText(name, { exact: true })).toBeVisible();
  }
  await window.keyboard.press("Enter");
  const client = form.getByRole("combobox", { name: "Client" });
  await expect(client).toHaveAttribute("aria-invalid", "true");
  await expect(client).toHaveAccessibleDescription(/Choose a client, or add a new one\./);
});

test("however the form is left, the board has the keyboard again", async () => {
  await window.keyboard.press("Escape");
  await expect(boardOf(window, tomorrow())).toBeFocused();
  await window.keyboard.press("n");
  await form.getByText(/^Held by this desk/).waitFor();
  await window.getByRole("complementary").getByRole("button", { name: "Close" }).click();
  await expect(boardOf(window, tomorrow())).toBeFocused();
});
