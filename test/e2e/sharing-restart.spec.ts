import type { TestDatabase } from "../helpers/postgres.ts";
import { removeFolder, temporaryFolder } from "../helpers/temporary-folder.ts";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, keepScreen, test } from "./helpers/desk.ts";
import { at, book, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { emptyServer, exchanged, keyFileIn, status, twoDesks } from "./helpers/shared-practice.ts";

test.describe.configure({ timeout: 120_000 });

/** What outlives the app: who this desk is, what it knows the server by, and what it has not shared yet. */

let database: TestDatabase | undefined;
test.afterEach(async () => {
  await database?.drop();
  database = undefined;
});

const daysAppointments = async ({ window }: Desk) =>
  (await done(call(window, "schedule.day", { day: tomorrow() }))).appointments;

test("a desk that was closed shares again by itself, and what waited in it too", async ({ launchDesk }) => {
  const keys = temporaryFolder();
  const env = { ANTEROOM_DEVELOPMENT: "1", ANTEROOM_SECRETS_KEY_FILE: keyFileIn(keys) };
  database = await emptyServer();
  const first = await launchDesk({ env });
  const practice = await setUpPractice(first.window);
  await done(call(first.window, "sharing.prepare", { url: database.ownerUrl }));
  const { text } = await done(call(first.window, "sharing.invite", {}));
  const second = await launchDesk({ env });
  const { sharing } = await done(call(second.window, "sharing.join", { invitation: text, local: "push" }));
  expect(sharing.secretsForSession).toBe(false);

  // By the menu, as somebody who tries races does.
  await second.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById("cut-line")?.click());
  await expect(status(second.window)).toContainText("Working alone since");
  await done(book(second.window, practice, { startsAt: at("10:00") }));
  await keepScreen(second.window, "sharing-cut-line");
  const started = performance.now();
  await second.close();
  expect(performance.now() - started).toBeLessThan(5_000);

  const again = await launchDesk({ dataDir: second.dataDir, env });
  await expect(status(again.window)).toContainText("all changes shared");
  await exchanged(first);
  expect(await daysAppointments(first)).toHaveLength(1);
  removeFolder(keys);
});

test("without a place for passwords a desk asks for an invitation after a restart, and keeps what waits", async ({
  launchDesk,
}) => {
  const shared = await twoDesks(launchDesk);
  database = shared.database;
  const { first, second, practice } = shared;
  expect((await done(call(second.window, "sharing.read", {}))).secretsForSession).toBe(true);
  await second.close();
  const again = await launchDesk({ dataDir: second.dataDir });
  await expect(status(again.window)).toContainText("the password is not here any more");
  await done(book(again.window, practice, { startsAt: at("10:00") }));
  const { text } = await done(call(first.window, "sharing.invite", {}));
  await done(call(again.window, "sharing.join", { invitation: text, local: "push" }));
  await exchanged(again, first);
  expect(await daysAppointments(first)).toHaveLength(1);
});

test("the line is cut by hand in development alone", async ({ launchDesk }) => {
  const desk = await launchDesk();
  expect(await call(desk.window, "sharing.cut-line", { cut: true })).toEqual({
    ok: false,
    error: { code: "not-allowed" },
  });
  expect(await desk.app.evaluate(({ Menu }) => Menu.getApplicationMenu() === null)).toBe(true);
});
