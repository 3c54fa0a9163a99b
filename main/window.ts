import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { app, BrowserWindow, nativeTheme, protocol, type Rectangle, screen, session } from "electron";

/** The window's own origin: pages come from the built files and from nowhere else. */
export const ORIGIN = "app://anteroom";

/** The nonce lets in the one style element that React Aria adds (pressing without a double-tap's delay). */
const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

const withNonce = (page: Buffer, nonce: string): string =>
  page.toString("utf8").replace("<head>", `<head><meta property="csp-nonce" nonce="${nonce}" />`);

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".png": "image/png",
};

/** Has to run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function servePages(folder: string): void {
  protocol.handle("app", async (request) => {
    const { pathname, host } = new URL(request.url);
    const file = normalize(join(folder, decodeURIComponent(pathname === "/" ? "/index.html" : pathname)));
    if (host !== "anteroom" || !file.startsWith(folder + sep)) return new Response(null, { status: 404 });
    try {
      const content = await readFile(file);
      const nonce = randomBytes(16).toString("base64");
      const body = extname(file) === ".html" ? withNonce(content, nonce) : new Uint8Array(content);
      const headers = {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        "content-security-policy": contentSecurityPolicy(nonce),
        "x-content-type-options": "nosniff",
      };
      return new Response(body, { headers });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}

/** Nothing a page could ask for is granted: no permissions, no windows, no navigation, no remote content. */
export function lockDown(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on("web-contents-created", (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.on("will-navigate", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
  });
}

export type Side = "left" | "right";
type WindowOptions = { preload: string; url: string; title: string; side: Side | undefined };

const LEAST = { width: 1024, height: 640 };

/** Two desks of one computer beside each other, as far as the screen allows. */
function beside(side: Side): Rectangle {
  const { x, y, width: whole, height } = screen.getPrimaryDisplay().workArea;
  const width = Math.max(LEAST.width, Math.floor(whole / 2));
  return { x: side === "left" ? x : x + whole - width, y, width, height };
}

export function createWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...(options.side && beside(options.side)),
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    show: false,
    title: options.title,
    autoHideMenuBar: options.side === undefined,
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#16181d" : "#ffffff",
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.once("ready-to-show", () => window.show());
  void window.loadURL(options.url);
  return window;
}
