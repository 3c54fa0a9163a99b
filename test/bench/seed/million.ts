import { createHash } from "node:crypto";
import { constants, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openWriter } from "../../../main/db/connection.ts";
import { databaseFileOf } from "../../../main/db/data-folder.ts";
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

/** The seeds outlive a run: they hold for a month, and until a migration changes. */
function keyOf(month: string): string {
  const hash = createHash("sha256").update(String(SEED_VERSION));
  for (const { name, sql } of migrationsOfFolder()) hash.update(name).update(sql);
  return `${month}-${hash.digest("hex").slice(0, 12)}`;
}

const FILES = ["anteroom.db", "installation.json"];

function copyDataDir(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const file of FILES) copyFileSync(join(from, file), join(to, file), constants.COPYFILE_FICLONE);
}

/** A data folder of one's own with a copy of a seed; the seeds are made if they are not there. */
export async function seededDataDir(kind: Kind): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const today = dayOf(ZONE, now);
  const folder = join(CACHE, keyOf(today.slice(0, 7)));
  if (!existsSync(folder)) await makeSeeds(folder, now);
  const copy = temporaryFolder();
  copyDataDir(join(folder, kind), copy);
  return copy;
}

async function makeSeeds(folder: string, now: number): Promise<void> {
  const draft = `${folder}.part`;
  rmSync(CACHE, { recursive: true, force: true });
  progress(`Making a practice of ${SIZE.practitioners} practitioners and ${SIZE.clients} clients, once …`);
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
    progress(`${made} of ${APPOINTMENTS} appointments …`);
  });
  db.close();
  renameSync(draft, folder);
}
