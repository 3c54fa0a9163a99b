import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { TestDatabase } from "../helpers/postgres.ts";
import { call, done } from "./helpers/call.ts";
import { look } from "./helpers/database.ts";
import { expect, keepScreen, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { boardOf, card, goToTomorrow, notification, openPage } from "./helpers/screen.ts";
import { emptyServer, status, twoDesks } from "./helpers/shared-practice.ts";

test.describe.configure({ timeout: 120_000 });

const sharing = (window: Page) => window.getByRole("region", { name: "Shared server" });

let database: TestDatabase | undefined;
test.afterEach(async () => {
  await database?.drop();
  database = undefined;
});

test("a server is tested, prepared, and another desk joins by what is pasted", async ({ launchDesk }) => {
  database = await emptyServer();
  const first = await launchDesk();
  const practice = await setUpPractice(first.window);
  await done(book(first.window, practice, { startsAt: at("10:00") }));
  await openPage(first.window, "Settings");
  const section = sharing(first.window);
  await section.getByRole("button", { name: "Prepare a server" }).click();
  const form = section.getByRole("form", { name: "Prepare a server" });
  const address = form.getByRole("textbox", { name: /^Address of the database/ });

  await address.fill("postgres://nobody:nothing@127.0.0.1:1/anteroom");
  await form.getByRole("button", { name: "Test" }).click();
  await expect(form.getByRole("alert")).toContainText("The shared server does not answer");
  await address.fill(database.ownerUrl);
  await form.getByRole("button", { name: "Test" }).click();
  await expect(form.getByText(/^PostgreSQL \d+.* answers after \d+ ms/)).toBeVisible();
  await expect(form.getByRole("alert")).toBeHidden();
  await keepScreen(first.window, "sharing-tested");
  await address.press("Enter");
  await expect(notification(first.window, "The server is prepared")).toBeVisible();
  await expect(status(first.window)).toContainText("Connected since");

  await section.getByRole("button", { name: "Invite another desk" }).click();
  const invitation = section.getByRole("textbox", { name: "Text of the invitation" });
  await expect(section.getByRole("button", { name: "Copy" })).toBeFocused();
  await first.window.keyboard.press("Enter");
  await expect(notification(first.window, "Copied.")).toBeVisible();
  const copied = await first.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toBe(await invitation.inputValue());
  await inspect(first.window, "sharing-invitation");

  const second = await launchDesk();
  const { window } = second;
  await window.getByRole("button", { name: "Join a practice instead" }).click();
  await expect(window.getByRole("textbox", { name: "Invitation" })).toBeFocused();
  await window.keyboard.type("half an invit");
  await window.keyboard.press("Enter");
  await expect(window.getByRole("alert")).toContainText("This is not a whole invitation");
  await inspect(window, "first-run-join");
  await window.getByRole("textbox", { name: "Invitation" }).fill(copied);
  await window.keyboard.press("Enter");
  await goToTomorrow(window);
  await expect(card(window, "Maria Lopez, Follow-up, 10:00 to 10:30, booked")).toBeVisible();
  await expect(status(window)).toContainText("all changes shared");

  const third = await launchDesk();
  await third.window.getByRole("button", { name: "Join a practice instead" }).click();
  await third.window.getByRole("textbox", { name: "Invitation" }).fill(copied);
  await third.window.keyboard.press("Enter");
  await expect(third.window.getByRole("alert")).toContainText("This invitation was used already");
});

test("a desk that is taken out says so, and one that leaves keeps its copy", async ({ launchDesk }) => {
  const shared = await twoDesks(launchDesk);
  const { first, second, practice } = shared;
  database = shared.database;
  await done(book(first.window, practice, { startsAt: at("10:00") }));
  await done(call(first.window, "sharing.exchange-now", {}));
  await openPage(first.window, "Settings");
  const section = sharing(first.window);
  await expect(section.getByRole("listitem")).toHaveCount(2);
  await section.getByRole("button", { name: "Test the line" }).click();
  await expect(section.getByText(/answers after/)).toBeVisible();
  await inspect(first.window, "sharing-desks");
  await section.getByRole("button", { name: /^Take out/ }).click();
  await expect(section.getByRole("button", { name: "Back" })).toBeFocused();
  await section.getByRole("button", { name: "Yes, take it out" }).click();
  await expect(section.getByText("taken out", { exact: true })).toBeVisible();

  await expect(status(second.window)).toContainText("this desk was taken out of the practice", {
    timeout: 30_000,
  });
  await goToTomorrow(second.window);
  await expect(card(second.window, /^Maria Lopez, Follow-up, 10:00 to 10:30/)).toBeVisible();
  await keepScreen(second.window, "sharing-taken-out");

  await section.getByRole("button", { name: "Leave the practice" }).click();
  await expect(section.getByRole("button", { name: "No, stay" })).toBeFocused();
  await section.getByRole("button", { name: "Yes, leave" }).click();
  await expect(notification(first.window, "This desk works alone now.")).toBeVisible();
  await expect(status(first.window)).toContainText("This desk only");
});

test("bookings made before joining are put aside in a folder that is named, if a person says so", async ({
  launchDesk,
}) => {
  database = await emptyServer();
  const first = await launchDesk();
  const practice = await setUpPractice(first.window);
  await done(book(first.window, practice, { startsAt: at("10:00") }));
  await done(call(first.window, "sharing.prepare", { url: database.ownerUrl }));
  const { text } = await done(call(first.window, "sharing.invite", {}));

  const second = await launchDesk();
  const { window, dataDir } = second;
  const own = await setUpPractice(window, { clients: ["Emma Lang"] });
  await done(book(window, own, { startsAt: at("15:00") }));
  await goToTomorrow(window);
  await expect(card(window, "Emma Lang, Follow-up, 15:00 to 15:30, booked")).toBeVisible();
  await openPage(window, "Settings");
  await sharing(window).getByRole("button", { name: "Join a practice" }).click();
  const form = sharing(window).getByRole("form", { name: "Join a practice" });
  await form.getByRole("textbox", { name: "Invitation" }).fill(text);
  const aside = form.getByRole("radio", { name: /^Put them aside/ });
  await form.getByRole("radio", { name: /^Bring them/ }).focus();
  await window.keyboard.press("ArrowDown");
  await expect(aside).toBeChecked();
  await keepScreen(window, "sharing-join-aside");
  await form.getByRole("button", { name: "Join", exact: true }).click();

  await expect(
    notification(window, /^This desk has joined the practice\. What was here before/),
  ).toBeVisible();
  await expect(status(window)).toContainText("all changes shared");
  await keepScreen(window, "sharing-joined-aside");
  await window.keyboard.press("Escape");
  // The day that one looked at stays.
  await expect(boardOf(window, tomorrow())).toBeFocused();
  await expect(card(window, "Maria Lopez, Follow-up, 10:00 to 10:30, booked")).toBeVisible();
  await expect(card(window, /^Emma Lang/)).toBeHidden();
  const [folder = ""] = readdirSync(dataDir).filter((name) =>
    name.startsWith("Before joining Linden Street"),
  );
  const kept = look(join(dataDir, folder), (db) =>
    db.prepare("SELECT name, starts_at FROM appointment JOIN client ON client.id = client_id").raw().all(),
  );
  expect(kept).toEqual([["Emma Lang", at("15:00")]]);
});
