import type { Clock } from "../src/time/clock.ts";
import { extendSeries } from "./commands/block-series.ts";
import { releaseExpiredHolds } from "./commands/holds.ts";
import { type Effects, internalJob } from "./commands/run-command.ts";
import type { UnitOfWork } from "./commands/unit-of-work.ts";
import { openSeries } from "./db/blocks.ts";
import type { WritableDb } from "./db/connection.ts";
import { trimOutbox } from "./db/records.ts";
import { forgetRefusals } from "./db/refusal-counts.ts";
import { forgetAccepted, REQUEST_MEMORY_SECONDS, tryToWrite } from "./db/requests.ts";
import { endShareLeftBefore, keepsCopies, lastHeardAt } from "./db/share.ts";
import { sql } from "./db/statements.ts";
import { forgetSeen } from "./db/sync-records.ts";
import type { CommandQueue } from "./queue/command-queue.ts";

const HOLDS_EVERY_MS = 10_000;
const MINUTE_MS = 60_000;
const RECORDS_EVERY_MS = 3_600_000;
/** So long ops are kept for which nobody waits: without a shared server, or once all have seen them in the feed. */
const KEPT_SECONDS = 30 * 86_400;
/** So long a desk that has left its practice may come back with all that it did alone: a year. */
export const LEFT_KEPT_SECONDS = 366 * 86_400;
/** Longer than anything is compared with: see src/health/refusal-jump.ts. */
const REFUSALS_KEPT_SECONDS = 90 * 86_400;
const CHECKPOINT_AFTER_IDLE_MS = 200;
const CHECKPOINT_FROM_PAGES = 256;
/** 64 MB of log: from here on it is done although somebody waits, or it would grow without end. */
const CHECKPOINT_AT_PAGES = 16_384;

/** Forgets what nobody asks for any more. */
export function trimRecords({ db, now }: Pick<UnitOfWork, "db" | "now">): void {
  endShareLeftBefore(db, now - LEFT_KEPT_SECONDS);
  // Of a shared practice an op waits until the feed names it, however long that takes.
  if (!keepsCopies(db)) trimOutbox(db, now - KEPT_SECONDS);
  // While a desk is away, the server may be put back to a copy of the time when it was there.
  forgetSeen(db, lastHeardAt(db, now) - KEPT_SECONDS);
  forgetRefusals(db, now - REFUSALS_KEPT_SECONDS);
  forgetAccepted(db, now - REQUEST_MEMORY_SECONDS);
}

/** What has to be done from time to time: through the same queue, below everything a person does. */
export class Housekeeping {
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #db: WritableDb;
  readonly #queue: CommandQueue;
  readonly #clock: Clock;
  readonly #tell: (effects: Effects) => void;
  #checkpoint: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: {
    db: WritableDb;
    queue: CommandQueue;
    clock: Clock;
    tell: (effects: Effects) => void;
  }) {
    this.#db = options.db;
    this.#queue = options.queue;
    this.#clock = options.clock;
    this.#tell = options.tell;
  }

  /** `isSetUp`: before that there is no zone to reckon days in. `mayWrite`: false once a write has failed for want of space. */
  start(isSetUp: () => boolean, mayWrite: () => boolean, onMinute: () => Promise<void>): void {
    const holds = (): void => {
      this.#do("holds.expire", releaseExpiredHolds);
      if (!mayWrite()) this.#do("storage.try", (unit) => tryToWrite(unit.db));
    };
    const records = (): void => {
      // One by one, so that a booking waits for one series at most.
      for (const { id } of isSetUp() ? openSeries(this.#db) : [])
        this.#do("blocks.extend", (unit) => extendSeries(unit, id));
      this.#do("records.trim", trimRecords);
    };
    this.#timers.push(setInterval(() => void onMinute(), MINUTE_MS));
    this.#timers.push(setInterval(holds, HOLDS_EVERY_MS), setInterval(records, RECORDS_EVERY_MS));
    records();
  }

  /** Called when the queue has run dry: then nobody waits for what a checkpoint takes. */
  idle(): void {
    // A queue that closes runs dry once more, when the connection is about to go.
    if (this.#stopped) return;
    this.#checkpoint ??= setTimeout(() => {
      this.#checkpoint = undefined;
      // Not idle after all: the queue calls again when it is.
      const least = this.#queue.waiting > 0 ? CHECKPOINT_AT_PAGES : CHECKPOINT_FROM_PAGES;
      try {
        if (this.#walPages() >= least) sql(this.#db, "PRAGMA wal_checkpoint(PASSIVE)").all();
      } catch {
        // A full disk or a lock: the commits are safe in the -wal, and the next idle moment tries again.
      }
    }, CHECKPOINT_AFTER_IDLE_MS);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#checkpoint);
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** NOOP mode: counts without copying. */
  #walPages(): number {
    const row = sql<{ log: number; checkpointed: number }>(this.#db, "PRAGMA wal_checkpoint(NOOP)").get();
    return row ? row.log - row.checkpointed : 0;
  }

  #do(name: string, work: Parameters<typeof internalJob>[3]): void {
    void this.#queue.submit("housekeeping", internalJob(name, this.#clock, this.#tell, work));
  }
}
