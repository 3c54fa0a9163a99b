import type { DatabaseState } from "../../src/ipc/views.ts";
import type { Clock } from "../../src/time/clock.ts";
import { listBackups } from "./backups.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { type Installation, saveInstallation } from "./installation.ts";
import type { Migration } from "./migrate.ts";
import { setAside } from "./set-aside.ts";
import { messageOf } from "./sqlite-errors.ts";
import type { WriterLock } from "./writer-lock.ts";

export type Log = (event: string, details?: Record<string, unknown>) => void;

export type DeskOptions = { dataDir: string; migrations: readonly Migration[]; clock: Clock; log: Log };

export type OpenedDesk = {
  readonly state: DatabaseState;
  /** Null unless the state is `ready` or `first-run`. For the command queue alone. */
  readonly writer: WritableDb | null;
  readonly reader: ReadableDb | null;
  /** What a reader thread opens: the database, or the copy that a read-only desk reads from. */
  readonly file: string;
  readonly installation: Installation;
  /**
   * For damage that shows later: by a full check, or as SQLITE_CORRUPT from any query. Close the reader threads
   * first. Closes the database, moves its files aside and answers the desk that waits for a restore.
   */
  declareDamaged(problem: string): OpenedDesk;
  /** Close the reader threads first. Lets another process open the data folder. */
  close(): void;
};

/** What stays the same however opening ends. */
export type Place = DeskOptions & {
  readonly file: string;
  readonly lock: WriterLock | null;
  readonly installation: Installation;
};

type Connections = {
  writer?: WritableDb;
  reader?: ReadableDb;
  /** Where the reader reads, if not from the database itself. */
  file?: string;
  onClose?: () => void;
};

export function deskIn(place: Place, state: DatabaseState, connections: Connections = {}): OpenedDesk {
  const { writer, reader, file = place.file, onClose } = connections;
  return {
    state,
    writer: writer ?? null,
    reader: reader ?? null,
    file,
    installation: place.installation,
    declareDamaged(problem) {
      // The writer first: the last one to close would otherwise write the -wal into a broken database.
      writer?.close();
      reader?.close();
      onClose?.();
      return damagedDesk(place, problem);
    },
    close() {
      // The reader first: the writer then leaves one whole file without companions.
      reader?.close();
      writer?.close();
      onClose?.();
      place.lock?.release();
    },
  };
}

/** Moves the database's files aside and remembers it, so that the person sees the same after a restart. */
export function damagedDesk(place: Place, problem: string): OpenedDesk {
  const { dataDir, clock, log } = place;
  let movedTo: string | null = null;
  let installation = place.installation;
  try {
    movedTo = setAside(dataDir, "damaged", clock());
    const damage = { at: clock(), problem, movedTo };
    installation = saveInstallation(dataDir, { ...installation, databaseCreated: true, damage });
  } catch (error) {
    log("damaged-database-not-moved", { error: messageOf(error) });
  }
  log("database-damaged", { problem, movedTo });
  return deskIn(
    { ...place, installation },
    { state: "damaged", problem, movedTo, backups: listBackups(dataDir) },
  );
}
