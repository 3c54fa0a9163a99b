import type { Clock } from "../src/time/clock.ts";
import { releaseAllHolds } from "./commands/holds.ts";
import { type Effects, internalJob } from "./commands/run-command.ts";
import type { ReadableDb, WritableDb } from "./db/connection.ts";
import type { Log } from "./db/opened-desk.ts";
import { Housekeeping } from "./housekeeping.ts";
import { logged } from "./logged.ts";
import { CommandQueue, type QueueOptions } from "./queue/command-queue.ts";
import type { CreateWorker } from "./reader/lane.ts";
import { RefusalTally } from "./refusal-tally.ts";
import type { Secrets } from "./secrets-store.ts";
import { Supervisor } from "./sync/supervisor.ts";

/** What runs while a database is open for writing. */
export type Running = {
  readonly queue: CommandQueue;
  readonly supervisor: Supervisor;
  readonly refusals: RefusalTally;
  /** Something was done here: the windows are told, and then the other desks. */
  tell(effects: Effects): void;
  /** Returns when nothing of it works any more; what was asked of the queue is answered first. */
  stop(): Promise<void>;
};

export type RunningOptions = {
  readonly writer: WritableDb;
  readonly reader: ReadableDb;
  readonly file: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly createNetworkWorker: CreateWorker;
  readonly deskName: () => string;
  /** Before that there is no zone to reckon days in. */
  readonly isReady: () => boolean;
  /** False once a write has failed for want of space. */
  readonly mayWrite: () => boolean;
  readonly onStorage: NonNullable<QueueOptions["onStorage"]>;
  /** The windows are told what has changed, whoever changed it. */
  readonly tellWindows: (effects: Effects) => void;
  readonly tellSharing: () => void;
  /** Time has gone by: what depends on it may be different now. */
  readonly onMinute: () => void;
  /** A large copy from the server is on its way into the tables. */
  readonly onInstalling: () => void;
  /** A full copy from the server has been put into the tables. */
  readonly onInstalled: () => void;
};

/** The queue, the housekeeping and the line to the other desks, which hear of whatever the first two do. */
export function startRunning(options: RunningOptions): Running {
  const { writer, reader, file, clock, log, secrets, createNetworkWorker, deskName } = options;
  const refusals = new RefusalTally();
  const queue: CommandQueue = new CommandQueue({
    db: writer,
    clock,
    onUnexpected: (name, error) => logged(log, name, error),
    onStorage: options.onStorage,
    onIdle: () => housekeeping.idle(),
    onRefused: (error) => refusals.note(error, clock()),
  });
  const supervisor = new Supervisor({
    reader,
    file,
    queue,
    clock,
    secrets,
    createWorker: createNetworkWorker,
    deskName,
    log,
    tell: options.tellWindows,
    tellSharing: options.tellSharing,
    onInstalling: options.onInstalling,
    onInstalled: options.onInstalled,
  });
  const tell = (effects: Effects): void => {
    options.tellWindows(effects);
    supervisor.nudge();
  };
  const housekeeping = new Housekeeping({ db: writer, queue, clock, tell });
  void queue.submit("booking", internalJob("holds.release", clock, tell, releaseAllHolds));
  housekeeping.start(options.isReady, options.mayWrite, async () => {
    await refusals.write(queue, clock);
    options.onMinute();
  });
  supervisor.start();
  return {
    queue,
    supervisor,
    refusals,
    tell,
    async stop() {
      housekeeping.stop();
      await refusals.write(queue, clock);
      // Before the queue: what is under way is told that nothing more comes.
      await supervisor.close();
      await queue.close();
    },
  };
}
