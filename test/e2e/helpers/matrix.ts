import type { Page } from "@playwright/test";
import { type Desk, expect, keepZoomedScreen } from "./desk.ts";
import { graveFindings, schemes, wear } from "./inspect.ts";

/** The windows that the screen is made for, from the smallest desk to a large one; and one for weak eyes. */
const sizes = [
  { width: 1024, height: 700, zoom: 1 },
  { width: 1280, height: 800, zoom: 1 },
  { width: 1920, height: 1080, zoom: 1 },
  { width: 1280, height: 800, zoom: 2 },
] as const;
const aboutColours = ["color-contrast", "link-in-text-block"];
type Size = (typeof sizes)[number];

export async function resize({ app, window }: Desk, { width, height, zoom }: Size): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [w, h, factor]) => {
      const [first] = BrowserWindow.getAllWindows();
      first?.setContentSize(w, h);
      first?.webContents.setZoomFactor(factor);
    },
    [width, height, zoom] as const,
  );
  await window.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [
    width / zoom,
    height / zoom,
  ] as const);
}

type Surroundings = { beyond: string[]; sideways: string[]; overflow: number; focus: string };

/** Controls that no scrolling brings into the window, what must be scrolled sideways, and where the keyboard is. */
const lookAround = (window: Page): Promise<Surroundings> =>
  window.evaluate(() => {
    const describe = (element: Element): string => {
      const name = element.getAttribute("aria-label") ?? element.textContent?.slice(0, 40);
      return `${element.tagName.toLowerCase()} "${name}"`;
    };
    const isScrolled = (element: Element): boolean => /auto|scroll/.test(getComputedStyle(element).overflowY);
    const within = (element: Element): Element | null => {
      let each = element.parentElement;
      while (each && !isScrolled(each)) each = each.parentElement;
      return each;
    };
    const fits = ({ left, right, top, bottom }: DOMRect, frame: DOMRect): boolean =>
      left > frame.left - 1 && right < frame.right + 1 && top > frame.top - 1 && bottom < frame.bottom + 1;
    const screen = new DOMRect(0, 0, innerWidth, innerHeight);
    /** The board and the widest chart: the arrow keys scroll them. */
    const hasKeys = (element: Element): boolean => element instanceof HTMLElement && element.tabIndex >= 0;
    /** In the window, or in something there that is scrolled; sideways only where keys do that. */
    const canBeReached = (element: Element): boolean => {
      const box = element.getBoundingClientRect();
      const scrolled = within(element);
      if (scrolled === null) return fits(box, screen);
      const isBeside = box.left < -1 || box.right > innerWidth + 1;
      return (!isBeside || hasKeys(scrolled)) && canBeReached(scrolled);
    };
    const isThere = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
      element.getBoundingClientRect().width > 1 &&
      !element.closest("[aria-hidden='true'], [inert], .visually-hidden");
    const controls = document.querySelectorAll("button, input, textarea, a[href], [role='spinbutton']");
    const sideways = [...document.querySelectorAll("*")].filter(
      (each) => isScrolled(each) && !hasKeys(each) && each.scrollWidth > each.clientWidth + 1,
    );
    const { documentElement, activeElement } = document;
    const isSeen = (element: Element): boolean => {
      const box = element.getBoundingClientRect();
      const frame = within(element)?.getBoundingClientRect() ?? screen;
      const isShown = element.checkVisibility({ visibilityProperty: true });
      // A dialog may be longer than what it is read in.
      return isShown && (fits(box, frame) || (box.top < frame.bottom && box.height > frame.height));
    };
    const hasFocus = activeElement !== null && activeElement !== document.body;
    return {
      beyond: [...controls].filter((control) => isThere(control) && !canBeReached(control)).map(describe),
      sideways: sideways.map(describe),
      overflow: documentElement.scrollWidth - documentElement.clientWidth,
      focus: hasFocus && isSeen(activeElement) ? "seen" : describe(activeElement ?? document.body),
    };
  });

const expectSoftly = expect.configure({ soft: true });
const asItShould: Surroundings = { beyond: [], sideways: [], overflow: 0, focus: "seen" };

/**
 * What is open now, in every size and in both colours: nothing grave for axe, nothing cut off at the side, and the
 * keyboard on something that can be seen. One picture of each size.
 */
export async function inspectEverywhere(desk: Desk, name: string): Promise<void> {
  const { window } = desk;
  for (const [index, size] of sizes.entries()) {
    const where = `${name} at ${size.width}, ${size.zoom * 100} %`;
    await resize(desk, size);
    // What lies over the board finds its new place a moment after.
    await expectSoftly.poll(() => lookAround(window), where).toEqual(asItShould);
    // To and fro: one change of colours a size, and nothing but the colours is looked at again.
    for (const [turn, scheme] of (index % 2 === 0 ? schemes : schemes.toReversed()).entries()) {
      await wear(window, scheme);
      const findings = await graveFindings(window, turn === 0 ? undefined : aboutColours);
      expect.soft(findings, `${where}, ${scheme}`).toEqual([]);
    }
    await keepZoomedScreen(desk, `matrix-${name}-${size.width}-${size.zoom * 100}`);
  }
  await resize(desk, sizes[1]);
  await wear(window, "light");
}
