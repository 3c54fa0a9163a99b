import type { Page } from "@playwright/test";

type Scheduler = { postTask(task: () => void, options: { priority: "user-blocking" }): Promise<void> };
type Watching = typeof globalThis & { painted?: Promise<number>; scheduler: Scheduler };

/**
 * Milliseconds from a press until what answers it is painted: until `attribute` of the element differs and the frame
 * that shows it has been drawn.
 */
export async function pressToPainted(
  page: Page,
  key: string,
  { selector, attribute }: { selector: string; attribute: string },
): Promise<number> {
  await page.evaluate(
    ([of, name]) => {
      const value = (): string | null | undefined => document.querySelector(of)?.getAttribute(name);
      const before = value();
      (globalThis as Watching).painted = new Promise((done) => {
        const pressed = ({ timeStamp }: KeyboardEvent): void => {
          const look = (): void => {
            if (value() === before) {
              requestAnimationFrame(look);
              return;
            }
            // What is posted in a frame runs once that frame is drawn; this before anything else that waits.
            const { scheduler } = globalThis as Watching;
            void scheduler.postTask(() => done(performance.now() - timeStamp), { priority: "user-blocking" });
          };
          requestAnimationFrame(look);
        };
        addEventListener("keydown", pressed, { capture: true, once: true });
      });
    },
    [selector, attribute] as const,
  );
  await page.keyboard.press(key);
  return page.evaluate(() => (globalThis as Watching).painted ?? Number.NaN);
}
