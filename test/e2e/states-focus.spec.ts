import type { Page } from "@playwright/test";
import { expect, test } from "./helpers/desk.ts";
import { setUpPractice } from "./helpers/practice.ts";
import { bookingForm, goToTomorrow, openPage } from "./helpers/screen.ts";

type Stop = { said: string; isSeen: boolean; isMarked: boolean };
/** A page with more of them is lost on a keyboard, or holds it. */
const MOST_STOPS = 80;

/** Where the keyboard is: what a screen reader calls it, whether it can be seen, and whether something marks it. */
async function stopHere(window: Page): Promise<Stop> {
  const focused = window.locator(":focus");
  const [said = ""] = (await focused.ariaSnapshot()).split("\n");
  const seen = await focused.evaluate((element) => {
    // A hidden input is seen and marked in its label; of a list or a board the entry under the cursor is marked.
    const shown = element.closest("label") ?? element;
    const { left, top, width, height } = shown.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    const cursor = document.getElementById(element.getAttribute("aria-activedescendant") ?? "");
    const isMarked = [element, shown, element.parentElement, cursor].some((each) => {
      if (each === null) return false;
      const { outlineStyle, boxShadow } = getComputedStyle(each);
      return outlineStyle !== "none" || boxShadow !== "none";
    });
    return { isSeen: there !== null && (shown.contains(there) || there.contains(element)), isMarked };
  });
  return { said: said.replace(/^- '?/, ""), ...seen };
}

/** Every stop of the Tab key, until it comes round. */
async function tabRound(window: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  const first = await window.evaluateHandle(() => ({ element: null as Element | null }));
  while (stops.length < MOST_STOPS) {
    await window.keyboard.press("Tab");
    const where = await first.evaluate((mark) => {
      const { activeElement, body } = document;
      if (activeElement === mark.element) return "round";
      if (activeElement === body) return "outside";
      mark.element ??= activeElement;
      return "inside";
    });
    if (where === "round") return stops;
    if (where === "inside") stops.push(await stopHere(window));
  }
  throw new Error(`the Tab key does not come round: ${stops.map(({ said }) => said).join(", ")}`);
}

const RAIL_STOPS = 6;
const named = /^\w+ "[^"]+"/;

async function expectRound(window: Page): Promise<Stop[]> {
  const stops = await tabRound(window);
  const wrong = stops.filter(({ said, isSeen, isMarked }) => !named.test(said) || !isSeen || !isMarked);
  expect.soft(wrong).toEqual([]);
  expect(stops.length, "more than the rail's").toBeGreaterThan(RAIL_STOPS);
  return stops;
}

test("the Tab key goes from the rail over the bar and the board into the panel, and each stop says what it is", async ({
  launchDesk,
}) => {
  const { window } = await launchDesk();
  await setUpPractice(window);
  await goToTomorrow(window);
  for (const key of ["Home", "n"]) await window.keyboard.press(key);
  await expect(bookingForm(window).getByText(/^Held by this desk/)).toBeVisible();
  const said = (await expectRound(window)).map((stop) => stop.said);
  const order = [
    /"Schedule"/,
    /"Find time"/,
    /"Settings"/,
    /"Day before"/,
    /Go to a date"/,
    /"Search"/,
    /^grid/,
    /"Close"/,
    /"Client"/,
    /Type"/,
    /Practitioner"/,
    /"hour, Start"/,
    /"Note"/,
    /"Book"/,
  ];
  // From the rail on, wherever the round began.
  const start = said.findIndex((each) => each.includes('"Schedule"'));
  const round = [...said.slice(start), ...said.slice(0, start)];
  const places = order.map((name) => round.findIndex((each) => name.test(each)));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test("on every page each stop of the Tab key is in view, marked, and says what it is", async ({
  launchDesk,
}) => {
  const { window } = await launchDesk();
  await setUpPractice(window);
  await goToTomorrow(window);
  await window.keyboard.press("f");
  await expect(window.getByRole("option").first()).toBeFocused();
  await expectRound(window);
  await window.keyboard.press("Escape");
  for (const page of ["Decisions", "Health", "Settings"]) {
    await openPage(window, page);
    await expect(window.getByRole("heading", { level: 2 }).first()).toBeVisible();
    await expectRound(window);
  }
});
