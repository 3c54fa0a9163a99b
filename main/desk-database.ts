import type { DatabaseState } from "../src/ipc/views.ts";
import type { ReadableDb, WritableDb } from "./db/connection.ts";
import { openDesk } from "./db/open.ts";
import type { DeskOptions, OpenedDesk } from "./db/opened-desk.ts";
import type { CreateWorker } from "./reader/lane.ts";
import { type Reader, startReader } from "./reader/reader.ts";
import type { Running } from "./running.ts";

export type ReaderOptions = DeskOptions & { createWorker: CreateWorker };

/** What is done to the closed files of a database. */
export type ChangeFiles = (dataDir: string, now: number) => void;

/** What a desk does when its database comes and goes. */
export type DatabaseHooks = {
  /** It can be read, and perhaps written. */
  readonly onOpen: (writable: boolean) => void;
  /** Starts what works on a database that can be written. */
  readonly run: (writer: WritableDb, reader: ReadableDb, file: string) => Running;
  readonly onStop: () => void;
  /** The state is another one now. */
  readonly onChange: () => void;
};

/** A desk's database from one opening to the next: what is there of it, what works on it, and how both end. */
export class DeskDatabase {
  readonly #options: ReaderOptions;
  readonly #hooks: DatabaseHooks;
  #opened: OpenedDesk;
  #state: DatabaseState;
  #threads: Reader | undefined;
  #running: Running | undefined;
  #reopening: Promise<void> | undefined;

  constructor(options: ReaderOptions, hooks: DatabaseHooks, opened: OpenedDesk) {
    this.#options = options;
    this.#hooks = hooks;
    this.#opened = opened;
    this.#state = opened.state;
  }

  get state(): DatabaseState {
    return this.#state;
  }

  get opened(): OpenedDesk {
    return this.#opened;
  }

  /** For long reads, while it can be read at all. */
  get threads(): Reader | undefined {
    return this.#threads;
  }

  /** While it can be written. */
  get running(): Running | undefined {
    return this.#running;
  }

  become(state: DatabaseState): void {
    this.#state = state;
    this.#hooks.onChange();
  }

  start(): void {
    const { writer, reader, file } = this.#opened;
    const { log, dataDir, createWorker } = this.#options;
    if (!reader) return;
    this.#threads = startReader({ file, dataDir, createWorker, log });
    this.#hooks.onOpen(writer !== null);
    if (writer) this.#running = this.#hooks.run(writer, reader, file);
  }

  async declareDamaged(problem: string): Promise<void> {
    if (this.#state.state === "damaged") return;
    this.#state = { state: "damaged", problem, movedTo: null, backups: [] };
    await this.#stop();
    this.#opened = this.#opened.declareDamaged(problem);
    this.become(this.#opened.state);
  }

  /**
   * Stops, lets `change` work on the closed files, and opens again. Whoever asks meanwhile waits for the one that
   * is under way: a second restore would take the place of what the first one has just opened.
   */
  reopen(change: ChangeFiles): Promise<void> {
    this.#reopening ??= this.#reopen(change).finally(() => {
      this.#reopening = undefined;
    });
    return this.#reopening;
  }

  /** As `reopen`, for a sound database, which has to be closed before its files are moved. */
  replace(change: ChangeFiles): Promise<void> {
    return this.reopen((dataDir, now) => {
      this.#opened.close();
      change(dataDir, now);
    });
  }

  async close(): Promise<void> {
    await this.#stop();
    this.#opened.close();
  }

  async #reopen(change: ChangeFiles): Promise<void> {
    await this.#stop();
    try {
      change(this.#options.dataDir, this.#options.clock());
    } finally {
      this.#opened.close();
      this.#opened = await openDesk(this.#options);
      this.#state = this.#opened.state;
      this.start();
      this.#hooks.onChange();
    }
  }

  async #stop(): Promise<void> {
    this.#hooks.onStop();
    const running = this.#running;
    this.#running = undefined;
    await running?.stop();
    await this.#threads?.close();
    this.#threads = undefined;
  }
}
