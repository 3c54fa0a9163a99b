import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  _electron,
  test as base,
  type ConsoleMessage,
  type ElectronApplication,
  expect,
  type Page,
  type TestInfo,
} from "@playwright/test";
import type { ElectronRuntime } from "../../../scripts/electron/runtime.d.mts";
import { resolveElectron } from "../../../scripts/electron/runtime.mjs";

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

type Open = Desk & { problems: string[]; expected: RegExp[]; demo: boolean };
type Fixtures = { newFolder: () => string; launchDesk: (options?: LaunchOptions) => Promise<Desk> };

const screens = join(import.meta.dirname, "../../../test-results/screens");

export const test = base.extend<Fixtures, { runtime: ElectronRuntime }>({
  runtime: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from the pattern
    async ({}, use) => {
      await use(await resolveElectron());
    },
    { scope: "worker" },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: as above
  newFolder: async ({}, use) => {
    const folders: string[] = [];
    await use(() => {
      const folder = mkdtempSync(join(tmpdir(), "anteroom-e2e-"));
      folders.push(folder);
      return folder;
    });
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },

  launchDesk: async ({ runtime, newFolder }, use, testInfo) => {
    const desks: Open[] = [];
    await use(async (options = {}) => {
      const desk = await launch(runtime, { ...options, dataDir: options.dataDir ?? newFolder() });
      desks.push(desk);
      return desk;
    });
    for (const desk of desks) {
      if (testInfo.status !== testInfo.expectedStatus) await attachWindow(desk, testInfo);
      await desk.close();
    }
    for (const desk of desks) expect([...desk.problems, ...logged(desk)], "the desk complained").toEqual([]);
  },
});

async function launch(
  runtime: ElectronRuntime,
  { dataDir, demo = false, args = [], env = {} }: LaunchOptions & { dataDir: string },
): Promise<Open> {
  const app = await _electron.launch({
    executablePath: runtime.executablePath,
    args: [...runtime.args, "--lang=en-GB", ...(demo ? ["--demo"] : []), ...args],
    // The practice's zone is Europe/Berlin: a computer elsewhere finds every time that is taken from the wrong clock.
    env: { ...environment(), TZ: "America/New_York", ...env, ANTEROOM_DATA_DIR: dataDir },
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
  app.on("window", (page) => watch(page, complain));
  for (const page of app.windows()) watch(page, complain);
  return desk;
}

function watch(page: Page, complain: (text: string) => void): void {
  page.on("console", (message: ConsoleMessage) => {
    if (message.type() === "error" || message.type() === "warning") {
      complain(`${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => complain(`page error: ${error.stack ?? error.message}`));
}

const environment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );

/** Playwright's own screenshot option takes none of Electron's windows. */
async function attachWindow({ app }: Open, testInfo: TestInfo): Promise<void> {
  for (const [index, window] of app.windows().entries()) {
    const body = await window.screenshot({ timeout: 5_000 }).catch(() => undefined);
    if (body) await testInfo.attach(`window ${index + 1}`, { body, contentType: "image/png" });
  }
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
