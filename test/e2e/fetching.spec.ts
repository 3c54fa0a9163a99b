import { join } from "node:path";
import type { Page } from "@playwright/test";
import Database from "better-sqlite3";
import { readInvitation, writeInvitation } from "../../main/sync/sharing-invitation.ts";
import type { TestDatabase } from "../helpers/postgres.ts";
import { type TcpProxy, tcpProxy } from "../helpers/tcp-proxy.ts";
import { removeFolder, temporaryFolder } from "../helpers/temporary-folder.ts";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, type LaunchDesk, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, setUpPractice } from "./helpers/practice.ts";
import { card, goToTomorrow } from "./helpers/screen.ts";
import { emptyServer, keyFileIn, status } from "./helpers/shared-practice.ts";

test.describe.configure({ timeout: 120_000 });

/** More than goes in at once, so that the copy comes part by part. */
const CLIENTS = 3_000;
/** Long enough for each page that the copy is seen on its way. */
const SLOW_MS = 250;

let database: TestDatabase;
let line: TcpProxy;
let keys: string;

test.beforeEach(async () => {
  database = await emptyServer();
  const { hostname, port } = new URL(database.ownerUrl);
  line = await tcpProxy({ host: hostname, port: Number(port) });
  keys = temporaryFolder();
});
test.afterEach(async () => {
  await line.close();
  await database.drop();
  removeFolder(keys);
});

function addClients({ dataDir }: Desk): void {
  const db = new Database(join(dataDir, "anteroom.db"));
  const add = db.prepare("INSERT INTO client (id, name, phone, phone_digits) VALUES (?, ?, '', '')");
  db.transaction(() => {
    for (let number = 0; number < CLIENTS; number += 1) add.run(crypto.randomUUID(), `Guest ${number}`);
  })();
  db.close();
}

/** An invitation to a large practice, whose desk it is given to has a line of its own. */
async function invitation(launchDesk: LaunchDesk): Promise<string> {
  const desk = await launchDesk();
  const { window } = desk;
  const practice = await setUpPractice(window);
  addClients(desk);
  await done(book(window, practice, { startsAt: at("10:00") }));
  await done(call(window, "sharing.prepare", { url: database.ownerUrl }));
  const { text } = await done(call(window, "sharing.invite", {}));
  return writeInvitation({ ...readInvitation(text), port: line.port });
}

const title = (window: Page) => window.getByRole("heading", { name: "Joining the practice" });
const progress = (window: Page) => window.getByRole("progressbar", { name: "Fetching the practice" });

/** Joins by what is pasted, and stops where some of the copy is here and the rest is not. */
async function joinHalf({ window }: Desk, text: string): Promise<void> {
  await window.getByRole("button", { name: "Join a practice instead" }).click();
  await window.getByRole("textbox", { name: "Invitation" }).fill(text);
  line.delay(SLOW_MS);
  await window.keyboard.press("Enter");
  await expect(title(window)).toBeFocused();
  await expect(progress(window)).toContainText(/\b[1-9][\d,]* of 3,0\d\d entries/);
  line.stall();
  await inspect(window, "fetching");
  line.cut();
  await expect(window.getByRole("alert")).toContainText("It goes on by itself as soon as that is mended.");
}

test("a large practice is seen on its way, and goes on after a restart in the middle", async ({
  launchDesk,
}) => {
  const text = await invitation(launchDesk);
  const env = { ANTEROOM_SECRETS_KEY_FILE: keyFileIn(keys) };
  const second = await launchDesk({ env });
  await joinHalf(second, text);
  await second.close();

  const { window } = await launchDesk({ dataDir: second.dataDir, env });
  await expect(title(window)).toBeVisible();
  await expect(window.getByRole("alert")).toContainText("The shared server does not answer");
  await inspect(window, "fetching-kept");
  line.mend();
  await goToTomorrow(window);
  await expect(card(window, "Maria Lopez, Follow-up, 10:00 to 10:30, booked")).toBeVisible();
  await expect(status(window)).toContainText("all changes shared");
  const { clients } = await done(call(window, "clients.search", { text: `Guest ${CLIENTS - 1}` }));
  expect(clients).toHaveLength(1);
});

test("without its password after a restart it asks for an invitation, and may also not be joined", async ({
  launchDesk,
}) => {
  const text = await invitation(launchDesk);
  const second = await launchDesk();
  await joinHalf(second, text);
  await second.close();

  const { window } = await launchDesk({ dataDir: second.dataDir });
  await expect(window.getByRole("alert")).toContainText("The password of the shared server is not on this");
  await expect(window.getByRole("textbox", { name: "Invitation" })).toBeVisible();
  await inspect(window, "fetching-password-missing");
  await window.getByRole("button", { name: "Do not join" }).click();
  await expect(window.getByRole("heading", { name: "Welcome to Anteroom" })).toBeVisible();
  await expect(window.getByRole("textbox", { name: "Name of the practice" })).toBeFocused();
});
