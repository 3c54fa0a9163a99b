import { expect, type Page } from "@playwright/test";
import { daysFromNow } from "../bench/slots.ts";
import { call, done } from "../e2e/helpers/call.ts";
import { press } from "../e2e/helpers/screen.ts";
import { pressCounted, type Run } from "./counted-keys.ts";
import type { Caller, KeyRunPractice } from "./prepare.ts";

/** Each run has a practitioner's day before it that no other run has touched. */
const RUNS_A_DAY = 10;
const dayOfRun = (run: number): number => Math.floor(run / RUNS_A_DAY);

export function callerOf({ callers }: KeyRunPractice, run: number): Caller {
  const caller = callers[run % callers.length];
  if (!caller) throw new Error("nobody calls");
  return caller;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
const cardOf = (page: Page, { name }: Caller) =>
  page.getByRole("grid").getByRole("button", {
    name: new RegExp(`^${escaped(name)}, Follow-up, .* booked$`),
  });

const times = (key: string, count: number): string[] => Array<string>(count).fill(key);

/** Before anything is counted: the cursor stands at the beginning of a practitioner's day. */
export async function startRun(page: Page, { practitioners }: KeyRunPractice, run: number): Promise<void> {
  await page.locator("#board:focus").waitFor();
  await press(page, "t", ...times("]", dayOfRun(run)), "Home");
  await press(page, ...times("ArrowLeft", practitioners.length), ...times("ArrowRight", run % RUNS_A_DAY));
  await page.locator("#board:focus[aria-busy=false]").waitFor();
}

/** The next day, the next practitioner, two hours later; a client whom the practice knows; booked. */
export const bookKnownClient = (page: Page, caller: Caller): Promise<Run> =>
  pressCounted(page, ["]", "ArrowRight", "PageDown", "n", ...caller.typed, "Enter", "Enter"], () =>
    cardOf(page, caller).waitFor(),
  );

/** What the cursor stands on, to the next practitioner two hours later. */
export async function moveFromCursor(page: Page, caller: Caller): Promise<Run> {
  const before = await cardOf(page, caller).getAttribute("aria-label");
  const moved = page.locator(`:not([aria-label="${before}"])`);
  return pressCounted(page, ["x", "ArrowRight", "PageDown", "v"], () =>
    cardOf(page, caller).and(moved).waitFor(),
  );
}

/**
 * A form filled in to the last key, whose time is then taken, as after half an hour's sleep: from the refusal on, to
 * the first of the free times that are offered.
 */
export async function rebookRefused(page: Page, practice: KeyRunPractice, run: number): Promise<Run> {
  const caller = callerOf(practice, run);
  const form = page.getByRole("form", { name: "New booking" });
  await press(page, "]", "n");
  await form.getByText(/^Held by this desk/).waitFor();
  await press(page, ...caller.typed, "Enter");
  await expect(form.getByRole("combobox", { name: "Client" })).toHaveValue(caller.name);
  const { appointments } = await done(call(page, "schedule.day", { day: daysFromNow(dayOfRun(run) + 1) }));
  const hold = appointments.find(({ heldHere }) => heldHere);
  if (!hold) throw new Error("the form holds no time");
  const { practitionerId, startsAt } = hold;
  const { typeId, callers } = practice;
  // A window's own hold gives way to its booking.
  const quicker = { typeId, clientId: callers.at(-1)?.id ?? "", source: "phone" as const };
  await done(call(page, "appointments.book", { practitionerId, startsAt, ...quicker }));
  await press(page, "Enter");
  await form.getByRole("group", { name: "Nearest free times" }).waitFor();
  await expect(cardOf(page, caller)).toHaveCount(0);
  return pressCounted(page, ["1", "Enter"], () => cardOf(page, caller).waitFor());
}

/** From the board to the very next free time of anybody: held, and the form open for whoever calls. */
export async function openNextFree(page: Page): Promise<Run> {
  const form = page.getByRole("form", { name: "New booking" });
  const run = await pressCounted(page, ["f", "Enter"], () => form.getByText(/^Held by this desk/).waitFor());
  await press(page, "Escape");
  await form.waitFor({ state: "hidden" });
  return run;
}
