import { readdirSync } from "node:fs";
import { join } from "node:path";
import { call, done } from "./helpers/call.ts";
import { expect, test } from "./helpers/desk.ts";
import { at, setUpPractice, tomorrow } from "./helpers/practice.ts";

test("a second start on the same folder ends by itself and shows the first window", async ({
  launchDesk,
  startAgain,
}) => {
  const first = await launchDesk();
  await setUpPractice(first.window);
  const focused = (): Promise<boolean | undefined> =>
    first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused());
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
  await expect.poll(focused).toBe(false);
  const told = first.app.evaluate(
    ({ app }) => new Promise<boolean>((resolve) => app.once("second-instance", () => resolve(true))),
  );

  expect(await startAgain(first)).toBe(0);
  expect(await told).toBe(true);
  await expect.poll(focused).toBe(true);
  expect(first.app.windows()).toHaveLength(1);
  // The first desk never stopped working.
  expect(await done(call(first.window, "health.check", {}))).toEqual({ sound: true });
});

test("another data folder is another desk", async ({ launchDesk }) => {
  const [one, two] = await Promise.all([launchDesk(), launchDesk()]);
  const practice = await setUpPractice(one.window);
  expect(practice.clients).toHaveLength(4);
  const of = async (desk: typeof one) => await done(call(desk.window, "app.read", {}));
  const [here, there] = [await of(one), await of(two)];
  expect(here.deskId).not.toBe(there.deskId);
  expect([here.database.state, there.database.state]).toEqual(["ready", "first-run"]);
});

test("the demo never touches the practice beside it", async ({ launchDesk }) => {
  const demo = await launchDesk({ demo: true });
  const { practitioners } = await done(call(demo.window, "practitioners.list", {}));
  expect(practitioners).toHaveLength(12);
  expect((await done(call(demo.window, "app.read", {}))).demo).toBe(true);
  expect(readdirSync(demo.dataDir)).toEqual(["demo"]);
  expect(readdirSync(join(demo.dataDir, "demo"))).toContain("anteroom.db");
});

test("when the window crashes its hold is let go, and the window comes back", async ({ launchDesk }) => {
  const desk = await launchDesk();
  const practice = await setUpPractice(desk.window);
  const [practitionerId = ""] = practice.practitioners;
  const startsAt = at("10:00");
  const { holdId } = await done(
    call(desk.window, "appointments.hold", { practitionerId, startsAt, typeId: practice.types.intake }),
  );
  // Playwright gives a crashed page up for good; the app's own main process can still ask it.
  const ask = (script: string): Promise<unknown> =>
    desk.app.evaluate(
      ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
      script,
    );
  const held = `anteroom.invoke("schedule.day", { day: "${tomorrow()}" })
    .then(({ value }) => value.appointments.map(({ id }) => id))`;
  expect(await ask(held)).toEqual([holdId]);

  const crashed = desk.window.waitForEvent("crash");
  await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await crashed;

  const title = `document.querySelector("[role=grid]")?.getAttribute("aria-label") ?? ""`;
  await expect.poll(() => ask(title)).toMatch(/^Schedule of/);
  await expect.poll(() => ask(held)).toEqual([]);
});
