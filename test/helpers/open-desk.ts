import { fileURLToPath } from "node:url";
import { migrationsOfFolder } from "../../main/db/migrations-of-folder.ts";
import { Desk } from "../../main/desk.ts";
import type { CreateWorker } from "../../main/reader/lane.ts";
import { workerFromSource } from "../../main/reader/worker-from-source.ts";
import { openSecrets, type Secrets } from "../../main/secrets-store.ts";
import { networkWorkerFromSource } from "../../main/worker/worker-from-source.ts";
import type { EventName, Events } from "../../src/ipc/contract.ts";
import { type Clock, systemClock } from "../../src/time/clock.ts";
import { removeFolder, temporaryFolder } from "./temporary-folder.ts";

export type ToldEvent = { [Name in EventName]: { name: Name; data: Events[Name] } }[EventName];
export type Logged = { event: string; details: Record<string, unknown> | undefined };

export type OpenDesk = {
  desk: Desk;
  dataDir: string;
  /** What the windows were told, oldest first. */
  told: ToldEvent[];
  logged: Logged[];
  /** Closes the desk; its folder goes too if it was made here. */
  close(): Promise<void>;
};

const sharedMigrations = migrationsOfFolder(
  fileURLToPath(new URL("../../migrations/shared", import.meta.url)),
);

type OpenOptions = {
  dataDir?: string;
  clock?: Clock;
  /** By default they last until the desk is closed, as on a computer without a keyring. */
  secrets?: Secrets;
  createNetworkWorker?: CreateWorker;
};

/** The desk as the app opens it, in plain Node: a real file, the real queue, real reader threads, a real worker. */
export async function openDesk(options: OpenOptions = {}): Promise<OpenDesk> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const told: ToldEvent[] = [];
  const logged: Logged[] = [];
  const log = (event: string, details?: Record<string, unknown>): void =>
    void logged.push({ event, details });
  const desk = await Desk.open({
    dataDir,
    migrations: migrationsOfFolder(),
    clock: options.clock ?? systemClock,
    createWorker: workerFromSource,
    log,
    tell: (name, data) => void told.push({ name, data } as ToldEvent),
    sharing: {
      createWorker: options.createNetworkWorker ?? networkWorkerFromSource,
      migrations: sharedMigrations,
      secrets: options.secrets ?? openSecrets(dataDir, null, log),
    },
  });
  const close = async (): Promise<void> => {
    await desk.close();
    if (options.dataDir === undefined) removeFolder(dataDir);
  };
  return { desk, dataDir, told, logged, close };
}
