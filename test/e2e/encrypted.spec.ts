import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { certificateAuthority } from "../helpers/certificates.ts";
import { encryptedServer } from "../helpers/encrypted-server.ts";
import { removeFolder, temporaryFolder } from "../helpers/temporary-folder.ts";
import { call, done } from "./helpers/call.ts";
import { expect, test } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, setUpPractice } from "./helpers/practice.ts";
import { card, goToTomorrow, notification, openPage } from "./helpers/screen.ts";
import { status } from "./helpers/shared-practice.ts";

test.describe.configure({ timeout: 120_000 });
test.skip(process.env["ANTEROOM_TEST_DATABASE_URL"] !== undefined, "the server is not ours to encrypt");

test("the CA file is chosen, only the server that it belongs to is spoken to, and it travels in the invitation", async ({
  launchDesk,
}) => {
  const { server, authority } = await encryptedServer();
  const database = await server.emptyDatabase();
  const folder = temporaryFolder();
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const { window } = await launchDesk();
  const practice = await setUpPractice(window);
  await done(book(window, practice, { startsAt: at("10:00") }));
  await openPage(window, "Settings");
  const section = window.getByRole("region", { name: "Shared server" });
  await section.getByRole("button", { name: "Prepare a server" }).click();
  const form = section.getByRole("form", { name: "Prepare a server" });
  const address = form.getByRole("textbox", { name: /^Address of the database/ });
  const certificate = form.getByRole("textbox", { name: /^CA file/ });
  const choose = async (path: string): Promise<void> => {
    const choosing = window.waitForEvent("filechooser");
    await form.getByRole("button", { name: "Choose a file" }).click();
    await (await choosing).setFiles(path);
  };
  const ask = form.getByRole("button", { name: "Test" });
  // By name, as the server's certificate has it.
  await address.fill(`${database.ownerUrl.replace("127.0.0.1", "localhost")}?sslmode=require`);

  await choose(file("letter.pem", "Dear Sir or Madam"));
  await expect(form.getByText("This file holds no certificate in PEM form.")).toBeVisible();
  await expect(certificate).toHaveValue("");
  await ask.click();
  await expect(form.getByRole("alert")).toContainText("The server could not prove who it is");

  await choose(file("another.pem", certificateAuthority("Another authority").pem));
  await expect(certificate).toHaveValue(/^-----BEGIN CERTIFICATE-----/);
  await expect(form.getByText("This file holds no certificate in PEM form.")).toBeHidden();
  await ask.click();
  await expect(form.getByRole("alert")).toContainText("Choose the CA file that belongs to it");
  await inspect(window, "encrypted-another-authority");

  await choose(file("practice.pem", authority.pem));
  await expect(certificate).toHaveValue(authority.pem);
  await ask.click();
  await expect(form.getByText(/answers after \d+ ms, over an encrypted line/)).toBeVisible();
  await expect(form.getByRole("alert")).toBeHidden();
  await address.press("Enter");
  await expect(notification(window, "The server is prepared")).toBeVisible();
  await expect(section.getByText(/^localhost:\d+, \w+ \(encrypted\)$/)).toBeVisible();
  await inspect(window, "encrypted");

  const { text } = await done(call(window, "sharing.invite", {}));
  const second = await launchDesk();
  await second.window.getByRole("button", { name: "Join a practice instead" }).click();
  await second.window.getByRole("textbox", { name: "Invitation" }).fill(text);
  await second.window.keyboard.press("Enter");
  await goToTomorrow(second.window);
  await expect(card(second.window, "Maria Lopez, Follow-up, 10:00 to 10:30, booked")).toBeVisible();
  await expect(status(second.window)).toContainText("all changes shared");
  await database.drop();
  removeFolder(folder);
});
