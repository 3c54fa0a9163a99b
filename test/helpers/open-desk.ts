import { migrationsOfFolder } from "../../main/db/migrations-of-folder.ts";
import { Desk } from "../../main/desk.ts";
import { workerFromSource } from "../../main/reader/worker-from-source.ts";
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

/** The desk as the app opens it, in plain Node: a real file, the real queue, real reader threads. */
export async function openDesk(options: { dataDir?: string; clock?: Clock } = {}): Promise<OpenDesk> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const told: ToldEvent[] = [];
  const logged: Logged[] = [];
  const desk = await Desk.open({
    dataDir,
    migrations: migrationsOfFolder(),
    clock: options.clock ?? systemClock,
    createWorker: workerFromSource,
    log: (event, details) => void logged.push({ event, details }),
    tell: (name, data) => void told.push({ name, data } as ToldEvent),
  });
  const close = async (): Promise<void> => {
    await desk.close();
    if (options.dataDir === undefined) removeFolder(dataDir);
  };
  return { desk, dataDir, told, logged, close };
}
