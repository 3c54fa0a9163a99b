import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { app, BrowserWindow } from "electron";
import type { EventName, Events } from "../src/ipc/contract.ts";
import { systemClock } from "../src/time/clock.ts";
import { answerAppCalls } from "./app-calls.ts";
import { startArguments, windowFolder } from "./arguments.ts";
import { bundledMigrations, bundledSharedMigrations } from "./db/bundled-migrations.ts";
import { fillDemo } from "./demo/fill-demo.ts";
import { Desk } from "./desk.ts";
import { setMenu } from "./development-menu.ts";
import { registerRouter } from "./ipc/register.ts";
import { Router } from "./ipc/router.ts";
import { EVENT } from "./ipc/wire.ts";
import { logged } from "./logged.ts";
import { openLog } from "./logging.ts";
import { onWake } from "./power.ts";
import { printWindow } from "./printing.ts";
import createWorker from "./reader/worker.ts?nodeWorker";
import { systemCipher } from "./secrets.ts";
import { openSecrets } from "./secrets-store.ts";
import { createWindow, lockDown, ORIGIN, registerScheme, type Side, servePages } from "./window.ts";
import createNetworkWorker from "./worker/worker.ts?nodeWorker";

/** Filled in by the build: the version that package.json names. */
declare const __CURRENT_ELECTRON__: string;

const here = dirname(fileURLToPath(import.meta.url));
/** The development server's page, in place of the built one; never in a packaged app. */
const devUrl = app.isPackaged ? undefined : process.env["ELECTRON_RENDERER_URL"];
const { demo, dataDir } = startArguments(process.argv, process.env, app.getPath("userData"));
/** Adds a menu for trying races, and may say on which side of the screen; never in a packaged app. */
const development = app.isPackaged ? undefined : process.env["ANTEROOM_DEVELOPMENT"];
const side: Side | undefined = development === "left" || development === "right" ? development : undefined;
/** Reading a large database whole takes a processor's time: the day at hand comes first. */
const PROVE_AFTER_MS = 2_000;
const runId = process.pid.toString(36) + Date.now().toString(36);

const windowKey = (webContentsId: number): string => `${runId}-${webContentsId}`;

registerScheme();
app.setPath("userData", windowFolder(dataDir));
// The lock belongs to the data folder: a second start shows the first window, another folder is another desk.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

function tell<Name extends EventName>(name: Name, data: Events[Name]): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.webContents.isDestroyed()) window.webContents.send(EVENT, name, data);
  }
}

async function start(): Promise<void> {
  const log = openLog(dataDir);
  lockDown();
  servePages(join(here, "../renderer"));

  const desk = await Desk.open({
    dataDir,
    migrations: bundledMigrations,
    clock: systemClock,
    log,
    createWorker,
    tell,
    sharing: {
      createWorker: createNetworkWorker,
      migrations: bundledSharedMigrations,
      secrets: openSecrets(dataDir, await systemCipher(log), log),
    },
  });
  setMenu(Boolean(development), (cut) => desk.sharing.cutLine(cut));
  onWake(() => desk.supervisor?.wake());
  if (demo && desk.state.state === "first-run") await fillDemo(desk, systemClock);

  const facts = {
    version: app.getVersion(),
    runtime: `Electron ${process.versions.electron}`,
    // A checkout that could not get the current Electron runs an older one, for evaluation and tests only.
    evaluationRuntime: process.versions.electron !== __CURRENT_ELECTRON__,
    demo,
  };
  const appCall = answerAppCalls(
    desk,
    facts,
    {
      openDemo: () => {
        app.relaunch({ args: [...process.argv.slice(1), "--demo"] });
        app.quit();
      },
      print: (key) => printWindow(({ webContents }) => windowKey(webContents.id) === key),
    },
    Boolean(development),
  );
  const router: Router = new Router({
    backend: {
      get state() {
        return desk.state;
      },
      command: (name, input, caller) => desk.command(name, input, caller),
      query: (name, input, caller) => desk.query(name, input, caller),
      appCall,
    },
    onUnexpected: (name, error) => logged(log, name, error),
  });
  desk.countRejections(() => router.rejected);
  registerRouter(
    router,
    {
      origin: devUrl === undefined ? ORIGIN : new URL(devUrl).origin,
      isOwnWindow: (id) => BrowserWindow.getAllWindows().some((window) => window.webContents.id === id),
    },
    (id) => ({ window: windowKey(id), actor: desk.deskName }),
  );

  function open(): BrowserWindow {
    const window = createWindow({
      preload: join(here, "../preload/preload.cjs"),
      url: devUrl ?? `${ORIGIN}/index.html`,
      title: demo ? "Anteroom (demo)" : "Anteroom",
      side,
    });
    const key = windowKey(window.webContents.id);
    const release = (): void => desk.releaseWindow(key);
    window.webContents.on("render-process-gone", (_event, { reason }) => {
      log("window-gone", { reason });
      release();
      if (reason !== "clean-exit" && !window.isDestroyed()) window.reload();
    });
    window.webContents.on("did-start-loading", release);
    window.on("closed", () => {
      release();
      // Not before: a page that loads itself again would have its full rate again.
      router.forgetWindow(key);
    });
    return window;
  }

  let window = open();
  window.once("ready-to-show", () => setTimeout(() => void desk.proveInBackground(), PROVE_AFTER_MS));
  app.on("second-instance", () => {
    if (window.isDestroyed()) window = open();
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on("activate", () => {
    if (BrowserWindow.getAllWindows().length === 0) window = open();
  });
  app.on("window-all-closed", () => app.quit());
  let closed = false;
  app.on("will-quit", (event) => {
    if (closed) return;
    event.preventDefault();
    void desk.close().finally(() => {
      closed = true;
      // In a turn of its own: while this event is still being told, Electron does not hear it.
      setImmediate(() => app.quit());
    });
  });
}
