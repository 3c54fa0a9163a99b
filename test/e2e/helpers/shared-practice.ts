import type { Page } from "@playwright/test";
import { postgresServer, type TestDatabase } from "../../helpers/postgres.ts";
import { call, done } from "./call.ts";
import { type Desk, expect, type LaunchDesk } from "./desk.ts";
import { type Practice, setUpPractice } from "./practice.ts";

export type SharedPractice = {
  database: TestDatabase;
  first: Desk;
  second: Desk;
  practice: Practice;
};

/** The line can be cut by hand, as from the development menu. */
const development = { ANTEROOM_DEVELOPMENT: "1" };

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

export const status = (window: Page) => window.getByRole("contentinfo");

/** Everything that waits here is at the server, and what waits there is here. */
export async function exchanged(...desks: Desk[]): Promise<void> {
  for (const { window } of [...desks, ...desks]) {
    await done(call(window, "sharing.exchange-now", {}));
  }
}

export const cutLine = ({ window }: Desk, cut: boolean): Promise<unknown> =>
  done(call(window, "sharing.cut-line", { cut }));
