import { setTimeout as wait } from "node:timers/promises";
import type { ElectronApplication, Page } from "@playwright/test";
import type { DayView } from "../../../src/ipc/views.ts";
import { call, done } from "../../e2e/helpers/call.ts";
import { removeFolder, temporaryFolder } from "../../helpers/temporary-folder.ts";
import { launch } from "../app/launch.ts";
import { median, percentile } from "../measure.ts";
import { progress, type Report } from "../report.ts";
import { seedFullDays } from "../seed/full-days.ts";
import { daysFromNow } from "../slots.ts";
import { dragFrames } from "./drag.ts";
import { pressToPainted } from "./painted.ts";
import type { RivalData } from "./rival/main.tsx";
import { serveRival } from "./rival/serve.ts";

const A_DAY = 800;
const PRESSES = 12;
/** One before the first press. */
const SIZE = { practitioners: 50, clients: 2_000, days: PRESSES + 1, aDay: A_DAY };
const ROUNDS = 3;
/** Somebody looks at a day before they turn to the next; what is read ahead has come by then. */
const LOOK_MS = 400;

const board = { selector: "#board", attribute: "aria-label" };
const rival = { selector: "main", attribute: "data-shown" };

/** The days before the calendars, as the app itself reads them. */
async function readDays(page: Page): Promise<DayView[]> {
  const days: DayView[] = [];
  for (let day = 1; day <= SIZE.days; day += 1) {
    days.push(await done(call(page, "schedule.day", { day: daysFromNow(day) })));
  }
  const counts = days.map(({ appointments }) => appointments.length);
  if (counts.some((count) => count !== A_DAY)) throw new Error(`the days hold ${counts.join(", ")}`);
  return days;
}

const forRival = (days: DayView[]): RivalData => ({
  resources: (days[0]?.practitioners ?? []).map(({ id, name }) => ({ id, title: name })),
  days: days.map(({ day, appointments }) => ({
    day,
    events: appointments.map(({ clientName, startsAt, endsAt, practitionerId }) => {
      return {
        title: clientName ?? "",
        startsAt: startsAt * 1000,
        endsAt: endsAt * 1000,
        resourceId: practitionerId,
      };
    }),
  })),
});

async function turnPages(page: Page, what: typeof board): Promise<number[]> {
  const times: number[] = [];
  for (let press = 0; press < PRESSES; press += 1) {
    await wait(LOOK_MS);
    times.push(await pressToPainted(page, "]", what));
  }
  return times;
}

const show = (app: ElectronApplication, url: string): Promise<void> =>
  app.evaluate(({ BrowserWindow }, address) => BrowserWindow.getAllWindows()[0]?.loadURL(address), url);

/** Turning the page with a large practice's day on it, and the same days in react-big-calendar, in turns. */
export async function benchBoard(report: Report): Promise<void> {
  const dataDir = temporaryFolder();
  const pageDir = temporaryFolder();
  await seedFullDays(dataDir, SIZE);
  const served = await serveRival(pageDir);
  const { app, page } = await launch(dataDir);
  const home = page.url();
  const data = forRival(await readDays(page));
  const times = { board: [] as number[], rival: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    progress(`board: round ${round + 1} of ${ROUNDS}`);
    await page.locator("#board:focus[aria-busy=false]").waitFor();
    await page.keyboard.press("]");
    times.board.push(...(await turnPages(page, board)));
    await show(app, served.url);
    await page.evaluate(
      (all) => (globalThis as unknown as { show: (data: RivalData) => void }).show(all),
      data,
    );
    await page.locator("main .rbc-event").first().waitFor();
    times.rival.push(...(await turnPages(page, rival)));
    await show(app, home);
  }
  const frames = await dragFrames(page);
  await app.close();
  await served.close();
  removeFolder(dataDir);
  removeFolder(pageDir);

  report.add({ name: "board.switch.ms", value: median(times.board), unit: "ms" });
  report.add({ name: "board.switch.rival-ms", value: median(times.rival), unit: "ms" });
  report.add({
    name: "board.switch.vs-react-big-calendar",
    value: median(times.board) / median(times.rival),
    unit: "x its time",
    gate: { atMost: 0.33 },
  });
  report.add({ name: "board.drag.frame-p99-ms", value: percentile(frames, 0.99), unit: "ms" });
}
