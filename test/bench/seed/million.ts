import { createHash } from "node:crypto";
import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openWriter } from "../../../main/db/connection.ts";
import { databaseFileOf } from "../../../main/db/data-folder.ts";
import { syncFile } from "../../../main/db/durable-files.ts";
import { migrationsOfFolder } from "../../../main/db/migrations-of-folder.ts";
import { addDays, dayOf, dayRange } from "../../../src/time/zoned-day.ts";
import { openDesk } from "../../helpers/open-desk.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { progress } from "../report.ts";
import { seedAppointments } from "./appointments.ts";
import { seedPractice, ZONE } from "./bench-practice.ts";

const APPOINTMENTS = 1_000_000;
const SIZE = { practitioners: 200, clients: 200_000 };
const DAYS = 365;
const DAYS_BEHIND = 180;
/** Raised when the seed itself changes. */
const SEED_VERSION = 1;
const CACHE = fileURLToPath(new URL("../../../.cache/bench/", import.meta.url));

/** `full`: a million appointments over a year; `empty`: the same practice and clients, no appointment. */
export type Kind = "full" | "empty";

const now = Math.floor(Date.now() / 1000);
const migrations = migrationsOfFolder();

/** The seeds outlive a run: they hold for a month, and until a migration changes. */
function key(): string {
  const hash = createHash("sha256").update(String(SEED_VERSION));
  for (const { name, sql } of migrations) hash.update(name).update(sql);
  return `${dayOf(ZONE, now).slice(0, 7)}-${hash.digest("hex").slice(0, 12)}`;
}

const FILES = ["anteroom.db", "installation.json"];

function copyDataDir(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const file of FILES) {
    copyFileSync(join(from, file), join(to, file), constants.COPYFILE_FICLONE);
    // What is still on its way to the disk would slow down what is measured next.
    syncFile(join(to, file));
  }
}

/** A data folder of one's own with a copy of a seed; the seeds are made if they are not there. */
export async function seededDataDir(kind: Kind): Promise<string> {
  const folder = join(CACHE, key());
  if (!existsSync(folder)) await makeSeeds(folder);
  const copy = temporaryFolder();
  copyDataDir(join(folder, kind), copy);
  return copy;
}

async function makeSeeds(folder: string): Promise<void> {
  const draft = `${folder}.${process.pid}.part`;
  progress("Making a practice of 200 practitioners and 200,000 clients; it is kept for the next run.");
  const { desk, close } = await openDesk({ dataDir: join(draft, "empty") });
  const practice = await seedPractice(desk, SIZE);
  await close();
  copyDataDir(join(draft, "empty"), join(draft, "full"));
  const db = openWriter(databaseFileOf(join(draft, "full")), { mustExist: true });
  const days = dayRange(addDays(dayOf(ZONE, now), -DAYS_BEHIND), DAYS);
  let told = 0;
  seedAppointments(db, practice, days, now, APPOINTMENTS, (made) => {
    if (made - told < APPOINTMENTS / 10) return;
    told = made;
    progress(`${Math.round(made / 1_000)} of 1000 thousand appointments`);
  });
  db.close();
  for (const old of readdirSync(CACHE)) {
    if (join(CACHE, old) !== draft) rmSync(join(CACHE, old), { recursive: true, force: true });
  }
  renameSync(draft, folder);
}
