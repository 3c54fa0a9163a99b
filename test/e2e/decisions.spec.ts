import type { Page } from "@playwright/test";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, type Practice, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { boardOf, card, goToTomorrow, notification } from "./helpers/screen.ts";

let desk: Desk;
let window: Page;
let practice: Practice;

/** Two bookings, and a training that is put over both of them on purpose: each needs a decision. */
test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  practice = await setUpPractice(window);
  const [ada = ""] = practice.practitioners;
  const [maria = "", jonas = ""] = practice.clients;
  await done(book(window, practice, { startsAt: at("10:00"), clientId: maria }));
  await done(book(window, practice, { startsAt: at("11:00"), clientId: jonas }));
  await done(
    call(window, "blocks.create", {
      practitionerId: ada,
      startsAt: at("09:30"),
      endsAt: at("12:00"),
      reason: "Training",
      keepBookings: true,
    }),
  );
  await goToTomorrow(window);
});

const pages = (): ReturnType<Page["getByRole"]> => window.getByRole("navigation", { name: "Pages" });
const tabs = () => window.getByRole("tab");
const details = () => window.getByRole("tabpanel").getByRole("region", { name: "Booked in blocked time" });
const open = async () => (await done(call(window, "conflicts.list", {}))).conflicts;
const clientOf = async (name: string) => {
  const { appointments } = await done(call(window, "schedule.day", { day: tomorrow() }));
  return appointments.find(({ clientName }) => clientName === name);
};

test("what needs a decision is said everywhere, and each is settled by one key", async () => {
  const { keyboard } = window;
  await expect(card(window, /^Maria Lopez.*needs a decision$/)).toBeVisible();
  await expect(pages().getByRole("button", { name: "Decisions, 2 open" })).toBeVisible();
  await expect(window.getByRole("button", { name: "2 need a decision" })).toBeVisible();

  await keyboard.press("o");
  await expect(tabs()).toHaveCount(2);
  await expect(tabs().first()).toBeFocused();
  await expect(details()).toContainText("Maria Lopez is booked on");
  await expect(details()).toContainText("while Dr Ada Okafor is away (Training)");
  await expect(details()).toContainText("+49 30 555 1000");
  await expect(details().getByRole("button", { name: "9:00 to 9:30" })).toBeVisible();
  await expect(boardOf(window, tomorrow())).toBeVisible();
  await inspect(window, "decisions-real");

  await keyboard.press("ArrowDown");
  await expect(tabs().nth(1)).toBeFocused();
  await expect(details()).toContainText("Jonas Weber is booked on");
  await keyboard.press("ArrowUp");
  const { practitionerId, startsAt } = (await open())[0]?.nearest[0] ?? {};
  const offered = { practitionerId, startsAt, status: "booked", needsDecision: false };
  await keyboard.press("1");
  await expect(window.getByRole("status").filter({ hasText: /^Maria Lopez moved to/ })).toContainText(
    "Tell Maria Lopez, +49 30 555 1000",
  );
  await expect(tabs()).toHaveCount(1);
  await expect(tabs().first()).toBeFocused();
  expect(await clientOf("Maria Lopez")).toMatchObject(offered);

  await keyboard.press("k");
  await expect(window.getByRole("heading", { name: "Nothing needs a decision" })).toBeVisible();
  await expect(pages().getByRole("button", { name: "Decisions", exact: true })).toBeVisible();
  await inspect(window, "decisions-done");
  expect((await clientOf("Jonas Weber"))?.needsDecision).toBe(false);

  await window.getByRole("radio", { name: "Settled" }).click();
  await expect(tabs()).toHaveCount(2);
  await expect(tabs().first()).toContainText("Kept as it was");
  await inspect(window, "decisions-history");
  await keyboard.press("Escape");
  await expect(boardOf(window, tomorrow())).toBeFocused();
});

test("a message is drafted for whoever does not answer the telephone", async () => {
  const { keyboard } = window;
  await keyboard.press("o");
  await expect(tabs().first()).toBeFocused();
  await keyboard.press("m");
  await expect(notification(window, /^Copied/)).toBeVisible();
  await expect(tabs().first()).toBeFocused();
  const copied = await desk.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain("Hello Maria Lopez,");
  expect(copied).toContain("cannot take place at that time");
  expect(copied).toContain("Linden Street");
});

test("cancelling asks why, and Escape goes back one step at a time", async () => {
  const { keyboard } = window;
  await keyboard.press("o");
  await expect(tabs().first()).toBeFocused();
  await keyboard.press("Delete");
  const form = window.getByRole("form", { name: "Cancel the appointment of Maria Lopez" });
  await expect(form.getByRole("textbox", { name: "Reason" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(form.getByText("Say why it is cancelled.")).toBeVisible();
  await keyboard.press("Escape");
  await expect(form).toBeHidden();
  await expect(window.getByRole("tabpanel")).toBeVisible();
  await keyboard.press("Delete");
  await keyboard.type("Practitioner away");
  await keyboard.press("Enter");
  await expect(tabs()).toHaveCount(1);
  await expect(tabs().first()).toBeFocused();
  expect(await clientOf("Maria Lopez")).toMatchObject({
    status: "cancelled",
    cancelReason: "Practitioner away",
  });
});

test("a decision is a step away from the appointment itself, and one can be put on the waiting list", async () => {
  await card(window, /^Jonas Weber/).click();
  await window.getByRole("button", { name: "Decide", exact: true }).click();
  await expect(details()).toContainText("Jonas Weber is booked on");
  await window.keyboard.press("q");
  await expect(
    window.getByRole("status").filter({ hasText: /^Jonas Weber is on the waiting list/ }),
  ).toBeVisible();
  expect((await clientOf("Jonas Weber"))?.status).toBe("waitlist");
});

test("one that was settled meanwhile says so, and nothing is done twice", async () => {
  await window.keyboard.press("o");
  await expect(tabs().first()).toBeFocused();
  const [first] = await open();
  // The window has not heard of it yet when the key is pressed.
  const answers = await window.evaluate(async (conflictId) => {
    const settling = self.anteroom.invoke("conflicts.resolve", {
      requestId: crypto.randomUUID(),
      conflictId,
      how: "kept",
    });
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "k", bubbles: true }));
    return await settling;
  }, first?.id ?? "");
  expect(answers.ok).toBe(true);
  await expect(window.getByRole("alert").filter({ hasText: "settled this already" })).toBeVisible();
  await expect(tabs()).toHaveCount(1);
});
