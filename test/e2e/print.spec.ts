import type { Page } from "@playwright/test";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, keepScreen, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { pdfText } from "./helpers/pdf-text.ts";
import { at, book, type Practice, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { card, goToTomorrow, longDay, notification } from "./helpers/screen.ts";
import { stage } from "./helpers/staged.ts";

let desk: Desk;
let window: Page;
let practice: Practice;
let appointmentId: string;

test.beforeEach(async ({ launchDesk }) => {
  desk = await launchDesk();
  ({ window } = desk);
  practice = await setUpPractice(window);
  const roomId = practice.rooms[0] ?? "";
  const { appointment } = await done(
    book(window, practice, { startsAt: at("09:00"), roomId, note: "Brings X-rays" }),
  );
  appointmentId = appointment.id;
  await goToTomorrow(window);
  await window.keyboard.press("Home");
  await card(window, /^Maria Lopez/).click();
  await expect(panel()).toBeVisible();
});

const panel = () => window.getByRole("complementary", { name: "Maria Lopez" });

/** In place of paper: the same page goes into a PDF as it would to the printer that a person chooses. */
async function paper(): Promise<() => Promise<Buffer[]>> {
  await desk.app.evaluate(({ BrowserWindow }) => {
    const sheets: string[] = [];
    Object.assign(globalThis, { sheets });
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) throw new Error("no window is open");
    contents.getPrintersAsync = async () => [
      { name: "Paper", displayName: "Paper", description: "", options: {} } as Electron.PrinterInfo,
    ];
    contents.print = (_options, told) => {
      void contents.printToPDF({}).then((pdf) => {
        sheets.push(pdf.toString("base64"));
        told?.(true, "");
      });
    };
  });
  return async () => {
    const sheets = await desk.app.evaluate(() => (globalThis as unknown as { sheets: string[] }).sheets);
    return sheets.map((sheet) => Buffer.from(sheet, "base64"));
  };
}

const pagesOf = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

test("a slip says who, when and where, on one page, and nothing that is not for the client", async () => {
  const printed = await paper();
  await inspect(window, "print-card");
  await panel().getByRole("button", { name: "Print slip" }).focus();
  await window.keyboard.press("Enter");
  await expect(notification(window, "Slip for Maria Lopez sent to the printer")).toBeVisible();
  const [pdf] = await printed();
  if (!pdf) throw new Error("nothing was printed");
  expect(pagesOf(pdf)).toBe(1);
  expect(pdfText(pdf).split("\n")).toEqual([
    "Linden Street",
    "Your appointment",
    "Maria Lopez",
    longDay(tomorrow()),
    "9:00 to 9:30",
    "With Dr Ada Okafor",
    "Room: Blue room",
  ]);
});

test("it looks like a slip on paper, whatever colours the screen has", async () => {
  await paper();
  // Held up in the printer's dialog, so that it can be looked at.
  await desk.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents) contents.print = () => undefined;
  });
  await panel().getByRole("button", { name: "Print slip" }).click();
  await window.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(window.getByText("Your appointment")).toBeVisible();
  await expect(window.getByRole("grid")).toBeHidden();
  await keepScreen(window, "print-slip");
});

test("what is not confirmed, or waits for a decision, is never printed as certain", async () => {
  const printed = await paper();
  for (const state of [{ sharing: "provisional" as const }, { needsDecision: true }]) {
    await stage(desk, { appointments: { [appointmentId]: state } });
    await panel().getByRole("button", { name: "Print slip" }).click();
    await expect(notification(window, "Slip for Maria Lopez sent to the printer").last()).toBeVisible();
  }
  await expect.poll(async () => (await printed()).length).toBe(2);
  for (const pdf of await printed()) {
    expect(pdfText(pdf).replaceAll("\n", " ")).toContain(
      "Not confirmed yet. We will call you if this time cannot be kept.",
    );
  }
});

test("one without a time of its own, and one that is cancelled, offer no slip", async () => {
  const slip = panel().getByRole("button", { name: "Print slip" });
  await expect(slip).toBeVisible();
  await stage(desk, { appointments: { [appointmentId]: { placed: false, needsDecision: true } } });
  await expect(slip).toBeHidden();
  await stage(desk, {});
  await expect(slip).toBeVisible();
  await done(call(window, "appointments.cancel", { id: appointmentId, version: 1, reason: "Ill" }));
  await expect(slip).toBeHidden();
});

test("a computer without a printer says so, and what to do; the palette prints what is open", async () => {
  await desk.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents) contents.getPrintersAsync = async () => [];
  });
  await window.keyboard.press("Control+k");
  await window.keyboard.type("slip");
  await expect(window.getByRole("menuitem", { name: /^Print slip/ })).toBeVisible();
  await keepScreen(window, "print-palette");
  await window.keyboard.press("ArrowDown");
  await window.keyboard.press("Enter");
  await expect(
    window.getByRole("alert").filter({ hasText: "No printer is set up on this computer." }),
  ).toBeVisible();
  await keepScreen(window, "print-no-printer");
});
