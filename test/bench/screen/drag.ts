import type { Page } from "@playwright/test";

type Framing = typeof globalThis & { frameTimes?: number[] };

/** Into the strip at the board's side where it scrolls while something is in the hand (board/pointer-acts.ts). */
const IN_EDGE = 10;
const STEPS = 40;

/**
 * Milliseconds of each frame while a card is carried from the first practitioner's column to the last one's, the
 * board scrolling under it, and put back by Escape.
 */
export async function dragFrames(page: Page): Promise<number[]> {
  const grid = page.locator("#board:focus[aria-busy=false]");
  await grid.waitFor();
  await page.keyboard.press("]");
  const card = page.getByRole("gridcell").first().locator("[data-appointment]").first();
  await card.scrollIntoViewIfNeeded();
  const from = await card.boundingBox();
  const area = await page.locator("#board").boundingBox();
  if (!from || !area) throw new Error("there is nothing to drag");
  const hand = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
  const middle = area.y + area.height / 2;

  await page.mouse.move(hand.x, hand.y);
  await page.mouse.down();
  await page.evaluate(() => {
    const frames: number[] = [];
    (globalThis as Framing).frameTimes = frames;
    let last = performance.now();
    const frame = (now: number): void => {
      frames.push(now - last);
      last = now;
      if ((globalThis as Framing).frameTimes === frames) requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(frame);
    });
  });
  await page.mouse.move(area.x + area.width - IN_EDGE, middle, { steps: STEPS });
  await page
    .getByRole("gridcell")
    .last()
    .getByText(/\d+:\d\d/)
    .first()
    .waitFor();
  await scrolledToTheEnd(page);
  const frames = await page.evaluate(() => {
    const { frameTimes: all = [] } = globalThis as Framing;
    delete (globalThis as Framing).frameTimes;
    return all;
  });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  return frames;
}

/** The board moves by itself while the hand rests at its side. */
const scrolledToTheEnd = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const look = (): void => {
          const { scrollLeft, scrollWidth, clientWidth } = document.getElementById("board") as HTMLElement;
          if (scrollLeft + clientWidth >= scrollWidth - 1) done();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
