import type { Random } from "../../main/demo/random.ts";
import { SCHEMA } from "../../src/sync/protocol.ts";
import { type Keyring, SimulatedDesk } from "./desk.ts";
import { FeedMirror } from "./invariants/feed-mirror.ts";
import { DeskLine } from "./line.ts";
import { Network } from "./network.ts";
import type { Backup, SimulatedServer } from "./server.ts";
import { START, type Templates } from "./template.ts";

/** Something that must never be. Ends its seed. */
export class Violation extends Error {}

/** A booking that a desk has confirmed to the person who made it. */
export type Promised = {
  readonly appointmentId: string;
  readonly desk: SimulatedDesk;
  readonly step: number;
};

type WorldOptions = {
  readonly seed: number;
  readonly random: Random;
  readonly server: SimulatedServer;
  readonly practiceId: string;
  readonly folder: string;
  readonly templates: Templates;
  /** How many steps are remembered. */
  readonly traceLength: number;
};

/** All that a seed is about: desks, server, what lies between them, and what has happened. */
export class World {
  readonly seed: number;
  readonly random: Random;
  readonly network = new Network();
  readonly desks: SimulatedDesk[] = [];
  readonly server: SimulatedServer;
  readonly practiceId: string;
  readonly folder: string;
  readonly templates: Templates;
  /** The feed as the server has it, and those of times that the server was put back from. */
  mirror: FeedMirror;
  readonly formerMirrors: FeedMirror[] = [];
  serverBackup: { readonly rows: Backup; readonly mirror: FeedMirror; readonly takenAt: number } | undefined;
  restores = 0;
  leastSchema = SCHEMA;
  /** On how many days people plan. */
  readonly days: number;
  /** How much one page of a full copy and one answer hold. */
  readonly bounds: { readonly pageRows: number; readonly answerEntries: number };
  /** Acts that no log need have: the template's, and those of desks that came back after more than a year alone. */
  readonly unshared: Set<string>;
  now = START;
  step = 0;
  /** Bookings that may not be missing in the end; those that died with their last copy are taken out. */
  promised: Promised[] = [];
  ops = 0;
  readonly faults = new Map<string, number>();
  /** What came about: acts, outcomes, conflicts, each by its kind. */
  readonly seen = new Map<string, number>();
  /** What ended a desk's sharing, if something did: found after the step in which it happened. */
  broken: Error | undefined;
  readonly #lines = new Map<SimulatedDesk, DeskLine>();
  readonly #trace: string[] = [];
  readonly #traceLength: number;

  constructor(options: WorldOptions) {
    this.seed = options.seed;
    this.random = options.random;
    this.server = options.server;
    this.practiceId = options.practiceId;
    this.folder = options.folder;
    this.templates = options.templates;
    this.mirror = new FeedMirror(options.templates.rows);
    this.#traceLength = options.traceLength;
    this.days = this.random.int(1, 2);
    this.bounds = {
      pageRows: this.random.pick([7, 20, 500]),
      answerEntries: this.random.pick([4, 12, 500]),
    };
    this.unshared = new Set(options.templates.ops);
  }

  /** A machine more, with this database. */
  addDesk(from: string, keyring: Keyring): SimulatedDesk {
    const desk = this.#newDesk(`Desk ${this.desks.length + 1}`, from, keyring);
    this.desks.push(desk);
    return desk;
  }

  /** A desk beside the practice, with what the practice held at its beginning. To be closed by whoever asked for it. */
  newWitness(): SimulatedDesk {
    return this.#newDesk("Witness", this.templates.practice, new Map());
  }

  #newDesk(name: string, from: string, keyring: Keyring): SimulatedDesk {
    return new SimulatedDesk({
      name,
      folder: this.folder,
      keyring,
      from,
      now: () => this.now,
      unexpected: (what, error) => {
        this.broken ??= new Error(`${what} failed in a way that nobody foresaw`, { cause: error });
      },
    });
  }

  lineOf(desk: SimulatedDesk): DeskLine {
    const line = this.#lines.get(desk) ?? new DeskLine(this, desk);
    this.#lines.set(desk, line);
    return line;
  }

  /** Lets everything run that waits for nothing; throws what broke on the way. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.broken) throw this.broken;
  }

  /** The feed in which a desk stands. */
  mirrorAt(seq: number, hash: string): FeedMirror | undefined {
    const isIn = (mirror: FeedMirror): boolean => mirror.hashAt(seq) === hash;
    return isIn(this.mirror) ? this.mirror : this.formerMirrors.findLast(isIn);
  }

  /** The desks that still take part. */
  get alive(): SimulatedDesk[] {
    return this.desks.filter((desk) => !desk.lost);
  }

  close(): void {
    for (const desk of this.desks) desk.close();
  }

  note(what: string): void {
    this.#trace.push(`${String(this.step).padStart(4)}  ${what}`);
    if (this.#trace.length > this.#traceLength) this.#trace.shift();
  }

  fault(kind: string, where = ""): void {
    this.faults.set(kind, (this.faults.get(kind) ?? 0) + 1);
    this.note(`${kind} ${where}`.trimEnd());
  }

  saw(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  /** The last steps, oldest first. */
  get trace(): readonly string[] {
    return this.#trace;
  }

  forbid(wrongs: readonly string[], where: string): void {
    if (wrongs.length > 0) throw new Violation(`${where}: ${wrongs.slice(0, 3).join("; ")}`);
  }
}
