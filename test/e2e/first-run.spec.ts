import { systemClock } from "../../src/time/clock.ts";
import { dayOf } from "../../src/time/zoned-day.ts";
import { call, done } from "./helpers/call.ts";
import { expect, keepScreen, test } from "./helpers/desk.ts";
import { PEOPLE, ZONE } from "./helpers/practice.ts";
import { boardOf, bookingForm, card, tabTo } from "./helpers/screen.ts";

const TWO_MINUTES = 120_000;

test("from nothing to a schedule that can be booked, by keyboard only, in under two minutes", async ({
  launchDesk,
}) => {
  const { window } = await launchDesk();
  const { keyboard } = window;
  const startedAt = performance.now();
  const step = (number: number, name: string) =>
    window.getByRole("form", { name: `Step ${number} of 4: ${name}` });

  await expect(window.getByRole("textbox", { name: "Name of the practice" })).toBeFocused();
  await keepScreen(window, "first-run-1-practice");
  // Without a name it does not go on, and says so beside the field.
  await keyboard.press("Enter");
  await expect(window.getByRole("textbox", { name: "Name of the practice" })).toHaveAccessibleDescription(
    /./,
  );
  await keyboard.type("Linden Street");
  await keyboard.press("Tab");
  await keyboard.press("Control+a");
  await keyboard.type("berlin");
  await expect(window.getByRole("option", { name: "Europe/Berlin" })).toBeVisible();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(window.getByRole("combobox", { name: "Time zone" })).toHaveValue("Europe/Berlin");
  await keyboard.press("Enter");

  await expect(step(2, "Practitioners")).toBeVisible();
  for (const [index, name] of PEOPLE.entries()) {
    await expect(window.getByRole("textbox", { name: `Practitioner ${index + 1}` })).toBeFocused();
    await keyboard.type(name);
    await keyboard.press("Enter");
  }
  await expect(window.getByRole("textbox", { name: "Practitioner 4" })).toBeFocused();
  await keepScreen(window, "first-run-2-practitioners");
  await keyboard.press("Enter");

  await expect(step(3, "Working hours")).toBeVisible();
  await expect(window.getByRole("textbox", { name: "Monday" })).toBeFocused();
  await keyboard.press("Control+a");
  await keyboard.type("8-12, 13-18:30");
  await tabTo(window, window.getByRole("textbox", { name: "Saturday" }));
  await keyboard.type("10-12");
  await keyboard.press("Tab");
  await keyboard.type("10 to 9");
  await keepScreen(window, "first-run-3-hours");
  await keyboard.press("Enter");
  await expect(window.getByText("Each part must end after it starts.")).toBeVisible();
  await expect(window.getByRole("textbox", { name: "Sunday" })).toBeFocused();
  await keyboard.press("Control+a");
  await keyboard.type("10-12");
  await keyboard.press("Enter");

  await expect(step(4, "Appointment types")).toBeVisible();
  await keepScreen(window, "first-run-4-types");
  await keyboard.press("Enter");

  await expect(boardOf(window, dayOf(ZONE, systemClock()))).toBeFocused();
  expect(performance.now() - startedAt).toBeLessThan(TWO_MINUTES);
  for (const name of PEOPLE) await expect(window.getByRole("columnheader", { name })).toBeVisible();
  await keepScreen(window, "first-run-5-board");

  const { practitioners } = await done(call(window, "practitioners.list", {}));
  const { hours } = await done(call(window, "hours.read", { practitionerId: practitioners[0]?.id ?? "" }));
  expect(hours[0]?.pattern[0]).toEqual([
    [480, 720],
    [780, 1110],
  ]);
  expect(hours[0]?.pattern[6]).toEqual([[600, 720]]);
  const { types } = await done(call(window, "types.list", {}));
  expect(types.map(({ name }) => name)).toEqual(["Intake", "Follow-up", "Short visit"]);

  // And the first booking, of the first client there ever was.
  await keyboard.press("]");
  await keyboard.press("Home");
  await keyboard.press("n");
  await keyboard.type("Maria Lopez");
  await expect(window.getByRole("option", { name: "New client “Maria Lopez”" })).toBeVisible();
  await keyboard.press("Enter");
  await expect(bookingForm(window).getByRole("textbox", { name: "Telephone" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(card(window, /^Maria Lopez, Intake, /)).toBeVisible();
});

test("the first page offers the demo, which starts apart from the practice", async ({ launchDesk }) => {
  const { app, window, dataDir } = await launchDesk();
  // Only what would leave the test's hands: the new process itself.
  await app.evaluate(({ app: main }) => {
    main.relaunch = (options) => console.log("starts again with", options?.args?.join(" "));
  });
  const again = app.waitForEvent("console", (message) => message.text().startsWith("starts again with"));
  const closed = app.waitForEvent("close");
  await window.getByRole("button", { name: "Open the demo practice instead" }).click();
  expect((await again).text()).toMatch(/ --demo$/);
  await closed;

  const demo = await launchDesk({ dataDir, demo: true });
  await expect(demo.window.getByRole("columnheader")).toHaveCount(12);
  await keepScreen(demo.window, "demo-board");
  await demo.close();
  const practice = await launchDesk({ dataDir });
  await expect(practice.window.getByRole("form", { name: /^Step 1 of 4/ })).toBeVisible();
});
