import type { Page } from "@playwright/test";
import { press } from "../e2e/helpers/screen.ts";

export type Run = {
  /** Key presses that arrived in the window, modifiers too. */
  keys: number;
  /** From the first of them until what they were pressed for could be seen. */
  ms: number;
};

type Counter = { keys: number; firstAt: number };
type Counting = typeof globalThis & { counter?: Counter };

/** Counts in the window, where a press arrives as from any keyboard: what a script calls or fills in is none. */
async function startCounting(page: Page): Promise<void> {
  await page.evaluate(() => {
    const place = globalThis as Counting;
    const listens = place.counter !== undefined;
    place.counter = { keys: 0, firstAt: 0 };
    if (listens) return;
    const count = (event: KeyboardEvent): void => {
      const { counter } = place;
      if (!counter || !event.isTrusted || event.repeat) return;
      if (counter.keys === 0) counter.firstAt = event.timeStamp;
      counter.keys += 1;
    };
    addEventListener("keydown", count, { capture: true });
  });
}

/** Presses key after key without looking up, as somebody does who knows them, and waits for `seen`. */
export async function pressCounted(
  page: Page,
  keys: readonly string[],
  seen: () => Promise<void>,
): Promise<Run> {
  await startCounting(page);
  await press(page, ...keys);
  await seen();
  return page.evaluate(() => {
    const { counter } = globalThis as Counting;
    if (!counter || counter.keys === 0) throw new Error("no key arrived in the window");
    return { keys: counter.keys, ms: performance.now() - counter.firstAt };
  });
}
