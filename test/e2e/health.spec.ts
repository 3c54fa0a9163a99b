import type { Locator, Page } from "@playwright/test";
import { HOUR_SECONDS, hourOf, sameHours } from "../../src/health/refusal-jump.ts";
import { systemClock } from "../../src/time/clock.ts";
import { openRaw } from "../helpers/raw-database.ts";
import { type Desk, expect, keepZoomedScreen, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, PEOPLE, type Practice, setUpPractice, ZONE } from "./helpers/practice.ts";

test.describe.configure({ timeout: 90_000 });

let desk: Desk;
let window: Page;
let practice: Practice;
const health = (): Locator => window.getByRole("main", { name: "Health" });
const table = (): Locator => health().getByRole("table");
const inStatusBar = (): Locator =>
  window.getByRole("contentinfo").getByRole("button", { name: /refusals in an hour/ });

const openHealth = (): Promise<void> =>
  window.getByRole("navigation", { name: "Pages" }).getByRole("button", { name: "Health" }).click();

/** Starts the desk again with refusals of before in its records. */
async function withRefusals(
  launchDesk: (options: { dataDir: string }) => Promise<Desk>,
  counts: readonly { hour: number; practitionerId: string; count: number }[],
): Promise<void> {
  await desk.close();
  const raw = openRaw(desk.dataDir);
  const add = raw.prepare("INSERT INTO refusal_count VALUES (?, ?, 'slot-taken', ?)");
  for (const { hour, practitionerId, count } of counts) add.run(hour, practitionerId, count);
  raw.close();
  desk = await launchDesk({ dataDir: desk.dataDir });
  ({ window } = desk);
  await expect(window.getByRole("grid")).toBeFocused();
}

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  practice = await setUpPractice(window);
});

test("what is refused now stands in its hour, beside the practitioner it was asked of", async () => {
  const [ada = "", ben = ""] = practice.practitioners;
  await book(window, practice, { startsAt: at("10:00"), practitionerId: ada });
  for (let times = 0; times < 3; times += 1)
    await book(window, practice, { startsAt: at("10:00"), practitionerId: ada });
  await book(window, practice, { startsAt: at("03:00"), practitionerId: ben });
  await openHealth();
  await expect(table().getByRole("caption")).toHaveText(
    "4 wishes for a time were refused in the last 24 hours, by the hour.",
  );
  const lastCell = (row: string) =>
    table()
      .getByRole("row", { name: new RegExp(`^${row}`) })
      .getByRole("cell")
      .last();
  await expect(lastCell("Everybody")).toHaveText("4");
  await expect(lastCell(PEOPLE[0])).toHaveText("3");
  await expect(lastCell(PEOPLE[1])).toHaveText("1");
  await expect(table().getByRole("row", { name: new RegExp(`^${PEOPLE[2]}`) })).toHaveCount(0);
  await expect(inStatusBar()).toBeHidden();
});

test("a jump is told in the status bar and explained on Health, until it is put aside for today", async ({
  launchDesk,
}) => {
  const [ada = "", ben = "", chen = ""] = practice.practitioners;
  const hour = hourOf(systemClock());
  const before = sameHours(ZONE, hour).map((each) => ({ hour: each, practitionerId: ada, count: 2 }));
  await withRefusals(launchDesk, [
    ...before,
    { hour, practitionerId: ada, count: 17 },
    { hour, practitionerId: ben, count: 2 },
    { hour: hour - HOUR_SECONDS, practitionerId: ben, count: 3 },
    { hour: hour - 5 * HOUR_SECONDS, practitionerId: chen, count: 6 },
    { hour: hour - 9 * HOUR_SECONDS, practitionerId: ada, count: 1 },
    { hour: hour - 9 * HOUR_SECONDS, practitionerId: "", count: 2 },
  ]);
  await inStatusBar().click();
  const alert = health().getByRole("region", { name: "Needs attention" });
  await expect(alert).toContainText(
    /^19 bookings were refused from .* on; at this time of the week it is usually 2\./,
  );
  await inspect(window, "health-jump");
  await table().scrollIntoViewIfNeeded();
  await inspect(window, "health-refusals");
  await alert.getByRole("button", { name: "Put aside for today" }).click();
  await expect(alert).toBeHidden();
  await expect(inStatusBar()).toBeHidden();
  await expect(health().getByText("Put aside for today.")).toBeVisible();
  await health().getByRole("button", { name: "Show it again" }).click();
  await expect(inStatusBar()).toBeVisible();
});

test("in a narrow window and at 200 % the table is scrolled, not the page", async () => {
  await openHealth();
  await desk.app.evaluate(({ BrowserWindow }) => {
    const [first] = BrowserWindow.getAllWindows();
    first?.setContentSize(1280, 800);
    first?.webContents.setZoomFactor(2);
  });
  await expect(table().getByRole("caption")).toHaveText("No booking was refused in the last 24 hours.");
  const overflow = await health().evaluate((main) => main.scrollWidth - main.clientWidth);
  expect(overflow, "pixels beyond the page's side").toBeLessThanOrEqual(0);
  await keepZoomedScreen(desk, "health-200");
});
