import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { keepScreen } from "./desk.ts";

export const schemes = ["light", "dark"] as const;

/**
 * What axe cannot know: a list opened by a field is scrolled with that field's arrow keys; while it is open the
 * rest is hidden from screen readers, and Tab closes it; an entry's second line is its description, not its name.
 */
const knownBetter: { rule: string; where: RegExp }[] = [
  { rule: "scrollable-region-focusable", where: /^<div[^>]* role="menu"/ },
  { rule: "aria-hidden-focus", where: /aria-hidden="true"/ },
  { rule: "label-content-name-mismatch", where: /role="(option|menuitem)"/ },
];
const isKnownBetter = (rule: string, html: string): boolean =>
  knownBetter.some((known) => known.rule === rule && known.where.test(html));

/** Motion off, so that nothing is looked at halfway between two colours. */
export async function wear(window: Page, colorScheme: (typeof schemes)[number]): Promise<void> {
  await window.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await expect(window.locator("html")).toHaveAttribute("data-theme", colorScheme);
}

/** What axe finds serious or critical in the window as it is now, one line each; by these rules alone, if there are any. */
export async function graveFindings(window: Page, rules?: readonly string[]): Promise<string[]> {
  // Half a megabyte of axe needs to be put into a window only once.
  const isThere = await window.evaluate(() => "axe" in globalThis);
  const axe = new AxeBuilder({ page: window, ...(isThere && { axeSource: "void 0" }) });
  // Electron opens no second page for axe to gather its findings in.
  axe.setLegacyMode(true).options({
    resultTypes: ["violations"],
    ...(rules && { runOnly: [...rules] }),
  });
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes
        .filter(({ html }) => !isKnownBetter(id, html))
        .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
}

/** Nothing serious or critical that axe can find, in light and in dark; and a picture of each for people to look at. */
export async function inspect(window: Page, name: string): Promise<void> {
  for (const scheme of schemes) {
    await wear(window, scheme);
    await keepScreen(window, `${name}-${scheme}`);
    expect.soft(await graveFindings(window), `${name}, ${scheme}`).toEqual([]);
  }
  await wear(window, "light");
}
