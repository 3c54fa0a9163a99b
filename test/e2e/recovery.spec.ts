import { createHash } from "node:crypto";
import {
  chmodSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { call, done } from "./helpers/call.ts";
import { type Desk, expect, keepScreen, type LaunchDesk, test } from "./helpers/desk.ts";
import { at, book, setUpPractice, tomorrow } from "./helpers/practice.ts";
import { card, goToTomorrow } from "./helpers/screen.ts";

const fileOf = (dataDir: string): string => join(dataDir, "anteroom.db");
const bytesOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** A practice with one booking that a backup has, and one that came after it; then the desk is closed. */
async function practiceWithBackup(launchDesk: LaunchDesk): Promise<string> {
  const dataDir = temporaryFolder();
  const desk = await launchDesk({ dataDir });
  const practice = await setUpPractice(desk.window);
  await done(book(desk.window, practice, { startsAt: at("08:00") }));
  await done(call(desk.window, "backups.make", {}));
  await done(book(desk.window, practice, { startsAt: at("09:00"), clientId: practice.clients[1] ?? "" }));
  await desk.close();
  return dataDir;
}

async function restoreAndLook(desk: Desk): Promise<void> {
  const { window } = desk;
  await expect(window.getByRole("radio")).not.toHaveCount(0);
  await expect(window.getByText(/^A backup has everything up to/)).toBeVisible();
  await window.getByRole("button", { name: "Bring back this backup" }).click();
  await goToTomorrow(window);
  await window.keyboard.press("Home");
  await expect(card(window, "Maria Lopez, Follow-up, 8:00 to 8:30, booked")).toBeVisible();
  expect(await done(call(window, "health.check", {}))).toEqual({ sound: true });
}

test("a database of garbage is put aside, and the newest backup brings the bookings back", async ({
  launchDesk,
}) => {
  const dataDir = await practiceWithBackup(launchDesk);
  const garbage = Buffer.alloc(8192, "not a database ");
  writeFileSync(fileOf(dataDir), garbage);
  for (const rest of ["-wal", "-shm"]) rmSync(`${fileOf(dataDir)}${rest}`, { force: true });

  const desk = await launchDesk({ dataDir });
  await expect(desk.window.getByRole("heading", { name: "The practice's data is damaged" })).toBeVisible();
  await keepScreen(desk.window, "recovery-damaged-light");
  const [backup] = readdirSync(join(dataDir, "backups")).filter((name) => name.endsWith(".db"));
  await restoreAndLook(desk);
  expect(readdirSync(join(dataDir, "backups"))).toContain(backup);
  // Nothing is deleted: what could not be read is still there, byte for byte.
  const kept = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).equals(garbage));
  expect(kept).toHaveLength(1);
});

test("a truncated database is noticed, and the newest backup brings the bookings back", async ({
  launchDesk,
}) => {
  const dataDir = await practiceWithBackup(launchDesk);
  truncateSync(fileOf(dataDir), 20_000);
  const desk = await launchDesk({ dataDir });
  await expect(desk.window.getByRole("heading", { name: "The practice's data is damaged" })).toBeVisible();
  await restoreAndLook(desk);
});

test("a database that is gone is never replaced by an empty one unasked", async ({ launchDesk }) => {
  const dataDir = await practiceWithBackup(launchDesk);
  const elsewhere = join(temporaryFolder(), "anteroom.db");
  renameSync(fileOf(dataDir), elsewhere);

  const desk = await launchDesk({ dataDir });
  const { window } = desk;
  await expect(
    window.getByRole("heading", { name: "The practice's data is not where it was" }),
  ).toBeVisible();
  await keepScreen(window, "recovery-missing-light");
  expect(readdirSync(dataDir)).not.toContain("anteroom.db");
  // To begin empty takes a second, plainly worded step; going back is where the keyboard stands.
  await window.getByRole("button", { name: "Begin with an empty practice" }).click();
  await expect(window.getByRole("button", { name: "No, go back" })).toBeFocused();
  await window.keyboard.press("Enter");

  // The disk is connected again.
  renameSync(elsewhere, fileOf(dataDir));
  await window.getByRole("button", { name: "Try again" }).click();
  await goToTomorrow(window);
  await window.keyboard.press("Home");
  await expect(card(window, "Maria Lopez, Follow-up, 8:00 to 8:30, booked")).toBeVisible();
  await expect(card(window, "Jonas Weber, Follow-up, 9:00 to 9:30, booked")).toBeVisible();
});

test("a database of zero bytes is no first start", async ({ launchDesk }) => {
  const dataDir = await practiceWithBackup(launchDesk);
  truncateSync(fileOf(dataDir), 0);
  const desk = await launchDesk({ dataDir });
  await expect(desk.window.getByRole("heading", { name: /^The practice's data/ })).toBeVisible();
  await restoreAndLook(desk);
});

test("data of a newer Anteroom is left as it is, byte for byte", async ({ launchDesk }) => {
  const dataDir = await practiceWithBackup(launchDesk);
  const db = new Database(fileOf(dataDir));
  db.pragma("user_version = 9999");
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
  const before = bytesOf(fileOf(dataDir));

  const desk = await launchDesk({ dataDir });
  await expect(desk.window.getByRole("heading", { name: "This desk needs an update" })).toBeVisible();
  await expect(desk.window.getByRole("button", { name: "Begin with an empty practice" })).toBeHidden();
  await keepScreen(desk.window, "recovery-newer-light");
  await desk.window.getByRole("button", { name: "Try again" }).click();
  await expect(desk.window.getByRole("heading", { name: "This desk needs an update" })).toBeVisible();
  const refused = await call(desk.window, "schedule.day", { day: tomorrow() });
  expect(refused).toMatchObject({ ok: false, error: { code: "not-ready" } });
  await desk.close();
  expect(bytesOf(fileOf(dataDir))).toBe(before);
});

test("a folder that can only be read shows the schedule, says so, and books nothing", async ({
  launchDesk,
}) => {
  // Root may write everywhere, so this can only be seen by other accounts; the database's own tests have it too.
  test.skip(process.getuid?.() === 0, "run as root");
  const dataDir = await practiceWithBackup(launchDesk);
  chmodSync(fileOf(dataDir), 0o444);
  chmodSync(dataDir, 0o555);
  try {
    const desk = await launchDesk({ dataDir });
    await expect(desk.window.getByText(/^Anteroom can only read its data right now/)).toBeVisible();
    const answer = await call(desk.window, "clients.create", { name: "Nobody" });
    expect(answer).toMatchObject({ ok: false, error: { code: "read-only" } });
  } finally {
    chmodSync(dataDir, 0o755);
  }
});
