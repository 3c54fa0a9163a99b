import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { call, done } from "./helpers/call.ts";
import { expect, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, type Practice, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { boardOf, bookingForm, card, goToTomorrow, openPage } from "./helpers/screen.ts";

/** A day with something of everything on it. */
async function liveliestDay(window: Page, practice: Practice): Promise<void> {
  const [ada = "", ben = "", chen = ""] = practice.practitioners;
  const [, jonas = "", amina = "", peter = ""] = practice.clients;
  const { intake, short, group } = practice.types;
  const answers = [
    book(window, practice, { startsAt: at("08:00"), note: "Needs the lift" }),
    book(window, practice, { startsAt: at("09:00"), typeId: intake, clientId: jonas, practitionerId: ben }),
    book(window, practice, { startsAt: at("08:30"), typeId: short, clientId: amina }),
    book(window, practice, { startsAt: at("08:45"), typeId: short, clientId: peter }),
    book(window, practice, { startsAt: at("10:00"), typeId: group, practitionerId: chen }),
  ];
  const [, , early, missed] = await Promise.all(answers.map(done));
  const mark = (booking: typeof early, status: "arrived" | "noshow") =>
    done(
      call(window, "appointments.set-status", {
        id: booking?.appointment.id ?? "",
        version: 1,
        status,
      }),
    );
  await mark(early, "arrived");
  await mark(missed, "noshow");
  await done(
    call(window, "blocks.create", {
      practitionerId: ada,
      startsAt: at("10:00"),
      endsAt: at("11:30"),
      reason: "Training",
    }),
  );
}

// Every page and panel, each in light and in dark: axe takes its time.
test.describe.configure({ timeout: 120_000 });

test("the demo's board, an appointment on it, and what lies over it", async ({ launchDesk }) => {
  const { window } = await launchDesk({ demo: true });
  await expect(window.getByRole("columnheader")).toHaveCount(12);
  await inspect(window, "board-demo");
  const { keyboard } = window;
  await keyboard.press("/");
  await keyboard.type("an");
  await expect(window.getByRole("menuitem").first()).toBeVisible();
  await inspect(window, "search");
  await keyboard.press("Escape");
  await keyboard.press("?");
  await expect(window.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await inspect(window, "keys");
  await keyboard.press("Escape");
  await keyboard.press("g");
  await expect(window.getByRole("dialog", { name: "Go to a date" })).toBeVisible();
  await inspect(window, "go-to-date");
  await keyboard.press("Escape");
  await window.getByRole("button", { name: "Everybody" }).click();
  await expect(window.getByRole("dialog", { name: "People" })).toBeVisible();
  await inspect(window, "people");
  await keyboard.press("Escape");
  await openPage(window, "Health");
  await expect(window.getByRole("heading", { name: "Health", level: 2 })).toBeVisible();
  await inspect(window, "health");
});

test("the board, its panels and what it refuses", async ({ launchDesk }) => {
  const desk = await launchDesk();
  const { window } = desk;
  const { keyboard } = window;
  const practice = await setUpPractice(window);
  await liveliestDay(window, practice);
  await goToTomorrow(window);
  await keyboard.press("Home");
  await inspect(window, "board");

  await keyboard.press("Enter");
  const panel = window.getByRole("complementary", { name: "Maria Lopez" });
  await expect(panel.getByText("Needs the lift")).toBeVisible();
  await inspect(window, "appointment");
  await panel.getByRole("button", { name: "Change", exact: true }).click();
  await expect(window.getByRole("form", { name: "Change appointment" })).toBeVisible();
  await inspect(window, "appointment-change");
  await keyboard.press("Escape");
  await panel.getByRole("button", { name: "Cancel appointment" }).click();
  await keyboard.press("Enter");
  await inspect(window, "appointment-cancel");
  await keyboard.press("Escape");
  await keyboard.press("Escape");

  await card(window, /^Group, 1 of 3 seats/).click();
  await expect(window.getByText("Seats, 1 of 3 taken")).toBeVisible();
  await inspect(window, "group-session");
  await keyboard.press("Escape");
  await card(window, /^Blocked: Training/).click();
  await expect(window.getByRole("complementary", { name: "Blocked time" })).toBeVisible();
  await inspect(window, "blocked-time");
  await keyboard.press("Escape");

  await expect(boardOf(window, tomorrow())).toBeFocused();
  for (const key of ["Home", "x", "ArrowRight", "PageDown", "v"]) await keyboard.press(key);
  await inspect(window, "board-after-paste");
  for (const key of ["Home", "ArrowLeft", "ArrowDown", "b"]) await keyboard.press(key);
  const block = window.getByRole("form", { name: "Block time" });
  await keyboard.type("Leave");
  await keyboard.press("Enter");
  await expect(block.getByRole("alert")).toBeVisible();
  await inspect(window, "block-affected");
  await keyboard.press("Escape");
});

test("the booking form: empty, with a new client, and refused", async ({ launchDesk }) => {
  const desk = await launchDesk();
  const { window } = desk;
  const { keyboard } = window;
  const practice = await setUpPractice(window);
  await goToTomorrow(window);
  for (const key of ["Home", "n"]) await keyboard.press(key);
  const form = bookingForm(window);
  await expect(form.getByText(/^Held by this desk/)).toBeVisible();
  await inspect(window, "booking");
  await keyboard.type("ma");
  await expect(window.getByRole("option", { name: "Maria Lopez" })).toBeVisible();
  await inspect(window, "booking-search");
  // Only the list goes; what was typed names nobody yet, and says so.
  await keyboard.press("Escape");
  await keyboard.press("Enter");
  await expect(form.getByText("Choose a client, or add a new one.")).toBeVisible();
  await inspect(window, "booking-incomplete");
  await keyboard.press("Control+a");
  await keyboard.type("Zoë Quinn");
  await keyboard.press("Enter");
  await expect(form.getByRole("textbox", { name: "Telephone" })).toBeFocused();
  await inspect(window, "booking-new-client");

  // In one act: a form that misses its hold asks for it again at once, and a window's own hold gives way to its booking.
  await done(book(window, practice, { startsAt: at("08:00") }));
  await keyboard.press("Enter");
  await expect(form.getByRole("alert")).toContainText("Dr Ada Okafor is taken");
  await inspect(window, "booking-refused");
});

test("settings with everything opened", async ({ launchDesk }) => {
  const { window } = await launchDesk();
  await setUpPractice(window);
  await openPage(window, "Settings");
  await expect(window.getByRole("heading", { name: "Settings", level: 2 })).toBeVisible();
  await inspect(window, "settings");
  for (const name of ["Dr Ada Okafor", "Intake", "Blue room"]) {
    const entry = window.getByRole("button", { name: `Change ${name}` });
    await entry.click();
    await entry.scrollIntoViewIfNeeded();
    await inspect(window, `settings-${name.toLowerCase().replaceAll(" ", "-")}`);
    await entry.click();
  }
});

test("the first start", async ({ launchDesk }) => {
  const { window } = await launchDesk();
  const { keyboard } = window;
  await expect(window.getByRole("textbox", { name: "Name of the practice" })).toBeFocused();
  await inspect(window, "first-run-practice");
  await keyboard.type("Linden Street");
  await keyboard.press("Enter");
  await expect(window.getByRole("textbox", { name: "Practitioner 1" })).toBeFocused();
  await keyboard.type("Dr Ada Okafor");
  await inspect(window, "first-run-practitioners");
  await window.getByRole("button", { name: "Next" }).click();
  await inspect(window, "first-run-hours");
  await window.getByRole("button", { name: "Next" }).click();
  await inspect(window, "first-run-types");
});

test("a practice whose data is damaged", async ({ launchDesk }) => {
  const dataDir = temporaryFolder();
  const desk = await launchDesk({ dataDir });
  await setUpPractice(desk.window);
  await done(call(desk.window, "backups.make", {}));
  await desk.close();
  writeFileSync(join(dataDir, "anteroom.db"), "garbage");
  rmSync(join(dataDir, "anteroom.db-wal"), { force: true });
  const { window } = await launchDesk({ dataDir });
  await expect(window.getByRole("heading", { name: "The practice's data is damaged" })).toBeVisible();
  await inspect(window, "recovery");
  await window.getByRole("button", { name: "Begin with an empty practice" }).click();
  await inspect(window, "recovery-begin-empty");
});
