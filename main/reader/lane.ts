import type { Worker, WorkerOptions } from "node:worker_threads";
import type { Question, Reply } from "./answering.ts";
import type { ReaderContext } from "./long-query.ts";

/** `busy`: too many wait. `transient`: the thread died of it twice. `closed`. Else the code of what SQLite threw. */
export class ReaderError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export type CreateWorker = (options: WorkerOptions) => Worker;
export type LaneOptions = {
  createWorker: CreateWorker;
  context: ReaderContext;
  /** How many may wait before further ones are told `busy`. */
  limit: number;
  log: (event: string, details?: Record<string, unknown>) => void;
};

const FIRST_BACKOFF_MS = 50;
const LONGEST_BACKOFF_MS = 5_000;
/** A question whose thread died is asked once more: it may have died of something else. */
const ATTEMPTS = 2;

type Waiting = {
  question: Question;
  attempts: number;
  resolve: (value: unknown) => void;
  reject: (error: ReaderError) => void;
};

/** One thread and those who wait for it. It is started when first asked, and again after it died. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #waiting: Waiting[] = [];
  #asked: Waiting | undefined;
  #worker: Worker | undefined;
  #restart: NodeJS.Timeout | undefined;
  #deaths = 0;
  #lastId = 0;
  #closed = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  ask(name: string, input: unknown): Promise<unknown> {
    if (this.#closed) return Promise.reject(new ReaderError("closed", "the reader is closed"));
    if (this.#waiting.length >= this.#options.limit) {
      return Promise.reject(new ReaderError("busy", `${this.#waiting.length} questions wait already`));
    }
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      this.#waiting.push({ question: { id: this.#lastId, name, input }, attempts: 0, resolve, reject });
      this.#next();
    });
  }

  /** Returns when the thread has ended and its connection is closed. Who waits is told `closed`. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#restart);
    const left = [this.#asked, ...this.#waiting.splice(0)];
    this.#asked = undefined;
    for (const waiting of left) waiting?.reject(new ReaderError("closed", "the reader was closed"));
    await this.#worker?.terminate();
  }

  /** One at a time: should the thread die, only the question that it was at is in doubt. */
  #next(): void {
    if (this.#closed || this.#asked !== undefined || this.#restart !== undefined) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    this.#asked = waiting;
    waiting.attempts += 1;
    try {
      this.#worker ??= this.#start();
      this.#worker.postMessage(waiting.question, []);
    } catch (error) {
      // Input that cannot be copied between threads.
      this.#asked = undefined;
      waiting.reject(new ReaderError("unexpected", String(error)));
      this.#next();
    }
  }

  #start(): Worker {
    const worker = this.#options.createWorker({ workerData: this.#options.context });
    worker.on("message", (reply: Reply) => this.#take(reply));
    worker.on("error", (error) => this.#options.log("reader-thread-failed", { error: error.message }));
    worker.on("exit", (exitCode) => this.#died(exitCode));
    return worker;
  }

  #take(reply: Reply): void {
    const asked = this.#asked;
    if (asked?.question.id !== reply.id) return;
    this.#asked = undefined;
    this.#deaths = 0;
    if (reply.ok) asked.resolve(reply.value);
    else asked.reject(new ReaderError(reply.code, reply.message));
    this.#next();
  }

  #died(exitCode: number): void {
    this.#worker = undefined;
    if (this.#closed) return;
    this.#deaths += 1;
    const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** (this.#deaths - 1), LONGEST_BACKOFF_MS);
    this.#options.log("reader-thread-ended", { exitCode, deaths: this.#deaths, backoffMs });
    const asked = this.#asked;
    this.#asked = undefined;
    if (asked !== undefined) {
      if (asked.attempts < ATTEMPTS) this.#waiting.unshift(asked);
      else
        asked.reject(new ReaderError("transient", `the reader thread ended during ${asked.question.name}`));
    }
    this.#restart = setTimeout(() => {
      this.#restart = undefined;
      this.#next();
    }, backoffMs);
  }
}
