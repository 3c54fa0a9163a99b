import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Desk, expect, test } from "./helpers/desk.ts";

let desk: Desk;

test.beforeEach(async ({ launchDesk }) => {
  // A microphone that is not there would be refused for that alone.
  desk = await launchDesk({ args: ["--use-fake-device-for-media-stream"] });
  await expect(desk.window.locator("#root > *").first()).toBeVisible();
});

/** Violations of the content security policy: provoked on purpose, and to be seen. */
const violations = /Content Security Policy|Failed to load resource/;

test("the page has nothing of Node or Electron but the contract's two functions", async () => {
  const found = await desk.window.evaluate(() => ({
    globals: ["process", "require", "module", "Buffer", "global", "electron", "__dirname"].filter(
      (name) => name in globalThis,
    ),
    api: Object.entries(window.anteroom).map(([name, value]) => `${name}: ${typeof value}`),
    frozen: !Reflect.set(window.anteroom, "invoke", null),
  }));
  expect(found).toEqual({ globals: [], api: ["invoke: function", "on: function"], frozen: true });
  const preferences = await desk.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as
      | (Electron.WebContents & { getLastWebPreferences(): Electron.WebPreferences | null })
      | undefined;
    return contents?.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
  });
});

test("every page comes with a policy that lets nothing in from elsewhere", async () => {
  const headers = await desk.window.evaluate(async () => {
    const answer = await fetch("app://anteroom/index.html");
    return Object.fromEntries(answer.headers);
  });
  const policy = headers["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(headers["x-content-type-options"]).toBe("nosniff");
});

test("inline scripts, eval, and pictures, scripts and calls from elsewhere are refused", async () => {
  desk.expectMessages(violations);
  const reached: string[] = [];
  const elsewhere = createServer((request, response) => {
    reached.push(request.url ?? "");
    response.end();
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;

  const tried = await desk.window.evaluate(async (remote) => {
    const blocked = new Set<string>();
    Reflect.set(window, "blocked", blocked);
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      blocked.add(effectiveDirective);
    });
    const inline = Object.assign(document.createElement("script"), {
      textContent: "window.ranInline = true",
    });
    document.body.append(inline);
    const image = Object.assign(new Image(), { src: `${remote}/image` });
    const script = Object.assign(document.createElement("script"), { src: `${remote}/script` });
    document.body.append(image, script);
    const [pictured, scripted] = await Promise.all(
      [image, script].map(
        (element) =>
          new Promise<string>((resolve) => {
            element.addEventListener("load", () => resolve("loaded"));
            element.addEventListener("error", () => resolve("refused"));
          }),
      ),
    );
    const called = await fetch(`${remote}/fetch`, { mode: "no-cors" }).then(
      () => "sent",
      () => "refused",
    );
    let evaluated = "ran";
    try {
      Reflect.apply(Reflect.get(globalThis, "eval"), undefined, ["1"]);
    } catch {
      evaluated = "refused";
    }
    return { ranInline: "ranInline" in window, pictured, scripted, called, evaluated };
  }, origin);

  elsewhere.close();
  expect(tried).toMatchObject({
    ranInline: false,
    pictured: "refused",
    scripted: "refused",
    called: "refused",
    evaluated: "refused",
  });
  await expect
    .poll(() => desk.window.evaluate(() => [...(Reflect.get(window, "blocked") as Set<string>)].toSorted()))
    .toEqual(["connect-src", "img-src", "script-src", "script-src-elem"]);
  expect(reached).toEqual([]);
});

test("the window opens no other window, goes nowhere, and is granted no permission", async () => {
  const opened = await desk.window.evaluate(() => window.open("https://example.com") === null);
  expect(opened).toBe(true);
  await desk.window.evaluate(() => {
    const link = Object.assign(document.createElement("a"), {
      href: "https://example.com",
      target: "_blank",
    });
    document.body.append(link);
    link.click();
    location.href = "https://example.com";
  });
  const asked = await desk.window.evaluate(async () => {
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => "granted",
      (error: Error) => error.name,
    );
    const place = await new Promise<string>((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve("granted"),
        ({ code }) => resolve(code === 1 ? "refused" : `code ${code}`),
      );
    });
    const states = await Promise.all(
      (["geolocation", "notifications"] as const).map(
        async (name) => (await navigator.permissions.query({ name })).state,
      ),
    );
    return { microphone, place, states, notification: await Notification.requestPermission() };
  });
  expect(asked).toEqual({
    microphone: "NotAllowedError",
    place: "refused",
    states: ["denied", "denied"],
    notification: "denied",
  });
  expect(desk.app.windows()).toHaveLength(1);
  expect(desk.window.url()).toBe("app://anteroom/index.html");
});

test("a frame inside the page has no way to call", async () => {
  desk.expectMessages(violations);
  const inside = await desk.window.evaluate(async () => {
    const frames = ["about:blank", "app://anteroom/index.html"].map((src) =>
      Object.assign(document.createElement("iframe"), { src }),
    );
    const written = Object.assign(document.createElement("iframe"), {
      srcdoc: "<p>written</p><script>parent.ranInFrame = true</script>",
    });
    frames.push(written);
    const loaded = frames.map((frame) => new Promise((resolve) => frame.addEventListener("load", resolve)));
    document.body.append(...frames);
    await Promise.all(loaded);
    const apis = frames.map((frame) => {
      try {
        return frame.contentWindow && "anteroom" in frame.contentWindow;
      } catch {
        return "another origin";
      }
    });
    return { apis, ran: "ranInFrame" in window };
  });
  expect(inside.ran).toBe(false);
  expect(inside.apis.filter((api) => api === true)).toEqual([]);

  // Even with Electron's own wire in its hands, as after an escape, a frame is refused by the main process.
  const [refused] = await desk.app.evaluate(async ({ BrowserWindow, ipcMain }) => {
    const frames = BrowserWindow.getAllWindows()[0]?.webContents.mainFrame.frames ?? [];
    const handlers = Reflect.get(ipcMain, "_invokeHandlers") as Map<string, (...args: unknown[]) => unknown>;
    const handler = handlers.get("anteroom:invoke");
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return Promise.all(
      frames.map((senderFrame) =>
        handler?.({ sender: contents, senderFrame }, "clients.create", {
          requestId: "",
          name: "From a frame",
        }),
      ),
    );
  });
  expect(refused).toEqual({ ok: false, error: { code: "untrusted-sender" } });
});

test("nothing outside the built pages can be read through the app's own scheme", async () => {
  desk.expectMessages(violations);
  const answers = await desk.window.evaluate(async () => {
    const paths = [
      "../../package.json",
      "%2e%2e/%2e%2e/package.json",
      "..%2f..%2fpackage.json",
      "..%5c..%5cpackage.json",
      "/%2fetc/passwd",
      "assets/../../main/index.js",
      "assets%2f..%2f..%2fmain%2findex.js",
      "%00",
      "index.html%00.js",
      "%",
    ];
    const [inside, ...others] = await Promise.all(
      [
        "app://anteroom/index.html",
        ...paths.map((path) => `app://anteroom/${path}`),
        "app://elsewhere/index.html",
        "file:///etc/passwd",
      ].map((url) =>
        fetch(url).then(
          ({ status }) => status,
          () => "refused",
        ),
      ),
    );
    return { inside, others };
  });
  expect(answers.inside).toBe(200);
  expect(answers.others.filter((answer) => answer !== 404 && answer !== "refused")).toEqual([]);
});
