import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  test as base,
  type ConsoleMessage,
  type Electron,
  type ElectronApplication,
  expect,
  type Page,
} from "@playwright/test";
import type { ElectronRuntime } from "../../../scripts/electron/runtime.d.mts";
import { resolveElectron } from "../../../scripts/electron/runtime.mjs";
import { removeFolder, temporaryFolder } from "../../helpers/temporary-folder.ts";

export { expect };

export type LaunchOptions = {
  /** A folder of an earlier start, to open the same desk again; by default a new one. */
  dataDir?: string;
  demo?: boolean;
  args?: readonly string[];
  env?: Record<string, string>;
};

/** The app, started as a person starts it, on a data folder of its own. */
export type Desk = {
  app: ElectronApplication;
  window: Page;
  dataDir: string;
  /** Console messages that this test means to provoke; any other warning or error fails it. */
  expectMessages(pattern: RegExp): void;
  /** Quits as a person does, so that the folder can be opened again. */
  close(): Promise<void>;
};

type Starter = { electron: Electron; runtime: ElectronRuntime };
type Open = Desk & { problems: string[]; expected: RegExp[]; demo: boolean };
export type LaunchDesk = (options?: LaunchOptions) => Promise<Desk>;
type Fixtures = {
  launchDesk: LaunchDesk;
  /** Starts the app once more on a desk's folder, and answers how that start ended. */
  startAgain: (desk: Desk) => Promise<number | null>;
};

const screens = join(import.meta.dirname, "../../../test-results/screens");

export const test = base.extend<Fixtures, { starter: Starter }>({
  starter: [
    async ({ playwright: { _electron: electron } }, use) => {
      await use({ electron, runtime: await resolveElectron() });
    },
    { scope: "worker" },
  ],

  launchDesk: async ({ starter }, use) => {
    const desks: Open[] = [];
    const folders: string[] = [];
    await use(async (options = {}) => {
      const dataDir = options.dataDir ?? temporaryFolder();
      if (options.dataDir === undefined) folders.push(dataDir);
      const desk = await launch(starter, { ...options, dataDir });
      desks.push(desk);
      return desk;
    });
    for (const desk of desks) await desk.close();
    const complaints = desks.flatMap((desk) => [...desk.problems, ...logged(desk)]);
    for (const folder of folders) removeFolder(folder);
    expect(complaints, "what the desks complained of").toEqual([]);
  },

  startAgain: async ({ starter: { runtime } }, use) => {
    await use(async ({ dataDir }) => {
      const options = { env: environment({ ANTEROOM_DATA_DIR: dataDir }), stdio: "ignore" as const };
      const second = spawn(runtime.executablePath, runtime.args, options);
      const [code] = (await once(second, "exit")) as [number | null];
      return code;
    });
  },
});

async function launch(
  { electron, runtime }: Starter,
  { dataDir, demo = false, args = [], env = {} }: LaunchOptions & { dataDir: string },
): Promise<Open> {
  const app = await electron.launch({
    executablePath: runtime.executablePath,
    args: [...runtime.args, "--lang=en-GB", ...(demo ? ["--demo"] : []), ...args],
    // The practice's zone is Europe/Berlin: a computer elsewhere finds every time that is taken from the wrong clock.
    env: environment({ TZ: "America/New_York", ...env, ANTEROOM_DATA_DIR: dataDir }),
  });
  const window = await app.firstWindow();
  const desk: Open = {
    app,
    window,
    dataDir,
    demo,
    problems: [],
    expected: [],
    expectMessages: (pattern) => void desk.expected.push(pattern),
    close: () => app.close().catch(() => undefined),
  };
  const complain = (text: string): void => {
    if (!desk.expected.some((pattern) => pattern.test(text))) desk.problems.push(text);
  };
  app.on("window", (page) => void watch(page, complain));
  await Promise.all(app.windows().map((page) => watch(page, complain)));
  return desk;
}

async function watch(page: Page, complain: (text: string) => void): Promise<void> {
  const hear = (message: ConsoleMessage): void => {
    if (message.type() === "error" || message.type() === "warning") {
      complain(`${message.type()}: ${message.text()} (${message.location().url})`);
    }
  };
  const fail = (error: Error): void => complain(`page error: ${error.stack ?? error.message}`);
  page.on("console", hear).on("pageerror", fail);
  // What was said before anybody listened.
  for (const message of await page.consoleMessages().catch(() => [])) hear(message);
  for (const error of await page.pageErrors().catch(() => [])) fail(error);
}

/** Each worker has a virtual screen of its own, where there are several. */
function environment(more: Record<string, string>): Record<string, string> {
  const displays = process.env["ANTEROOM_DISPLAYS"]?.split(" ") ?? [];
  const display = displays[Number(process.env["TEST_PARALLEL_INDEX"] ?? 0) % displays.length];
  return { ...process.env, ...(display && { DISPLAY: display }), ...more } as Record<string, string>;
}

/** What the main process could not explain: it writes no word of it to the window, only a reference. */
function logged({ dataDir, demo, expected }: Open): string[] {
  try {
    return readFileSync(join(dataDir, demo ? "demo" : "", "logs", "anteroom.log"), "utf8")
      .split("\n")
      .filter((line) => line.includes("unexpected") && !expected.some((pattern) => pattern.test(line)));
  } catch {
    return [];
  }
}

/** Keeps a picture for people to look at: test-results/screens/<name>.png. */
export async function keepScreen(window: Page, name: string): Promise<void> {
  mkdirSync(screens, { recursive: true });
  await window.screenshot({ path: join(screens, `${name}.png`), animations: "disabled" });
}

/** The same as the screen shows it: Playwright's own picture knows nothing of a window's zoom. */
export async function keepZoomedScreen({ app }: Desk, name: string): Promise<void> {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const picture = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return picture?.toPNG().toString("base64") ?? "";
  });
  mkdirSync(screens, { recursive: true });
  writeFileSync(join(screens, `${name}.png`), Buffer.from(png, "base64"));
}

/** One more window of the same desk, as a colleague beside would have: with a hold of its own. */
export async function openSecondWindow({ app }: Desk): Promise<Page> {
  const opened = app.waitForEvent("window");
  await app.evaluate(async ({ app: main, BrowserWindow }, preload) => {
    const url = BrowserWindow.getAllWindows()[0]?.webContents.getURL() ?? "";
    const second = new BrowserWindow({
      webPreferences: { preload: `${main.getAppPath()}/${preload}`, sandbox: true, contextIsolation: true },
    });
    await second.loadURL(url);
  }, "out/preload/preload.cjs");
  return opened;
}
