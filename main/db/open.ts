import { accessSync, constants, mkdirSync } from "node:fs";
import { type FoundProblem, withDetail } from "../../src/ipc/found.ts";
import type { DatabaseState } from "../../src/ipc/views.ts";
import { backupsInBrief, listBackups, makeBackup } from "./backups.ts";
import { APPLICATION_ID, openReader, openWriter, type ReadableDb, type WritableDb } from "./connection.ts";
import { databaseFileOf } from "./data-folder.ts";
import { type FoundFile, hasWalContent, lookAtDatabaseFile } from "./database-file.ts";
import { firstReads, hasPractice } from "./first-reads.ts";
import { newInstallation, openInstallation, readInstallation, saveInstallation } from "./installation.ts";
import { migrate, newestVersion, pendingMigrations } from "./migrate.ts";
import { type DeskOptions, damagedDesk, deskIn, type OpenedDesk, type Place } from "./opened-desk.ts";
import { copyForReading } from "./reading-copy.ts";
import { isInstalling } from "./share.ts";
import { isBusy, isDamage, isFull, isNotWritable, messageOf, unreadable } from "./sqlite-errors.ts";
import { takeWriterLock, writeNothing } from "./writer-lock.ts";

/**
 * Opens a desk's database, whatever is found in its folder: every outcome is a state with words for the person,
 * never an exception. Nothing is written to a file before it is known to be ours and not newer than this app.
 */
export async function openDesk(options: DeskOptions): Promise<OpenedDesk> {
  const { dataDir, clock } = options;
  const file = databaseFileOf(dataDir);
  let place: Place = { ...options, file, lock: null, installation: newInstallation(clock(), false) };
  try {
    mkdirSync(dataDir, { recursive: true });
    place = { ...place, installation: readInstallation(dataDir) ?? place.installation };
    const lock = takeWriterLock(dataDir);
    if (lock === "in-use") return deskIn(place, { state: "in-use" });
    if (lock === "not-writable") return openForReading(place);
    place = { ...place, lock };
    const found = lookAtDatabaseFile(file);
    const traces =
      found.kind !== "absent" || hasWalContent(file) || backupsInBrief(dataDir, clock()).count > 0;
    place = { ...place, installation: openInstallation(dataDir, clock(), traces) };
    return await openForWriting(place, found);
  } catch (error) {
    if (isNotWritable(error)) return openAfterAll(place, error);
    return stopped(place, error);
  }
}

async function openForWriting(place: Place, found: FoundFile): Promise<OpenedDesk> {
  const refusal = refusalOf(place, found);
  if (refusal !== null) return refusal;
  const { file, dataDir, migrations, clock, log } = place;
  let reader: ReadableDb | undefined;
  let writer: WritableDb | undefined;
  try {
    if (found.kind === "database") {
      reader = openReader(file);
      firstReads(reader);
      if (pendingMigrations(found.version, migrations).length > 0) {
        const { file: backup } = await makeBackup({ file, dataDir, now: clock() });
        log("backup-before-migration", { backup, from: found.version, to: newestVersion(migrations) });
      }
    }
    writer = openWriter(file, { mustExist: found.kind === "database" });
    writer.exec("BEGIN IMMEDIATE");
    writeNothing(writer);
    writer.exec("ROLLBACK");
    migrate(writer, migrations, ({ number, name }) => log("migrated", { number, name }));
    reader ??= openReader(file);
    const { installation } = place;
    const known = installation.databaseCreated && installation.damage === null;
    const opened = known
      ? place
      : {
          ...place,
          installation: saveInstallation(dataDir, { ...installation, databaseCreated: true, damage: null }),
        };
    const ready = hasPractice(reader) && !isInstalling(reader);
    return deskIn(opened, { state: ready ? "ready" : "first-run" }, { writer, reader });
  } catch (error) {
    // The writer first, as in `declareDamaged`.
    writer?.close();
    reader?.close();
    throw error;
  }
}

/** Where nothing may be written: reads work, from a copy, and nobody is promised a booking. */
function openForReading(place: Place): OpenedDesk {
  const found = lookAtDatabaseFile(place.file);
  const refusal = refusalOf(place, found);
  if (refusal !== null) return refusal;
  const reason: FoundProblem = mayWrite(place.dataDir) ? "database-not-writable" : "folder-not-writable";
  if (found.kind !== "database") return deskIn(place, { state: "failed", problem: reason, backups: [] });
  const copy = copyForReading(place.file);
  let reader: ReadableDb | undefined;
  try {
    const writer = openWriter(copy.file, { mustExist: true });
    try {
      migrate(writer, place.migrations);
    } finally {
      writer.close();
    }
    reader = openReader(copy.file);
    firstReads(reader);
    place.log("opened-for-reading", { reason });
    return deskIn(place, { state: "read-only", reason }, { reader, file: copy.file, onClose: copy.remove });
  } catch (error) {
    reader?.close();
    copy.remove();
    throw error;
  }
}

function openAfterAll(place: Place, error: unknown): OpenedDesk {
  place.log("not-writable", { error: messageOf(error) });
  try {
    return openForReading(place);
  } catch (second) {
    return stopped(place, second);
  }
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** What forbids opening the file that was found, or null. */
function refusalOf(place: Place, found: FoundFile): OpenedDesk | null {
  const { dataDir, installation } = place;
  const stop = (state: DatabaseState) => deskIn(place, state);
  if (found.kind === "damaged") return damagedDesk(place, found.problem);
  if (found.kind === "database") {
    const known = newestVersion(place.migrations);
    if (found.applicationId !== APPLICATION_ID) {
      const problem: FoundProblem = "other-programs-database";
      return stop({ state: "failed", problem, backups: listBackups(dataDir) });
    }
    return found.version > known ? stop({ state: "newer", found: found.version, known }) : null;
  }
  const { damage, databaseCreated } = installation;
  if (damage !== null) {
    const { problem, movedTo } = damage;
    return stop({ state: "damaged", problem, movedTo, backups: listBackups(dataDir) });
  }
  if (!databaseCreated) return null;
  const problem: FoundProblem = "database-missing";
  return stop({ state: "missing", problem, backups: listBackups(dataDir) });
}

function stopped(place: Place, error: unknown): OpenedDesk {
  if (isDamage(error)) return damagedDesk(place, unreadable(error).message);
  if (isBusy(error)) return deskIn(place, { state: "in-use" });
  const message = messageOf(error);
  place.log("database-not-opened", { error: message });
  const problem = isFull(error)
    ? ("disk-full" satisfies FoundProblem)
    : isNotWritable(error)
      ? ("folder-not-usable" satisfies FoundProblem)
      : withDetail("database-not-opened", message);
  return deskIn(place, { state: "failed", problem, backups: listBackups(place.dataDir) });
}
