import type { Worker, WorkerOptions } from "node:worker_threads";
import type { Message, Request, TaskName, Tasks } from "./messages.ts";
import { ServerTrouble } from "./trouble.ts";

const FIRST_BACKOFF_MS = 50;
const LONGEST_BACKOFF_MS = 10_000;
/** So long a worker may take to say goodbye to the server. */
const CLOSE_WITHIN_MS = 500;
/** More than ever ask at once: an exchange, the hints, and a person or two in the settings. */
const MOST_WAITING = 32;

export type NetworkOptions = {
  readonly createWorker: (options: WorkerOptions) => Worker;
  readonly log: (event: string, details?: Record<string, unknown>) => void;
  readonly onHint: () => void;
};

type Waiting = { resolve: (value: never) => void; reject: (error: ServerTrouble) => void };

/**
 * The main thread's end of the background worker. It is started when first asked, and again, ever later, after it
 * died; who waited for it then hears of a broken line, and sends the same again as after any other.
 */
export class Network {
  readonly #options: NetworkOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;
  #deaths = 0;
  #notBefore = 0;
  #closed = false;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /** Rejects with a ServerTrouble. */
  ask<Name extends TaskName>(task: Name, input: Tasks[Name]["input"]): Promise<Tasks[Name]["output"]> {
    if (this.#closed) return Promise.reject(new ServerTrouble("interrupted", "sharing was stopped"));
    const resting = this.#worker === undefined && performance.now() < this.#notBefore;
    if (resting || this.#waiting.size >= MOST_WAITING) {
      return Promise.reject(new ServerTrouble("interrupted", "the background worker is not ready"));
    }
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      this.#worker ??= this.#start();
      this.#worker.postMessage({ id: this.#lastId, task, input } as Request, []);
      this.#waiting.set(this.#lastId, { resolve, reject });
    });
  }

  /** Who waits is told at once; returns when the thread has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#rejectAll("sharing was stopped");
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    worker.postMessage({ close: true }, []);
    const timer = setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  }

  #start(): Worker {
    const worker = this.#options.createWorker({});
    worker.on("message", (message: Message) => this.#take(message));
    worker.on("error", (error) => this.#options.log("background-worker-failed", { error: error.message }));
    worker.on("exit", (exitCode) => this.#died(exitCode));
    return worker;
  }

  #take(message: Message): void {
    if ("hint" in message) {
      this.#options.onHint();
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    this.#deaths = 0;
    if (message.ok) waiting?.resolve(message.value as never);
    else waiting?.reject(new ServerTrouble(message.problem, message.detail));
  }

  #died(exitCode: number): void {
    this.#worker = undefined;
    if (this.#closed) return;
    this.#deaths += 1;
    const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** (this.#deaths - 1), LONGEST_BACKOFF_MS);
    this.#notBefore = performance.now() + backoffMs;
    this.#options.log("background-worker-ended", { exitCode, deaths: this.#deaths, backoffMs });
    this.#rejectAll("the background worker ended");
  }

  #rejectAll(detail: string): void {
    for (const { reject } of this.#waiting.values()) reject(new ServerTrouble("interrupted", detail));
    this.#waiting.clear();
  }
}
