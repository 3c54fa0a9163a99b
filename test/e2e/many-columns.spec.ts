import type { Page } from "@playwright/test";
import type { DayView } from "../../src/ipc/views.ts";
import { seedFullDays } from "../bench/seed/full-days.ts";
import { daysFromNow } from "../bench/slots.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { call, done } from "./helpers/call.ts";
import { expect, keepScreen, test } from "./helpers/desk.ts";
import { boardOf } from "./helpers/screen.ts";

const PRACTITIONERS = 50;
/** Two full days, tomorrow and the day after. */
const FULL = { practitioners: PRACTITIONERS, clients: 500, days: 2, aDay: 800 };

/** The ids of all cards that can be seen on the board, wholly or in part. */
const seen = (window: Page): Promise<string[]> =>
  window.evaluate(() => {
    const board = document.getElementById("board")?.getBoundingClientRect();
    return [...document.querySelectorAll<HTMLElement>("[data-appointment]")]
      .filter((card) => {
        const box = card.getBoundingClientRect();
        return (
          board &&
          box.right > board.left &&
          box.left < board.right &&
          box.bottom > board.top &&
          box.top < board.bottom
        );
      })
      .map((card) => card.dataset.appointment ?? "");
  });

const scrollTo = (window: Page, left: number, top: number): Promise<void> =>
  window.evaluate(
    ([x, y]) => {
      const board = document.getElementById("board") as HTMLElement;
      board.scrollTo(
        (board.scrollWidth - board.clientWidth) * (x ?? 0),
        (board.scrollHeight - board.clientHeight) * (y ?? 0),
      );
    },
    [left, top] as const,
  );

/** What the day's first or last working hours of its first or last practitioners hold, wherever it has been scrolled. */
async function expectCorner(window: Page, view: DayView, left: 0 | 1): Promise<void> {
  const practitionerId = view.practitioners.at(left === 0 ? 0 : -1)?.id;
  const theirs = view.appointments.filter((each) => each.practitionerId === practitionerId);
  const middle = theirs.toSorted((a, b) => a.startsAt - b.startsAt)[Math.floor(theirs.length / 2)];
  await expect.poll(() => seen(window)).toContain(middle?.id);
}

test("fifty columns: wherever the board is scrolled, and whichever page is turned, it shows what is there", async ({
  launchDesk,
}) => {
  const dataDir = temporaryFolder();
  await seedFullDays(dataDir, FULL);
  const { window } = await launchDesk({ dataDir });
  const { keyboard } = window;
  const views: DayView[] = [];
  for (const day of [daysFromNow(1), daysFromNow(2)])
    views.push(await done(call(window, "schedule.day", { day })));
  for (const view of views) {
    await window.locator("#board:focus[aria-busy=false]").waitFor();
    await keyboard.press("]");
    await expect(boardOf(window, view.day)).toBeFocused();
    for (const left of [0, 1, 0] as const) {
      await scrollTo(window, left, 0.5);
      await expectCorner(window, view, left);
    }
  }
  await keepScreen(window, "fifty-columns");

  // By keys to the last practitioner's last appointment: what the cursor stands on is drawn, and in view.
  const [, view] = views;
  await keyboard.press("Home");
  for (let column = 1; column < PRACTITIONERS; column += 1) await keyboard.press("ArrowRight");
  await keyboard.press("End");
  const last = view?.practitioners.at(-1);
  await expect(window.getByRole("columnheader", { name: last?.name ?? "" })).toBeInViewport();
  const active = await boardOf(window, view?.day ?? "").getAttribute("aria-activedescendant");
  await expect(window.locator(`#${active}`)).toBeInViewport();
});
