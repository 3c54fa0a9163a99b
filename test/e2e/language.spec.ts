import type { ElectronApplication, Page } from "@playwright/test";
import { call, done } from "./helpers/call.ts";
import { expect, keepScreen, test } from "./helpers/desk.ts";
import { at, book, type Practice, setUpPractice } from "./helpers/practice.ts";

/** The window again, on a computer whose first language is the one that brackets every sentence. */
async function inBrackets(app: ElectronApplication, window: Page): Promise<void> {
  await app.context().addInitScript(() => {
    Object.defineProperty(navigator, "languages", { value: ["en-XA"] });
  });
  await window.reload();
  await expect(window.getByRole("button", { name: "[Settings]" })).toBeVisible();
}

/** What comes from the practice, the database or the file system, figures, and what Intl and React Aria say themselves. */
const data = [
  /^(Linden Street|Dr Ada Okafor|Ben Ruiz|Chen Wei|Ada|Ben|Chen|Maria Lopez|Jonas Weber|Amina Diallo|Peter Novak)$/,
  /^(Intake|Follow-up|Short visit|Group|Blue room|Green room|Training|Desk 1|Europe\/Berlin|SQLite)$/,
  /^[+\d\s.,:;/()%·–−↓↑←→?[\]\u200e\u2066-\u2069-]*$/,
  /^[A-Z]$/,
  /^(Dr A\. Okafor|B\. Ruiz|C\. Wei)$/,
  /^Electron [\d.]+$/,
  /^\w+ \d{1,2} \w+( \d{4})?( \d{1,2}:\d{2})?$/,
  /^(Dismiss|Number field|day,|month,|year,|hour,|minute,|\d+ – \w+|Selected (Date|Time): .*)$/,
];

/** Every text and name that is on the screen and not in brackets, whole or as a part of a bracketed sentence. */
const unbracketed = (window: Page): Promise<string[]> =>
  window.evaluate(() => {
    const found: string[] = [];
    const say = (text: string | null | undefined): void => {
      const bare = (text ?? "").trim();
      if (bare !== "") found.push(bare);
    };
    const isShown = (element: Element): boolean =>
      element.closest("[data-testid='hidden-select-container'], [aria-hidden='true'] > select") === null;
    for (const element of document.body.querySelectorAll("*")) {
      if (!isShown(element)) continue;
      for (const name of [
        "aria-label",
        "placeholder",
        "title",
        "alt",
        "aria-roledescription",
        "aria-valuetext",
      ])
        say(element.getAttribute(name));
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) say(node.textContent);
    }
    return found;
  });

async function expectTranslated(window: Page, place: string): Promise<void> {
  const texts = await unbracketed(window);
  expect(texts.filter((text) => text.includes("[")).length, place).toBeGreaterThan(3);
  const bare = texts.filter((text) => !text.includes("[") && !data.some((known) => known.test(text)));
  expect.soft([...new Set(bare)], place).toEqual([]);
}

async function fill(window: Page, practice: Practice): Promise<void> {
  const [ada = "", ben = ""] = practice.practitioners;
  const { appointment } = await done(book(window, practice, { startsAt: at("10:00") }));
  await book(window, practice, { startsAt: at("10:00") });
  await done(call(window, "appointments.add-note", { appointmentId: appointment.id, text: "12" }));
  const block = { practitionerId: ada, startsAt: at("14:00"), endsAt: at("15:00"), reason: "Training" };
  await done(call(window, "blocks.create", block));
  await done(
    book(window, practice, { startsAt: at("11:00"), typeId: practice.types.group, practitionerId: ben }),
  );
}

test("every page says everything in the language of the desk: nothing on them is outside the catalogue", async ({
  launchDesk,
}) => {
  test.setTimeout(120_000);
  const { app, window } = await launchDesk();
  const practice = await setUpPractice(window);
  await fill(window, practice);
  await inBrackets(app, window);
  const { keyboard } = window;
  const grid = window.getByRole("grid");
  await expect(grid).toBeFocused();
  await keyboard.press("]");
  await expect(grid.getByRole("button", { name: /Maria Lopez/ })).toBeVisible();
  await expectTranslated(window, "schedule");

  await keyboard.press("Home");
  await keyboard.press("n");
  await expect(window.getByRole("form")).toBeVisible();
  await expectTranslated(window, "booking");
  await keyboard.press("Escape");
  await grid.getByRole("button", { name: /Maria Lopez/ }).click();
  await expect(window.getByRole("complementary", { name: "Maria Lopez" })).toBeVisible();
  await expectTranslated(window, "appointment");
  await window.getByRole("button", { name: "[Change]" }).click();
  await expectTranslated(window, "change");
  await keyboard.press("Escape");
  await keyboard.press("b");
  await expectTranslated(window, "block");
  await keyboard.press("Escape");
  await keyboard.press("f");
  await expect(window.getByRole("listbox").getByRole("option").first()).toBeFocused();
  await expectTranslated(window, "find");
  await window.getByRole("button", { name: "[Somebody is here now]" }).click();
  await expect(window.getByRole("button", { name: "[Find a later time]" })).toBeVisible();
  await expectTranslated(window, "walk-in");
  await keyboard.press("Escape");

  await keyboard.press("/");
  await expect(window.getByRole("menuitem").first()).toBeVisible();
  await expectTranslated(window, "palette");
  await keyboard.type("maria");
  await expect(window.getByRole("menuitem", { name: "[Book for Maria Lopez]" })).toBeVisible();
  await expectTranslated(window, "palette, typed");
  await keyboard.press("Escape");
  await keyboard.press("?");
  await expect(window.getByRole("dialog")).toBeVisible();
  await expectTranslated(window, "keys");
  await keepScreen(window, "language-keys");
  await keyboard.press("Escape");

  for (const page of ["Decisions", "Health", "Settings"]) {
    await window
      .getByRole("navigation")
      .getByRole("button", { name: `[${page}]` })
      .click();
    await expect(window.getByRole("heading", { name: `[${page}]`, level: 2 })).toBeVisible();
    await expectTranslated(window, page);
    await keepScreen(window, `language-${page.toLowerCase()}`);
  }
});

test("the first start says everything in it, too", async ({ launchDesk }) => {
  const { app, window } = await launchDesk();
  await app.context().addInitScript(() => {
    Object.defineProperty(navigator, "languages", { value: ["en-XA"] });
  });
  await window.reload();
  await expect(window.getByRole("heading", { name: "[Welcome to Anteroom]" })).toBeVisible();
  await expectTranslated(window, "first run");
});

for (const { locale, time } of [
  { locale: "en-GB", time: "15:30 to 16:00" },
  { locale: "en-US", time: "3:30 to 4:00 PM" },
] as const) {
  test(`a desk whose locale is ${locale} has its clock: ${time}`, async ({ launchDesk }) => {
    const { app, window } = await launchDesk();
    const practice = await setUpPractice(window);
    await done(book(window, practice, { startsAt: at("15:30") }));
    await app.context().addInitScript((wanted) => {
      Object.defineProperty(navigator, "languages", { value: [wanted] });
    }, locale);
    await window.reload();
    await expect(window.getByRole("grid")).toBeFocused();
    await window.keyboard.press("]");
    const card = window
      .getByRole("grid")
      .getByRole("button", { name: `Maria Lopez, Follow-up, ${time}, booked` });
    await expect(card).toBeVisible();
  });
}
