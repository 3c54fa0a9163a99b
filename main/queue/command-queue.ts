import type { Priority } from "../../src/ipc/channel.ts";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import { err } from "../../src/result.ts";
import type { Clock } from "../../src/time/clock.ts";
import type { WritableDb } from "../db/connection.ts";
import { totalChanges } from "../db/statements.ts";
import {
  type Answer,
  answerToFault,
  type GroupResult,
  type Job,
  type Outcome,
  runGroup,
} from "./group-commit.ts";
import { QueueMeasurements } from "./measurements.ts";
import type { Fault } from "./storage-fault.ts";

/** More than a practice's desks could mean: beyond it the queue answers `busy` instead of growing. */
export const QUEUE_LIMIT = 20_000;
/** How long one transaction may collect commands, so that the window is never kept waiting noticeably. */
export const GROUP_BUDGET_MS = 4;
/** So long a command waits in all, in the queue and for a transient failure to pass; then that is said. */
export const RETRY_BOUND_MS = 2_000;
const FIRST_RETRY_MS = 10;
const LONGEST_RETRY_MS = 250;
const BUSY_HINT_MS = 500;

const ORDER: readonly Priority[] = ["booking", "staff", "remote", "housekeeping"];

type Waiting = Job & { priority: Priority; waitingSince: number; answer: (answer: Answer) => void };

export type QueueOptions = {
  db: WritableDb;
  clock: Clock;
  /** Logs an error that no code foresaw and returns the reference the person is given. Never logs client data. */
  onUnexpected: (name: string, error: unknown) => string;
  onStorage?: (state: "ok" | Exclude<Fault, "command" | "transient">) => void;
  onIdle?: () => void;
  onRefused?: (error: AnteroomError) => void;
};

/** The one writer: every command goes through here, to one connection, one after the other. */
export class CommandQueue {
  readonly measurements = new QueueMeasurements();
  readonly #options: QueueOptions;
  readonly #waiting = new Map<Priority, { jobs: Waiting[]; head: number }>(
    ORDER.map((priority) => [priority, { jobs: [], head: 0 }]),
  );
  /** Jobs of a group that failed whole: they are run again one by one before anything else. */
  #again: Waiting[] = [];
  #size = 0;
  #running = false;
  #closed = false;
  #idleWaiters: (() => void)[] = [];

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#size;
  }

  /** Answers after the commit that contains the command; a refusal waits for that commit too. */
  submit(priority: Priority, job: Job): Promise<Answer> {
    if (this.#closed) return Promise.resolve(err({ code: "not-ready" as const }));
    if (this.#size >= QUEUE_LIMIT) {
      this.measurements.refused("busy", this.#options.clock());
      return Promise.resolve(err({ code: "busy" as const, retryAfterMs: BUSY_HINT_MS }));
    }
    return new Promise((answer) => {
      const waiting = { name: job.name, run: job.run, priority, waitingSince: performance.now(), answer };
      this.#waiting.get(priority)?.jobs.push(waiting);
      this.#size++;
      this.#wake();
    });
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    if (this.#size === 0 && !this.#running) return;
    await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
  }

  /** Finishes what waits, then takes no more. */
  async close(): Promise<void> {
    await this.idle();
    this.#closed = true;
  }

  #wake(): void {
    if (this.#running) return;
    this.#running = true;
    // Not at once: what arrives in the same turn shares the commit.
    setImmediate(() => void this.#drain());
  }

  async #drain(): Promise<void> {
    while (this.#size > 0) {
      if (this.#again.length > 0) await this.#runAlone(this.#again.shift() as Waiting);
      else this.#runTogether();
      // Lets IPC and timers in between groups.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#running = false;
    for (const resolve of this.#idleWaiters.splice(0)) resolve();
    this.#options.onIdle?.();
  }

  #take(): Waiting | undefined {
    for (const priority of ORDER) {
      const lane = this.#waiting.get(priority);
      const job = lane?.jobs[lane.head];
      if (!lane || !job) continue;
      lane.head++;
      if (lane.head === lane.jobs.length || lane.head > 1_024) {
        lane.jobs.splice(0, lane.head);
        lane.head = 0;
      }
      return job;
    }
    return undefined;
  }

  #runTogether(): void {
    const started = performance.now();
    const ended = () => performance.now() - started > GROUP_BUDGET_MS;
    let first = true;
    const result = this.#run(() => {
      if (!first && ended()) return undefined;
      first = false;
      return this.#take();
    });
    if ("outcomes" in result) this.#settle(result.jobs, result.outcomes);
    else if (result.jobs.length > 0) this.#again.push(...result.jobs);
    // BEGIN itself failed: nothing was taken yet, so the first one waits it out alone.
    else this.#again.push(...[this.#take()].filter((job) => job !== undefined));
  }

  async #runAlone(job: Waiting): Promise<void> {
    for (let delay = FIRST_RETRY_MS; ; delay = Math.min(delay * 2, LONGEST_RETRY_MS)) {
      let taken = false;
      const result = this.#run(() => {
        if (taken) return undefined;
        taken = true;
        return job;
      });
      if ("outcomes" in result) return this.#settle([job], result.outcomes);
      if (result.fault !== "transient")
        return this.#settle([job], [{ answer: this.#answerFault(job, result) }]);
      // Reckoned from when it was asked: behind a lock, those who wait are not made to wait one after the other.
      if (performance.now() - job.waitingSince + delay > RETRY_BOUND_MS) {
        return this.#settle([job], [{ answer: err({ code: "busy" as const, retryAfterMs: BUSY_HINT_MS }) }]);
      }
      this.measurements.retries++;
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }

  #run(next: () => Waiting | undefined): GroupResult<Waiting> {
    const measured = (): Waiting | undefined => {
      const job = next();
      // What people wait for: the app's own work may wait as long as it likes.
      if (job?.priority === "booking" || job?.priority === "staff")
        this.measurements.wait.add(performance.now() - job.waitingSince);
      return job;
    };
    const started = performance.now();
    const before = totalChanges(this.#options.db);
    const result = runGroup(this.#options.db, measured, (job, error) => this.#unexpected(job, error));
    if ("outcomes" in result) {
      this.measurements.group(result.jobs.length);
      this.measurements.run.add((performance.now() - started) / Math.max(1, result.jobs.length));
      // A commit of nothing says nothing about the disk.
      const written =
        totalChanges(this.#options.db) > before && result.outcomes.some(({ answer }) => answer.ok);
      if (written) this.#options.onStorage?.("ok");
    }
    return result;
  }

  #unexpected(job: Job, error: unknown): Answer {
    return err({ code: "unexpected" as const, reference: this.#options.onUnexpected(job.name, error) });
  }

  #answerFault(job: Job, failed: { fault: Fault; error: unknown }): Answer {
    if (failed.fault === "command" || failed.fault === "transient")
      return this.#unexpected(job, failed.error);
    return answerToFault(failed.fault);
  }

  #settle(jobs: readonly Waiting[], outcomes: readonly Outcome[]): void {
    this.#size -= jobs.length;
    for (const [index, job] of jobs.entries()) {
      const outcome = outcomes[index];
      if (!outcome) throw new Error("a job without an outcome");
      this.measurements.done++;
      if (!outcome.answer.ok) this.#refused(outcome.answer.error);
      job.answer(outcome.answer);
    }
    for (const [index, { committed }] of outcomes.entries()) {
      try {
        committed?.();
      } catch (error) {
        // A window that cannot be told must not stop the queue: the commit stands.
        this.#options.onUnexpected(jobs[index]?.name ?? "", error);
      }
    }
  }

  #refused(error: AnteroomError): void {
    const { code } = error;
    this.#options.onRefused?.(error);
    this.measurements.refused(code, this.#options.clock());
    if (code === "storage-full") this.#options.onStorage?.("full");
    if (code === "read-only") this.#options.onStorage?.("read-only");
    if (code === "database-damaged") this.#options.onStorage?.("damaged");
  }
}
