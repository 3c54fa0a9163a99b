import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { systemClock } from "../../src/time/clock.ts";
import { dayOf } from "../../src/time/zoned-day.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { call, done } from "./helpers/call.ts";
import { expect, test } from "./helpers/desk.ts";
import { inspectEverywhere } from "./helpers/matrix.ts";
import { at, book, PEOPLE, type Practice, setUpPractice, ZONE } from "./helpers/practice.ts";
import { boardOf, bookingForm, goToTomorrow, openPage, press, tabTo } from "./helpers/screen.ts";
import { conflictOf, sideOf, stage } from "./helpers/staged.ts";

// Eight times axe for each of them.
test.describe.configure({ timeout: 120_000 });

/** Two bookings of tomorrow, and a decision about the second. */
async function somethingToDecide(window: Page, practice: Practice) {
  const [maria = "", jonas = ""] = practice.clients;
  const [ada = "", ben = ""] = practice.practitioners;
  const { appointment: winner } = await done(
    book(window, practice, { startsAt: at("08:00"), clientId: maria, note: "Needs the lift" }),
  );
  const { appointment: loser } = await done(
    book(window, practice, { startsAt: at("09:00"), clientId: jonas }),
  );
  const { startsAt, endsAt } = winner;
  return conflictOf({
    id: "1",
    kind: "slot-taken",
    loser: sideOf(loser),
    other: sideOf(winner),
    wantedTime: { practitionerId: ada, practitionerName: PEOPLE[0], startsAt, endsAt },
    nearest: [ada, ben].map((practitionerId, index) => ({
      practitionerId,
      practitionerName: PEOPLE[index] ?? "",
      startsAt: at("10:00"),
      endsAt: at("10:30"),
    })),
    ways: ["moved", "swapped", "waitlisted", "cancelled"],
  });
}

test("every panel and page of a practice at work, in every size and colour", async ({ launchDesk }) => {
  const desk = await launchDesk();
  const { window } = desk;
  const { keyboard } = window;
  const practice = await setUpPractice(window);
  const conflict = await somethingToDecide(window, practice);

  await expect(boardOf(window, dayOf(ZONE, systemClock()))).toBeFocused();
  await press(window, "n");
  await expect(window.getByRole("complementary", { name: "Walk-in" })).toBeVisible();
  await inspectEverywhere(desk, "walk-in");
  await press(window, "Escape");
  await goToTomorrow(window);
  await press(window, "Home", "Enter");
  const appointment = window.getByRole("complementary", { name: "Maria Lopez" });
  await expect(appointment.getByText("Needs the lift")).toBeVisible();
  await inspectEverywhere(desk, "appointment");
  await press(window, "Escape", "b");
  const block = window.getByRole("form", { name: "Block time" });
  await keyboard.type("Leave");
  await press(window, "Enter");
  await expect(block.getByRole("alert")).toBeVisible();
  await inspectEverywhere(desk, "block-affected");
  await press(window, "Escape", "Home", "PageDown", "n");
  const form = bookingForm(window);
  await keyboard.type("mar");
  await expect(window.getByRole("option", { name: "Maria Lopez" })).toBeVisible();
  await press(window, "Enter");
  const repeat = form.getByRole("button", { name: /Repeat$/ });
  await tabTo(window, repeat);
  await keyboard.type("every w");
  await expect(repeat).toHaveText("Every week");
  await tabTo(window, form.getByRole("textbox", { name: "Times" }));
  await inspectEverywhere(desk, "series");
  await press(window, "Escape");

  await stage(desk, { conflicts: [conflict] });
  await openPage(window, /^Decisions/);
  await expect(window.getByRole("tabpanel")).toBeVisible();
  await inspectEverywhere(desk, "decisions");
  await openPage(window, "Settings");
  // From below, so that what is longest is in the pictures.
  for (const name of ["Prepare a server", "Join a practice"]) {
    await window.getByRole("button", { name, exact: true }).first().click();
  }
  for (const name of ["Blue room", "Intake", "Dr Ada Okafor"]) {
    await window.getByRole("button", { name: `Change ${name}` }).click();
  }
  await inspectEverywhere(desk, "settings");
});

test("the first start and the way back to sound data, in every size and colour", async ({ launchDesk }) => {
  const dataDir = temporaryFolder();
  const desk = await launchDesk({ dataDir });
  const { window } = desk;
  await expect(window.getByRole("textbox", { name: "Name of the practice" })).toBeFocused();
  await inspectEverywhere(desk, "first-run-practice");
  await window.keyboard.type("Linden Street");
  await press(window, "Enter");
  await expect(window.getByRole("textbox", { name: "Practitioner 1" })).toBeFocused();
  await window.keyboard.type("Dr Ada Okafor");
  await inspectEverywhere(desk, "first-run-practitioners");
  for (const name of ["hours", "types"]) {
    await window.getByRole("button", { name: "Next" }).click();
    await inspectEverywhere(desk, `first-run-${name}`);
  }
  await setUpPractice(window);
  await done(call(window, "backups.make", {}));
  await desk.close();

  writeFileSync(join(dataDir, "anteroom.db"), "garbage");
  rmSync(join(dataDir, "anteroom.db-wal"), { force: true });
  const damaged = await launchDesk({ dataDir });
  await expect(damaged.window.getByRole("radio")).not.toHaveCount(0);
  await inspectEverywhere(damaged, "recovery");
});
