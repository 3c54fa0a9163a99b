import { call, done } from "./helpers/call.ts";
import { type Desk, expect } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, tomorrow } from "./helpers/practice.ts";
import { boardOf, bookingForm, card, notification, openPage } from "./helpers/screen.ts";
import { cutLine, exchanged, status, test } from "./helpers/shared-practice.ts";

test.describe.configure({ timeout: 120_000 });

/** By keys alone, from the first time of the day. */
async function openForm({ window }: Desk): Promise<void> {
  for (const key of ["Home", "n"]) await window.keyboard.press(key);
  await expect(bookingForm(window).getByText(/^Held by this desk/)).toBeVisible();
}

async function bookFor({ window }: Desk, name: string): Promise<void> {
  await window.keyboard.type(name.slice(0, 3));
  await expect(window.getByRole("option", { name })).toBeVisible();
  await window.keyboard.press("Enter");
  await expect(bookingForm(window).getByRole("combobox", { name: "Client" })).toHaveValue(name);
  await window.keyboard.press("Enter");
  await expect(bookingForm(window)).toBeHidden();
}

test("what one desk books the other sees, and a hold while it is being booked", async ({
  shared: { first, second },
}) => {
  await openForm(first);
  await expect(second.window.getByRole("img", { name: /^Desk 1 is booking this, 8:00 to/ })).toBeVisible();
  await inspect(second.window, "two-desks-hold");
  await bookFor(first, "Maria Lopez");
  await expect(card(second.window, /^Maria Lopez, Intake, 8:00 to 8:50, booked$/)).toBeVisible();
  await expect(card(first.window, /^Maria Lopez, Intake, 8:00 to 8:50, booked$/)).toBeVisible();

  await openPage(first.window, "Health");
  const health = first.window.getByRole("region", { name: "Sharing" });
  await expect(health).toContainText(/Connected since \d+:\d\d · all changes shared/);
  await expect(health).toContainText(/[1-9]\d*, up to date/);
  await expect(health).toContainText("No two appointments overlap on the server", { timeout: 30_000 });
  await health.scrollIntoViewIfNeeded();
  await inspect(first.window, "two-desks-health");
});

test("two desks that booked one time while apart: the one who came second hears it on the phone", async ({
  shared: { first, second },
}) => {
  await cutLine(second, true);
  await expect(status(second.window)).toContainText(/Working alone since \d+:\d\d, nothing waits/);
  await openForm(first);
  await bookFor(first, "Maria Lopez");
  await exchanged(first);
  await openForm(second);
  await expect(bookingForm(second.window).getByText(/^This desk works alone/)).toBeVisible();
  await bookFor(second, "Jonas Weber");
  await expect(card(second.window, /^Jonas Weber.*not confirmed yet$/)).toBeVisible();
  await expect(status(second.window)).toContainText("1 change waits");
  await inspect(second.window, "two-desks-apart");

  await cutLine(second, false);
  const panel = second.window.getByRole("complementary", { name: "Another desk was first" });
  await expect(panel.getByRole("alert")).toContainText(
    "Dr Ada Okafor is taken from 8:00 to 8:50 (Maria L., booked by Desk 1",
    { timeout: 30_000 },
  );
  await expect(panel.getByRole("group", { name: "Nearest free times" })).toBeFocused();
  await inspect(second.window, "two-desks-second");
  await expect(card(first.window, /^Jonas Weber.*needs a decision$/)).toBeVisible({ timeout: 30_000 });
  await inspect(first.window, "two-desks-first");

  await second.window.keyboard.press("1");
  await expect(notification(second.window, /^Booked: Jonas Weber/)).toBeVisible();
  await expect(boardOf(second.window, tomorrow())).toBeFocused();
  await exchanged(second, first);
  for (const { window } of [first, second]) {
    await expect(card(window, /^Jonas Weber, Intake, [^,]*, booked$/)).toBeVisible();
    await expect(window.getByRole("button", { name: /need.? a decision$/ })).toBeHidden();
  }
});

test("a decision made at one desk is made at both, and a second one is shown as too late", async ({
  shared: { first, second, practice },
}) => {
  await cutLine(second, true);
  await done(book(first.window, practice, { startsAt: at("10:00"), clientId: practice.clients[0] ?? "" }));
  await exchanged(first);
  await done(book(second.window, practice, { startsAt: at("10:00"), clientId: practice.clients[1] ?? "" }));
  await cutLine(second, false);
  await exchanged(second, first);
  await expect(first.window.getByRole("button", { name: "1 needs a decision" })).toBeVisible();
  await expect(second.window.getByRole("button", { name: "1 needs a decision" })).toBeVisible();

  await cutLine(second, true);
  await first.window.keyboard.press("o");
  await expect(first.window.getByRole("tab")).toBeFocused();
  await inspect(first.window, "two-desks-decision");
  await first.window.keyboard.press("1");
  await expect(first.window.getByRole("heading", { name: "Nothing needs a decision" })).toBeVisible();
  await exchanged(first);
  await second.window.keyboard.press("o");
  await expect(second.window.getByRole("tab")).toBeFocused();
  await second.window.keyboard.press("q");
  await expect(second.window.getByRole("heading", { name: "Nothing needs a decision" })).toBeVisible();

  await cutLine(second, false);
  await exchanged(second, first, second);
  await expect(second.window.getByRole("alert")).toContainText(
    "Desk 1 had settled this before (moved). What was decided here came second",
  );
  for (const { window } of [first, second]) {
    await window.getByRole("radio", { name: "Settled" }).click();
    const panel = window.getByRole("tabpanel");
    await expect(panel).toContainText(/MovedDesk 1|Moved Desk 1/);
    await expect(panel).toContainText("Desk 2 had also decided (put on the waiting list");
    const { appointments } = await done(call(window, "schedule.day", { day: tomorrow() }));
    expect(appointments.filter(({ status: each }) => each === "booked")).toHaveLength(2);
  }
  await inspect(second.window, "two-desks-superseded");
});

test("a hold that an arriving booking beats is told at once in the form", async ({
  shared: { first, second, practice },
}) => {
  await cutLine(second, true);
  await openForm(second);
  const form = bookingForm(second.window);
  await second.window.keyboard.type("Jon");
  await done(book(first.window, practice, { startsAt: at("08:00"), typeId: practice.types.intake }));
  await exchanged(first);
  await cutLine(second, false);
  await expect(form.getByRole("combobox", { name: "Client" })).toBeFocused();
  await expect(form.getByText(/^Dr Ada Okafor is taken from 8:00 to 8:50 \(Maria L\./)).toBeVisible({
    timeout: 30_000,
  });
  await expect(form.getByRole("combobox", { name: "Client" })).toHaveValue("Jon");
  await inspect(second.window, "two-desks-lost-hold");
});
