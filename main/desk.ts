import { type ChannelName, contract, type EventName, type Events } from "../src/ipc/contract.ts";
import type { DatabaseState, HealthView } from "../src/ipc/views.ts";
import { err, ok } from "../src/result.ts";
import type { Clock } from "../src/time/clock.ts";
import type { CommandName } from "./commands/handler.ts";
import { releaseHoldsOfWindow } from "./commands/holds.ts";
import { type CommandHandlers, commandHandlers } from "./commands/index.ts";
import { commandJob, type Effects, internalJob } from "./commands/run-command.ts";
import type { Caller } from "./commands/unit-of-work.ts";
import { backupDue, backupsInBrief } from "./db/backups.ts";
import type { ReadableDb } from "./db/connection.ts";
import type { Migration } from "./db/migrate.ts";
import { openDesk } from "./db/open.ts";
import type { Log, OpenedDesk } from "./db/opened-desk.ts";
import { constraintsMissing, probe } from "./db/self-check.ts";
import { DEFAULT_DESK_NAME, deskNameOf, readSettings } from "./db/settings.ts";
import { isInstalling } from "./db/share.ts";
import { isDamage, messageOf } from "./db/sqlite-errors.ts";
import { Health } from "./health.ts";
import { healthView } from "./health-view.ts";
import type { Answer, Backend } from "./ipc/router.ts";
import { type QueryHandlers, type QueryName, queryHandlers } from "./queries/index.ts";
import type { CommandQueue } from "./queue/command-queue.ts";
import { type CreateWorker, ReaderError } from "./reader/lane.ts";
import { type Reader, startReader } from "./reader/reader.ts";
import { type Running, startRunning } from "./running.ts";
import type { Secrets } from "./secrets-store.ts";
import { Sharing } from "./sync/sharing.ts";
import type { Supervisor } from "./sync/supervisor.ts";
import type { SharedMigration } from "./worker/postgres/migrate-shared.ts";

const BACKUP_CHECK_MS = 3_600_000;

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
  readonly #commands: CommandHandlers;
  readonly #queries: QueryHandlers;
  readonly #openedAt: number;
  #deskName = DEFAULT_DESK_NAME;
  #opened: OpenedDesk;
  #state: DatabaseState;
  #reader: Reader | undefined;
  #running: Running | undefined;
  #backupTimer: NodeJS.Timeout | undefined;
  #reopening: Promise<void> | undefined;
  #rejected: () => Record<string, number> = () => ({});

  private constructor(options: DeskOptions, opened: OpenedDesk) {
    this.#options = options;
    this.#opened = opened;
    this.#state = opened.state;
    this.#openedAt = options.clock();
    this.health = new Health(options.clock);
    this.#commands = commandHandlers((db) =>
      this.health.proved({ missing: constraintsMissing(db), probeRefused: probe(db) }),
    );
    this.#queries = queryHandlers((db) => this.#healthView(db));
    this.sharing = new Sharing(this, options.sharing.migrations);
    this.#start();
  }

  static async open(options: DeskOptions): Promise<Desk> {
    return new Desk(options, await openDesk(options));
  }

  get state(): DatabaseState {
    return this.#state;
  }

  get deskId(): string {
    return this.#opened.installation.deskId;
  }

  /** Kept at hand, because every call of every window names it. */
  get deskName(): string {
    return this.#deskName;
  }

  get queue(): CommandQueue | undefined {
    return this.#running?.queue;
  }

  get reader(): ReadableDb | null {
    return this.#opened.reader;
  }

  get supervisor(): Supervisor | undefined {
    return this.#running?.supervisor;
  }

  /** Where the health view finds the calls that the router turned away. */
  countRejections(rejected: () => Record<string, number>): void {
    this.#rejected = rejected;
  }

  async command(name: ChannelName, input: unknown, caller: Caller): Promise<Answer> {
    const running = this.#running;
    if (!running || this.#isInstalling()) return err({ code: "not-ready" });
    const channel = contract[name];
    if (channel.kind !== "command") throw new Error(`${name} is not a command`);
    const job = commandJob(
      this.#commands,
      name as CommandName,
      input as never,
      caller,
      this.#options.clock,
      running.tell,
    );
    const answer = await running.queue.submit(channel.priority, job);
    if (name === "practice.set-up" && answer.ok) this.#become({ state: "ready" });
    if (name === "settings.change" && answer.ok) this.settingsChanged();
    if (name === "health.check") {
      await this.#countOverlaps();
      const byPerson = caller.window !== "";
      void running.supervisor.checkPractice(byPerson).then(() => this.#options.tell("health-changed", {}));
    }
    return answer;
  }

  async query(name: ChannelName, input: unknown, caller: Caller): Promise<Answer> {
    const channel = contract[name];
    if (channel.kind !== "query") throw new Error(`${name} is not a query`);
    const asking = { window: caller.window, now: this.#options.clock() };
    try {
      if (channel.reads === "long" && this.#reader) {
        return await this.#reader.ask("answer", { name: name as QueryName, input, asking });
      }
      const reader = this.#opened.reader;
      if (!reader) return err({ code: "not-ready" });
      return this.#queries[name as QueryName](reader, input as never, asking);
    } catch (error) {
      if (error instanceof ReaderError && error.code === "busy")
        return err({ code: "busy", retryAfterMs: 500 });
      if (error instanceof ReaderError && error.code === "closed") return err({ code: "not-ready" });
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
    this.#running?.supervisor.renamed();
    // Also where no window asked for it: a desk that joins takes a name that is free.
    this.#options.tell("records-changed", { records: "settings" });
  }

  /** A window closed or crashed: nobody is on the phone there any more. */
  releaseWindow(window: string): void {
    const running = this.#running;
    if (!running) return;
    const release = internalJob("holds.release", this.#options.clock, running.tell, (unit) =>
      releaseHoldsOfWindow(unit, window),
    );
    void running.queue.submit("booking", release);
  }

  /** A verified copy, made in the housekeeping thread so that no booking waits. */
  async makeBackup(): Promise<Answer> {
    if (!this.#reader || !this.#running) return err({ code: "not-ready" });
    try {
      const { file, madeAt } = await this.#reader.ask("makeBackup", { now: this.#options.clock() });
      this.#options.tell("health-changed", {});
      return ok({ file, madeAt });
    } catch (error) {
      this.#options.log("backup-failed", { error: messageOf(error) });
      if (isDamage(error)) await this.declareDamaged(messageOf(error));
      return err({ code: "backup-unusable", file: "", problem: messageOf(error) });
    }
  }

  async declareDamaged(problem: string): Promise<void> {
    if (this.#state.state === "damaged") return;
    this.#state = { state: "damaged", problem, movedTo: null, backups: [] };
    await this.#stop();
    this.#opened = this.#opened.declareDamaged(problem);
    this.#state = this.#opened.state;
    this.#options.tell("app-changed", {});
  }

  /**
   * Stops, lets `change` work on the closed files, and opens again. Whoever asks meanwhile waits for the one that
   * is under way: a second restore would take the place of what the first one has just opened.
   */
  reopen(change: (dataDir: string, now: number) => void): Promise<void> {
    this.#reopening ??= this.#reopen(change).finally(() => {
      this.#reopening = undefined;
    });
    return this.#reopening;
  }

  /** As `reopen`, for a sound database, which has to be closed before its files are moved. */
  replaceDatabase(change: (dataDir: string, now: number) => void): Promise<void> {
    return this.reopen((dataDir, now) => {
      this.#opened.close();
      change(dataDir, now);
    });
  }

  async #reopen(change: (dataDir: string, now: number) => void): Promise<void> {
    await this.#stop();
    try {
      change(this.#options.dataDir, this.#options.clock());
    } finally {
      this.#opened.close();
      this.#opened = await openDesk(this.#options);
      this.#state = this.#opened.state;
      this.#start();
      this.#options.tell("app-changed", {});
    }
  }

  async close(): Promise<void> {
    await this.#stop();
    this.#opened.close();
  }

  #start(): void {
    const { writer, reader, file } = this.#opened;
    const { clock, log, dataDir, createWorker } = this.#options;
    if (!reader) return;
    this.#reader = startReader({ file, dataDir, createWorker, log });
    this.health.storage = writer ? "ok" : "read-only";
    this.#readDeskName();
    if (!writer) return;
    const { secrets, createWorker: createNetworkWorker } = this.#options.sharing;
    this.#running = startRunning({
      writer,
      reader,
      file,
      clock,
      log,
      secrets,
      createNetworkWorker,
      deskName: () => this.#deskName,
      isReady: () => this.#state.state === "ready",
      mayWrite: () => this.health.storage === "ok",
      onStorage: (state) => this.#storageIs(state),
      tellWindows: this.#tellWindows,
      tellSharing: () => this.#options.tell("sharing-changed", {}),
      onInstalling: () => this.#become({ state: "first-run" }),
      onInstalled: () => this.#state.state === "first-run" && this.#become({ state: "ready" }),
    });
    this.#backupTimer = setInterval(() => void this.#backUpIfDue(), BACKUP_CHECK_MS);
  }

  /** What a start proves once the window is up: the guarantee, the whole file, and that a backup exists. */
  async proveInBackground(): Promise<void> {
    if (!this.#running) return;
    await this.command("health.check", {}, { window: "", actor: "Anteroom" });
    const problems = await this.#reader?.ask("checkWhole", undefined);
    if (problems?.[0]) return this.declareDamaged(problems[0]);
    await this.#backUpIfDue();
  }

  async #stop(): Promise<void> {
    clearInterval(this.#backupTimer);
    const running = this.#running;
    this.#running = undefined;
    await running?.stop();
    await this.#reader?.close();
    this.#reader = undefined;
  }

  async #backUpIfDue(): Promise<void> {
    const { dataDir, clock } = this.#options;
    if (this.#state.state === "ready" && backupDue(clock(), backupsInBrief(dataDir, clock()).lastAt)) {
      await this.makeBackup();
    }
  }

  /** The tables are being filled with another practice's rows, and until then are nobody's. */
  #isInstalling(): boolean {
    return this.#state.state === "first-run" && this.reader !== null && isInstalling(this.reader);
  }

  async #countOverlaps(): Promise<void> {
    try {
      const overlaps = await this.#reader?.ask("countOverlaps", undefined);
      if (overlaps !== undefined) this.health.counted(overlaps);
    } catch (error) {
      this.#options.log("overlaps-not-counted", { error: messageOf(error) });
      if (isDamage(error)) await this.declareDamaged(messageOf(error));
    }
    this.#options.tell("health-changed", {});
  }

  #readDeskName(): void {
    const { reader } = this.#opened;
    if (reader) this.#deskName = deskNameOf(readSettings(reader));
  }

  #become(state: DatabaseState): void {
    this.#state = state;
    this.#options.tell("app-changed", {});
  }

  #storageIs(state: "ok" | "full" | "read-only" | "damaged"): void {
    if (state === "damaged") {
      void this.declareDamaged("SQLite found the database damaged.");
      return;
    }
    if (this.health.storage === state) return;
    this.health.storage = state;
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
      queue: this.#running?.queue,
      file: this.#opened.file,
      dataDir: this.#options.dataDir,
      now: this.#options.clock(),
      openedAt: this.#openedAt,
      rejectedCalls: this.#rejected(),
      sharing: this.#running?.supervisor.measured,
    });
  }
}
