import type { Effects } from "../../main/commands/run-command.ts";
import type { WritableDb } from "../../main/db/connection.ts";
import type { CommandQueue } from "../../main/queue/command-queue.ts";
import type { Answer, Job } from "../../main/queue/group-commit.ts";
import { type Admission, type Beginning, begin } from "../../main/sync/sharing-admission.ts";
import { Link } from "../../main/sync/supervisor-link.ts";
import { LocalSide, LocalTrouble } from "../../main/sync/supervisor-local.ts";
import { SharingMeasurements } from "../../main/sync/supervisor-measurements.ts";
import type { Sides } from "../../main/sync/supervisor-session.ts";
import { Visits } from "../../main/sync/supervisor-visits.ts";
import type { Network as RealNetwork } from "../../main/worker/network.ts";
import { replies } from "../../main/worker/postgres/replies.ts";
import { isLineTrouble, ServerTrouble } from "../../main/worker/trouble.ts";
import type { ExchangeRequest } from "../../src/sync/protocol.ts";
import type { SimulatedDesk } from "./desk.ts";
import { checkSent } from "./invariants/desk.ts";
import { countOf, shareOf } from "./reading.ts";
import { Violation, type World } from "./world.ts";

/** What a person has to put right, by letting the desk in again. */
const STRANDS: readonly string[] = ["practice-unknown", "password-missing"];

/** So few that what a desk that joins has not got goes in in parts, and not seldom is cut short between two. */
const INSTALL_AT_ONCE = 3;
const ROWS_A_PART = 5;

type Op = ExchangeRequest["ops"][number];
type Remote = { readonly job: Job; readonly answer: (answer: Answer) => void };

/**
 * One desk's side of sharing, as the app has it (main/sync), between a network and a queue that the scheduler moves on
 * step by step: what the server says arrives when `Network.hear` says so, what is to be written when `workOff` does.
 */
export class DeskLine {
  readonly #world: World;
  readonly #desk: SimulatedDesk;
  #start = 0;
  #visits: Visits | undefined;
  #sides: Sides | undefined;
  #remote: Remote[] = [];
  #visiting = false;
  /** A person has to say whether rows that a restored server lacks are sent again. */
  asksAboutMissing = false;
  /** The server does not know this desk (any more): a person has to let it in again. */
  isStranded = false;

  constructor(world: World, desk: SimulatedDesk) {
    this.#world = world;
    this.#desk = desk;
  }

  get isVisiting(): boolean {
    return this.#visiting && this.#start === this.#desk.start;
  }

  /** Something came that waits to be written. */
  get hasWork(): boolean {
    return this.#remote.length > 0 && this.#start === this.#desk.start;
  }

  get nextWork(): string {
    return this.#remote[0]?.job.name ?? "nothing";
  }

  /** Begins to speak with the server, as the app does from time to time; one visit at a time. */
  visit(): void {
    if (this.isVisiting) return;
    if (this.#start !== this.#desk.start) this.#begin();
    if (this.asksAboutMissing) this.#visits?.sendMissing();
    this.#visiting = true;
    const start = this.#start;
    const over = (error?: unknown): void => {
      if (start !== this.#desk.start) return;
      this.#visiting = false;
      if (error !== undefined) this.#failed(error);
    };
    this.#visits?.visit().then(() => over(), over);
  }

  /** Runs the next job of what came. False: the process died in it. */
  workOff(diesAfter?: number): boolean {
    const next = this.#remote.shift();
    if (!next) return true;
    if (diesAfter !== undefined) this.#desk.dieAfter(diesAfter);
    const said = this.#desk.say(next.job);
    if (said.died) return false;
    if (diesAfter !== undefined) {
      this.#desk.survive();
      this.#desk.restart();
      return false;
    }
    next.answer(said.answer);
    return true;
  }

  /** The desk becomes one of the practice, or one of it again; with a full disk it does not, and has to be let in later. */
  async admit(admission: Admission, how: Beginning): Promise<void> {
    this.#begin();
    const progress = { over: false };
    const settle = (error?: unknown): void => {
      progress.over = true;
      this.isStranded = error !== undefined;
      if (error !== undefined && !(error instanceof LocalTrouble)) throw error;
    };
    const begun = begin(this.#sides as Sides, admission, how).then(() => settle(), settle);
    while (!progress.over) {
      await this.#world.settle();
      this.workOff();
    }
    await begun;
  }

  /** What the version of the app that runs here would send; fewer rows at a time, so that a few make many pages. */
  #asThisDeskWould(name: string, { limit }: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const { pageRows, answerEntries } = this.#world.bounds;
    return {
      ...(name === "open_session" || name === "exchange" || name === "reidentify"
        ? { schema: this.#desk.schema }
        : {}),
      ...(name === "snapshot_page" ? { limit: pageRows } : {}),
      ...(name === "exchange" && typeof limit === "number" ? { limit: Math.min(limit, answerEntries) } : {}),
    };
  }

  /** A new start of the app: it knows what its database and its keyring say, and nothing else. */
  #begin(): void {
    const { network } = this.#world;
    const desk = this.#desk;
    this.#start = desk.start;
    this.#remote = [];
    this.#visiting = false;
    this.asksAboutMissing = false;
    const asking = {
      ask: async (_task: string, { name, by, request }: AskedCall): Promise<unknown> => {
        const sent = { ...request, ...this.#asThisDeskWould(name, request) };
        if (name === "exchange") checkSent(this.#world, desk, sent["ops"] as Op[]);
        return replies[name].parse(await network.ask(desk, name, by, sent));
      },
    };
    const link = new Link(asking as unknown as RealNetwork, desk.secrets);
    const queue = {
      submit: (_priority: string, job: Job) =>
        new Promise<Answer>((answer) => void this.#remote.push({ job, answer })),
    };
    const local = new LocalSide({
      get reader() {
        return desk.db;
      },
      queue: queue as unknown as CommandQueue,
      clock: desk.clock,
      tell: (_effects: Effects) => undefined,
    });
    this.#sides = { local, link, secrets: desk.secrets, deskName: () => desk.name, log: () => undefined };
    this.#visits = new Visits(this.#sides, new SharingMeasurements(), {
      file: desk.file,
      progress: () => undefined,
      missing: (missing) => {
        this.asksAboutMissing = missing !== null;
      },
      installing: () => this.#world.saw("copy in parts begun"),
      installed: () => this.#world.saw("copy installed"),
      installAtOnce: INSTALL_AT_ONCE,
      rowsAPart: ROWS_A_PART,
    });
    this.#visits.begin();
  }

  #failed(error: unknown): void {
    const { name, schema } = this.#desk;
    if (error instanceof Violation) this.#world.broken ??= error;
    if (error instanceof LocalTrouble || isLineTrouble(error)) return;
    const outdated = schema < this.#world.leastSchema;
    if (error instanceof ServerTrouble && error.problem === "desk-too-old" && outdated) return;
    // It was not there yet when the copy was made that the server was put back to; or it is its own earlier self, whose
    // secret it gave up when it was identified anew.
    if (error instanceof ServerTrouble && STRANDS.includes(error.problem)) {
      this.isStranded = true;
      return;
    }
    this.#world.broken ??= new Error(`${name} stopped sharing`, { cause: error });
  }
}

type AskedCall = {
  readonly name: keyof typeof replies;
  readonly by: { readonly deskId: string; readonly secret: string };
  readonly request: Readonly<Record<string, unknown>>;
};

/** Whether a desk has nothing to send and nothing to take. */
export function isQuiet(world: World, db: WritableDb): boolean {
  const share = shareOf(db);
  const waiting = countOf(db, "outbox") + countOf(db, "reoffer");
  const { head } = world.mirror;
  return (
    share?.state === "active" &&
    waiting === 0 &&
    share.cursor_seq === head &&
    share.cursor_hash === world.mirror.hashAt(head)
  );
}
