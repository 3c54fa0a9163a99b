import type { ChannelName, EventName, Events } from "../src/ipc/contract.ts";
import type { FoundProblem } from "../src/ipc/found.ts";
import type { DatabaseState, HealthView } from "../src/ipc/views.ts";
import { err } from "../src/result.ts";
import type { Clock } from "../src/time/clock.ts";
import { Answers } from "./answers.ts";
import { releaseHoldsOfWindow } from "./commands/holds.ts";
import { type Effects, internalJob } from "./commands/run-command.ts";
import type { Caller } from "./commands/unit-of-work.ts";
import type { ReadableDb, WritableDb } from "./db/connection.ts";
import type { Migration } from "./db/migrate.ts";
import { openDesk } from "./db/open.ts";
import type { Log, OpenedDesk } from "./db/opened-desk.ts";
import { constraintsMissing, probe } from "./db/self-check.ts";
import { DEFAULT_DESK_NAME, deskNameOf, readSettings } from "./db/settings.ts";
import { isInstalling } from "./db/share.ts";
import { isDamage, messageOf } from "./db/sqlite-errors.ts";
import { type ChangeFiles, type DatabaseHooks, DeskDatabase } from "./desk-database.ts";
import { Health } from "./health.ts";
import { healthView } from "./health-view.ts";
import type { Answer, Backend } from "./ipc/router.ts";
import type { CommandQueue } from "./queue/command-queue.ts";
import type { CreateWorker } from "./reader/lane.ts";
import { type Running, startRunning } from "./running.ts";
import type { Secrets } from "./secrets-store.ts";
import { Sharing } from "./sync/sharing.ts";
import type { Supervisor } from "./sync/supervisor.ts";
import { Upkeep } from "./upkeep.ts";
import type { SharedMigration } from "./worker/postgres/migrate-shared.ts";

export type DeskOptions = {
  dataDir: string;
  migrations: readonly Migration[];
  clock: Clock;
  log: Log;
  /** The reader threads are started differently in the built app and in plain Node. */
  createWorker: CreateWorker;
  tell: <Name extends EventName>(event: Name, data: Events[Name]) => void;
  sharing: {
    /** The background worker, which alone knows the network. */
    createWorker: CreateWorker;
    /** The shared server's, for whoever prepares one. */
    migrations: readonly SharedMigration[];
    secrets: Secrets;
  };
};

/** One desk's data and everything that works on it. It knows nothing of windows or of Electron. */
export class Desk implements Pick<Backend, "state" | "command" | "query"> {
  readonly health: Health;
  readonly sharing: Sharing;
  readonly #options: DeskOptions;
  readonly #answers: Answers;
  readonly #upkeep: Upkeep;
  readonly #database: DeskDatabase;
  readonly #openedAt: number;
  #deskName = DEFAULT_DESK_NAME;
  #alerts = "";
  #rejected: () => Record<string, number> = () => ({});

  private constructor(options: DeskOptions, opened: OpenedDesk) {
    this.#options = options;
    this.#openedAt = options.clock();
    const { dataDir, clock, log, tell } = options;
    this.health = new Health(clock);
    this.#answers = new Answers({
      clock,
      prove: (db) => this.health.proved({ missing: constraintsMissing(db), probeRefused: probe(db) }),
      health: (db) => this.#healthView(db),
    });
    this.#upkeep = new Upkeep({
      dataDir,
      clock,
      log,
      health: this.health,
      threads: () => this.#database.running && this.#database.threads,
      isReady: () => this.state.state === "ready",
      onDamage: (problem) => this.declareDamaged(problem),
      tell: () => tell("health-changed", {}),
    });
    this.sharing = new Sharing(this, options.sharing.migrations);
    const hooks: DatabaseHooks = {
      onOpen: (writable) => {
        this.health.storage = writable ? "ok" : "read-only";
        this.#readDeskName();
      },
      run: (...connections) => this.#run(...connections),
      onStop: () => this.#upkeep.stop(),
      onChange: () => tell("app-changed", {}),
    };
    this.#database = new DeskDatabase(options, hooks, opened);
    this.#database.start();
  }

  static async open(options: DeskOptions): Promise<Desk> {
    return new Desk(options, await openDesk(options));
  }

  get state(): DatabaseState {
    return this.#database.state;
  }

  get deskId(): string {
    return this.#database.opened.installation.deskId;
  }

  /** Kept at hand, because every call of every window names it. */
  get deskName(): string {
    return this.#deskName;
  }

  get queue(): CommandQueue | undefined {
    return this.#database.running?.queue;
  }

  get reader(): ReadableDb | null {
    return this.#database.opened.reader;
  }

  get supervisor(): Supervisor | undefined {
    return this.#database.running?.supervisor;
  }

  /** Where the health view finds the calls that the router turned away. */
  countRejections(rejected: () => Record<string, number>): void {
    this.#rejected = rejected;
  }

  async command(name: ChannelName, input: unknown, caller: Caller): Promise<Answer> {
    const { running } = this.#database;
    if (!running || this.#isInstalling()) return err({ code: "not-ready" });
    const answer = await this.#answers.command(name, input, caller, running);
    if (name === "practice.set-up" && answer.ok) this.#database.become({ state: "ready" });
    if (name === "settings.change" && answer.ok) this.settingsChanged();
    if (name === "health.check") {
      await this.#upkeep.countOverlaps();
      const byPerson = caller.window !== "";
      void running.supervisor.checkPractice(byPerson).then(() => this.#options.tell("health-changed", {}));
    }
    return answer;
  }

  async query(name: ChannelName, input: unknown, caller: Caller): Promise<Answer> {
    try {
      const from = { reader: this.reader, threads: this.#database.threads };
      return await this.#answers.query(name, input, caller, from);
    } catch (error) {
      if (!isDamage(error)) throw error;
      await this.declareDamaged(messageOf(error));
      return err({ code: "database-damaged" });
    }
  }

  /** The desk may be called something else now. */
  settingsChanged(): void {
    const before = this.#deskName;
    this.#readDeskName();
    if (this.#deskName === before) return;
    this.supervisor?.renamed();
    // Also where no window asked for it: a desk that joins takes a name that is free.
    this.#options.tell("records-changed", { records: "settings" });
  }

  /** A window closed or crashed: nobody is on the phone there any more. */
  releaseWindow(window: string): void {
    const { running } = this.#database;
    if (!running) return;
    const release = internalJob("holds.release", this.#options.clock, running.tell, (unit) =>
      releaseHoldsOfWindow(unit, window),
    );
    void running.queue.submit("booking", release);
  }

  readonly makeBackup = (): Promise<Answer> => this.#upkeep.makeBackup();

  readonly declareDamaged = (problem: string): Promise<void> => this.#database.declareDamaged(problem);

  readonly reopen = (change: ChangeFiles): Promise<void> => this.#database.reopen(change);

  readonly replaceDatabase = (change: ChangeFiles): Promise<void> => this.#database.replace(change);

  readonly close = (): Promise<void> => this.#database.close();

  #run(writer: WritableDb, reader: ReadableDb, file: string): Running {
    const { clock, log } = this.#options;
    const { secrets, createWorker: createNetworkWorker } = this.#options.sharing;
    this.#upkeep.start();
    return startRunning({
      writer,
      reader,
      file,
      clock,
      log,
      secrets,
      createNetworkWorker,
      deskName: () => this.#deskName,
      isReady: () => this.state.state === "ready",
      mayWrite: () => this.health.storage === "ok",
      onMinute: () => this.#lookForAlerts(),
      onStorage: (state) => this.#storageIs(state),
      tellWindows: this.#tellWindows,
      tellSharing: () => this.#options.tell("sharing-changed", {}),
      onInstalling: () => this.#database.become({ state: "first-run" }),
      onInstalled: () => this.state.state === "first-run" && this.#database.become({ state: "ready" }),
    });
  }

  /** What a start proves once the window is up: the guarantee, the whole file, and that a backup exists. */
  async proveInBackground(): Promise<void> {
    if (!this.#database.running) return;
    await this.command("health.check", {}, { window: "", actor: "Anteroom" });
    await this.#upkeep.checkWhole();
  }

  /** The tables are being filled with another practice's rows, and until then are nobody's. */
  #isInstalling(): boolean {
    return this.state.state === "first-run" && this.reader !== null && isInstalling(this.reader);
  }

  #readDeskName(): void {
    if (this.reader) this.#deskName = deskNameOf(readSettings(this.reader));
  }

  #storageIs(state: "ok" | "full" | "read-only" | "damaged"): void {
    if (state === "damaged") {
      void this.declareDamaged("database-damaged" satisfies FoundProblem);
      return;
    }
    if (this.health.storage === state) return;
    this.health.storage = state;
    this.#options.tell("health-changed", {});
  }

  /** Windows look at health only when they are told to, and an alert may come or go by itself. */
  #lookForAlerts(): void {
    if (!this.reader) return;
    const alerts = this.#healthView(this.reader)
      .alerts.map(({ code }) => code)
      .join();
    if (alerts === this.#alerts) return;
    this.#alerts = alerts;
    this.#options.tell("health-changed", {});
  }

  readonly #tellWindows = ({ schedule, records, conflicts }: Effects): void => {
    for (const change of schedule) this.#options.tell("schedule-changed", change);
    for (const what of records) this.#options.tell("records-changed", { records: what });
    if (conflicts) this.#options.tell("conflicts-changed", {});
  };

  #healthView(db: ReadableDb): HealthView {
    return healthView(db, {
      health: this.health,
      queue: this.queue,
      file: this.#database.opened.file,
      dataDir: this.#options.dataDir,
      now: this.#options.clock(),
      openedAt: this.#openedAt,
      rejectedCalls: this.#rejected(),
      refusals: this.#database.running?.refusals.waiting ?? [],
      sharing: this.supervisor?.measured,
    });
  }
}
