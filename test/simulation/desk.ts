import { join } from "node:path";
import type { CommandName } from "../../main/commands/handler.ts";
import { releaseAllHolds } from "../../main/commands/holds.ts";
import { commandHandlers } from "../../main/commands/index.ts";
import { commandJob, internalJob } from "../../main/commands/run-command.ts";
import type { Caller } from "../../main/commands/unit-of-work.ts";
import { openWriter, type WritableDb } from "../../main/db/connection.ts";
import { constraintsMissing, probe } from "../../main/db/self-check.ts";
import { type Answer, type GroupResult, type Job, runGroup } from "../../main/queue/group-commit.ts";
import type { Secrets } from "../../main/secrets-store.ts";
import { contract, type Input } from "../../src/ipc/contract.ts";
import { err } from "../../src/result.ts";
import { SCHEMA } from "../../src/sync/protocol.ts";
import { Died, dieAfter, liveOn } from "./dying.ts";
import { copyDatabase, removeDatabase } from "./files.ts";

/** More pages than any of these databases comes to: the disk has room again. */
const PAGES_OF_A_ROOMY_DISK = 1_000_000;

export type Ran = { readonly died: true } | { readonly died: false; readonly group: GroupResult<Job> };
export type Said = { readonly died: true } | { readonly died: false; readonly answer: Answer };

/** What a desk keeps outside its database: a copy of the database alone has none of it. */
export type Keyring = Map<string, string>;

export type DeskOptions = {
  readonly name: string;
  readonly folder: string;
  readonly keyring: Keyring;
  /** Which database it starts with. */
  readonly from: string;
  readonly now: () => number;
  /** An error that no code foresaw: always a violation. */
  readonly unexpected: (name: string, error: unknown) => void;
};

/** One desk: the real engine on a real file, in a process that can die between any two statements. */
export class SimulatedDesk {
  readonly name: string;
  readonly keyring: Keyring;
  db: WritableDb;
  /** Seconds by which its clock is wrong; changes when somebody sets it. */
  skew = 0;
  online = true;
  lost = false;
  /** The version of the protocol that its app speaks. */
  schema = SCHEMA;
  hasBackup = false;
  /** Since it was last checked. */
  touched = true;
  /** Which start of the app this is: answers to questions of an earlier one reach nobody. */
  start = 1;
  diskFull = false;
  readonly #options: DeskOptions;
  readonly #handlers;
  #file: string;
  #files = 0;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.name = options.name;
    this.keyring = options.keyring;
    this.#handlers = commandHandlers((db) => constraintsMissing(db).length === 0 && probe(db));
    this.#file = this.#nextFile();
    copyDatabase(options.from, this.#file);
    this.db = this.#open();
  }

  /** The time as this desk has it. */
  readonly clock = (): number => this.#options.now() + this.skew;

  /** A window of this start of the app. */
  caller(window: number): Caller {
    return { window: `${this.name}/${this.start}/${window}`, actor: `${this.name}, window ${window}` };
  }

  commandJob<Name extends CommandName>(name: Name, input: Input<Name>, window: number): Job {
    const parsed = contract[name].input.parse(input);
    return commandJob(
      this.#handlers,
      name,
      parsed as never,
      this.caller(window),
      this.clock,
      () => undefined,
    );
  }

  get file(): string {
    return this.#file;
  }

  get secrets(): Secrets {
    const { keyring } = this;
    return {
      forSession: false,
      read: (name) => Promise.resolve(keyring.get(name) ?? null),
      write: (name, value) => Promise.resolve(void keyring.set(name, value)),
      remove: (name) => Promise.resolve(void keyring.delete(name)),
    };
  }

  /** Runs a command as the queue does. Dies on the way if that was arranged. */
  say(job: Job): Said {
    const ran = this.run([job]);
    if (ran.died) return ran;
    const { group } = ran;
    if ("outcomes" in group) return { died: false, answer: group.outcomes[0]?.answer as Answer };
    if (group.fault !== "full") this.#options.unexpected(job.name, group.error);
    return { died: false, answer: err({ code: "storage-full" }) };
  }

  /** Runs jobs in one group commit. */
  run(jobs: readonly Job[]): Ran {
    this.touched = true;
    const unexpected = (job: Job, error: unknown): Answer => {
      this.#options.unexpected(job.name, error);
      return err({ code: "unexpected", reference: "" });
    };
    try {
      const group = runGroup(this.db, onceOf(...jobs), unexpected);
      if (!("error" in group && group.error instanceof Died)) return { died: false, group };
    } catch (error) {
      if (!(error instanceof Died)) throw error;
    }
    this.restart();
    return { died: true };
  }

  /** Lets the process die at one of the next statements; `survive` calls it off. */
  dieAfter(statements: number): void {
    dieAfter(this.db, statements);
  }

  survive(): void {
    liveOn(this.db);
  }

  /** The power goes and comes back: what was not committed is gone, and nobody waits for answers any more. */
  restart(): void {
    const before = this.#file;
    this.#file = this.#nextFile();
    copyDatabase(before, this.#file);
    this.#reopen(before);
  }

  /** Its database as it is now, for a backup or for a second machine. */
  copyTo(file: string): void {
    copyDatabase(this.#file, file);
  }

  /** A newer version of the app is put in its place. */
  update(schema: number): void {
    if (schema === this.schema) return;
    this.schema = schema;
    this.restart();
  }

  /** Somebody puts an older copy in the place of its database. */
  replaceBy(file: string): void {
    const before = this.#file;
    this.#file = this.#nextFile();
    copyDatabase(file, this.#file);
    this.#reopen(before);
  }

  fillDisk(): void {
    this.diskFull = true;
    this.db.pragma(`max_page_count = ${this.db.pragma("page_count", { simple: true })}`);
  }

  emptyDisk(): void {
    this.diskFull = false;
    this.db.pragma(`max_page_count = ${PAGES_OF_A_ROOMY_DISK}`);
  }

  close(): void {
    this.db.close();
    removeDatabase(this.#file);
  }

  #nextFile(): string {
    this.#files += 1;
    return join(this.#options.folder, `${this.name.replaceAll(" ", "-")}-${this.#files}.db`);
  }

  #reopen(before: string): void {
    this.db.close();
    removeDatabase(before);
    this.start += 1;
    this.diskFull = false;
    this.db = this.#open();
  }

  /** As the app starts: no window of an earlier start can hold anything. */
  #open(): WritableDb {
    const db = openWriter(this.#file, { mustExist: true });
    const release = internalJob("holds.release", this.clock, () => undefined, releaseAllHolds);
    const started = runGroup(db, onceOf(release), (_job, error) => {
      throw error;
    });
    if (!("outcomes" in started)) throw started.error;
    return db;
  }
}

const onceOf =
  (...jobs: Job[]): (() => Job | undefined) =>
  () =>
    jobs.shift();
