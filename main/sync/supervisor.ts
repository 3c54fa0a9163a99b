import type { Worker, WorkerOptions } from "node:worker_threads";
import type { ServerProblem, SharingView } from "../../src/ipc/sharing-views.ts";
import type { Clock } from "../../src/time/clock.ts";
import type { Effects } from "../commands/run-command.ts";
import type { ReadableDb } from "../db/connection.ts";
import { readShare } from "../db/share.ts";
import { logged } from "../logged.ts";
import type { CommandQueue } from "../queue/command-queue.ts";
import type { Secrets } from "../secrets-store.ts";
import { Network } from "../worker/network.ts";
import { isLineTrouble, ServerTrouble } from "../worker/trouble.ts";
import { auditPractice, PracticeChecks } from "./supervisor-checks.ts";
import { Link } from "./supervisor-link.ts";
import { LocalSide, LocalTrouble } from "./supervisor-local.ts";
import { SharingMeasurements } from "./supervisor-measurements.ts";
import { type Sides, shareOf } from "./supervisor-session.ts";
import { backoffDelay, inTime, pollDelay, throttled } from "./supervisor-timing.ts";
import { Visits } from "./supervisor-visits.ts";

/** Windows hear of a change of sharing at once, and then no oftener than this. */
const TELL_EVERY_MS = 250;
/** So long a desk that closes waits for the server to hear that it holds no times any more. */
const GOODBYE_WITHIN_MS = 400;

export type SupervisorOptions = {
  readonly reader: ReadableDb;
  /** Where a connection of its own reads one moment of it. */
  readonly file: string;
  readonly queue: CommandQueue;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly createWorker: (options: WorkerOptions) => Worker;
  readonly deskName: () => string;
  readonly log: (event: string, details?: Record<string, unknown>) => void;
  /** What came from other desks is durable: the windows are told. */
  readonly tell: (effects: Effects) => void;
  /** The state of sharing looks different now. */
  readonly tellSharing: () => void;
  /** A large copy is on its way into the tables: nobody may use them before it is installed. */
  readonly onInstalling: () => void;
  /** A full copy has been put into the tables. */
  readonly onInstalled: () => void;
};

type Standing = Pick<SharingView, "state" | "since" | "problem" | "progress" | "missing">;

/**
 * Owns the background worker and decides when this desk speaks with its server: at once when something was done
 * here, when another desk hints that it did, and from time to time. One visit is under way at a time; what fails is
 * tried again, ever later, and nothing here ever keeps a booking waiting.
 */
export class Supervisor {
  readonly measured = new SharingMeasurements();
  readonly sides: Sides;
  readonly network: Network;
  readonly #options: SupervisorOptions;
  readonly #visits: Visits;
  readonly #checks = new PracticeChecks(
    async () => this.#standing.state === "connected" && auditPractice(this.sides, this.measured),
  );
  readonly #tellSharing: ReturnType<typeof throttled>;
  #standing: Standing;
  #timer: NodeJS.Timeout | undefined;
  #visiting: Promise<void> | undefined;
  #again = false;
  #failures = 0;
  #active = false;

  constructor(options: SupervisorOptions) {
    const { reader, file, queue, clock, secrets, createWorker, deskName, log, tell } = options;
    this.#options = options;
    this.#standing = { state: "alone", since: clock(), problem: null, progress: null, missing: null };
    this.network = new Network({ createWorker, log, onHint: () => this.nudge() });
    const link = new Link(this.network, secrets);
    const local = new LocalSide({ reader, queue, clock, tell });
    this.sides = { local, link, secrets, deskName, log };
    this.#tellSharing = throttled(TELL_EVERY_MS, options.tellSharing);
    this.#visits = new Visits(this.sides, this.measured, {
      file,
      progress: (progress) => this.#change({ progress }),
      missing: (missing) => this.#change({ missing }),
      installing: options.onInstalling,
      installed: options.onInstalled,
    });
  }

  get isSharing(): boolean {
    return readShare(this.#options.reader) !== undefined;
  }

  get standing(): Readonly<Standing> {
    return this.#standing;
  }

  /** Begins to share, if this desk does: at the start of the app, and when it has joined. */
  start(): void {
    if (!this.isSharing) return;
    this.#active = true;
    this.#visits.begin();
    this.#failures = 0;
    if (this.#standing.state === "alone") this.#enter("offline", null);
    this.#checks.start();
    void this.#visit();
  }

  /** Returns when nothing is under way any more, and nothing begins by itself: before this desk leaves a practice. */
  async stop(): Promise<void> {
    this.#active = false;
    clearTimeout(this.#timer);
    this.#checks.stop();
    await this.sides.link.hangUp();
    await this.#visiting;
    this.#change({ progress: null, missing: null });
    this.#enter("alone", null);
  }

  /** Something was done here, or a hint came: asked at once, unless the line is down; then its own time comes. */
  nudge(): void {
    if (!this.#active) return;
    this.#tellSharing();
    if (this.#visiting) this.#again = true;
    else if (this.#failures === 0) this.#in(0);
  }

  /** The desk is called something else: the server hears of it at the next session. */
  renamed(): void {
    this.#visits.begin();
    this.nudge();
  }

  /** Asks now, whatever came before, and returns when the answer has been taken or could not be had. */
  async exchangeNow(): Promise<void> {
    await this.#visiting;
    if (!this.#active) return;
    await this.#visit();
  }

  /** The computer slept, or the network came back: whatever failed before says nothing about now. */
  wake(): void {
    this.#failures = 0;
    this.nudge();
  }

  cutLine(cut: boolean): void {
    this.sides.link.cut = cut;
    if (cut) void this.sides.link.hangUp();
    void this.exchangeNow();
    this.#tellSharing();
  }

  /** A person decided about the rows that a restored server lacks. */
  async answerMissing(send: boolean): Promise<void> {
    if (!this.#standing.missing || !send) return;
    this.#visits.sendMissing();
    await this.exchangeNow();
  }

  /** The same audit as on the desk, on the server; unless a person asks, no oftener than it makes sense. */
  checkPractice(byPerson: boolean): Promise<void> {
    return this.#checks.check(byPerson);
  }

  async close(): Promise<void> {
    this.#active = false;
    clearTimeout(this.#timer);
    this.#checks.stop();
    this.#tellSharing.stop();
    if (this.#standing.state === "connected")
      await inTime(this.#visits.giveBackLeases(), GOODBYE_WITHIN_MS).catch(() => undefined);
    this.sides.local.close();
    await this.network.close();
    await this.#visiting;
  }

  /** A hint costs nothing and may never come; without it the next poll brings the same. */
  async #listen(): Promise<void> {
    const { local, link, log } = this.sides;
    try {
      const began = await link.listen(shareOf(local.reader));
      // What happened between the last answer and now was not heard.
      if (began) this.nudge();
    } catch (error) {
      log("hints-not-heard", { problem: error instanceof ServerTrouble ? error.problem : String(error) });
    }
  }

  #in(delayMs: number): void {
    clearTimeout(this.#timer);
    if (this.#active) this.#timer = setTimeout(() => void this.#visit(), delayMs);
  }

  #visit(): Promise<void> {
    this.#visiting ??= this.#tryVisit().finally(() => {
      this.#visiting = undefined;
    });
    return this.#visiting;
  }

  async #tryVisit(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      do {
        this.#again = false;
        const more = await this.#visits.visit();
        this.#again ||= more;
        this.#failures = 0;
        if (this.#standing.missing) this.#enter("paused", null);
        else this.#enter("connected", null);
      } while (this.#again && this.#active && !this.#standing.missing);
      this.#in(pollDelay(Math.random));
      void this.#listen();
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (!this.#active) return;
    this.#failures += 1;
    if (error instanceof LocalTrouble) {
      const { error: local } = error;
      this.#options.log("changes-not-taken", { code: local.code });
      // What came cannot be understood here: somebody has to look. A full disk is told by itself.
      if (local.code === "unexpected")
        this.#enter("paused", this.#problem(new ServerTrouble("unexpected", local.reference)));
    } else if (isLineTrouble(error)) {
      this.#enter("offline", this.#problem(error));
    } else if (error instanceof ServerTrouble) {
      this.#options.log("sharing-paused", { problem: error.problem, detail: error.detail });
      this.#enter("paused", this.#problem(error));
    } else {
      const reference = logged(this.#options.log, "sharing", error);
      this.#enter("paused", this.#problem(new ServerTrouble("unexpected", reference)));
    }
    this.#in(backoffDelay(this.#failures, Math.random));
  }

  #problem({ problem, detail }: ServerTrouble): { code: ServerProblem; detail: string; at: number } {
    return { code: problem, detail, at: this.#options.clock() };
  }

  #enter(state: SharingView["state"], problem: SharingView["problem"]): void {
    const since = state === this.#standing.state ? this.#standing.since : this.#options.clock();
    if (state !== this.#standing.state) this.#options.log("sharing", { state, problem: problem?.code });
    this.#change({ state, since, problem });
  }

  #change(part: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...part };
    this.#tellSharing();
  }
}
