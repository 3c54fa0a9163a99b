import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { postgresServer, type TestDatabase } from "../../helpers/postgres.ts";
import { call, done } from "./call.ts";
import { type Desk, expect, type LaunchDesk, test as oneDesk } from "./desk.ts";
import { type Practice, setUpPractice } from "./practice.ts";
import { goToTomorrow } from "./screen.ts";

export type SharedPractice = {
  database: TestDatabase;
  first: Desk;
  second: Desk;
  practice: Practice;
};

/** The line can be cut by hand, as from the development menu. */
const development = { ANTEROOM_DEVELOPMENT: "1" };

/** A file for `ANTEROOM_SECRETS_KEY_FILE`: what a desk is known by outlives its restart. */
export function keyFileIn(folder: string): string {
  const path = join(folder, "key");
  writeFileSync(path, randomBytes(32), { mode: 0o600 });
  return path;
}

/** An empty database on a real server, whose owner is the one that its URL names. */
export const emptyServer = async (): Promise<TestDatabase> => (await postgresServer()).emptyDatabase();

/** Two desks of one practice on a real PostgreSQL, each in a window of its own. */
export async function twoDesks(launchDesk: LaunchDesk): Promise<SharedPractice> {
  const database = await emptyServer();
  const first = await launchDesk({ env: development });
  const practice = await setUpPractice(first.window);
  await done(call(first.window, "sharing.prepare", { url: database.ownerUrl }));
  const { text } = await done(call(first.window, "sharing.invite", {}));
  const second = await launchDesk({ env: development });
  await done(call(second.window, "sharing.join", { invitation: text, local: "push" }));
  for (const { window } of [first, second]) await expect(status(window)).toContainText("Connected since");
  return { database, first, second, practice };
}

/** For tests of two desks, both at tomorrow's board. */
export const test = oneDesk.extend<{ shared: SharedPractice }>({
  shared: async ({ launchDesk }, use) => {
    const shared = await twoDesks(launchDesk);
    for (const { window } of [shared.first, shared.second]) await goToTomorrow(window);
    await use(shared);
    await shared.database.drop();
  },
});

export const status = (window: Page) => window.getByRole("contentinfo");

/** Everything that waits here is at the server, and what waits there is here. */
export async function exchanged(...desks: Desk[]): Promise<void> {
  for (const { window } of [...desks, ...desks]) {
    await done(call(window, "sharing.exchange-now", {}));
  }
}

export const cutLine = ({ window }: Desk, cut: boolean): Promise<unknown> =>
  done(call(window, "sharing.cut-line", { cut }));
