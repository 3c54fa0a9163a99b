import type { SharingView } from "../../src/ipc/sharing-views.ts";
import type { ServerRefusal } from "../../src/sync/protocol.ts";
import { isInstalling, updateShare } from "../db/share.ts";
import { ServerTrouble } from "../worker/trouble.ts";
import { ROWS_AT_ONCE } from "./replica.ts";
import { takeFullCopy } from "./supervisor-copy.ts";
import { Exchanging } from "./supervisor-exchange.ts";
import { Refused } from "./supervisor-link.ts";
import type { SharingMeasurements } from "./supervisor-measurements.ts";
import { openSession, type Sides, settleRefusal, shareOf } from "./supervisor-session.ts";
import { upload } from "./supervisor-upload.ts";

/** A desk that is refused so often in one visit does not understand its server. */
const MOST_REFUSALS = 6;
const NOTE_EXCHANGE_EVERY_SECONDS = 60;
/** What nobody notices while it is written. */
const INSTALL_AT_ONCE = 2_000;

export type VisitsOptions = {
  /** Where a connection of its own reads one moment of the database. */
  readonly file: string;
  readonly progress: (progress: SharingView["progress"]) => void;
  readonly missing: (missing: SharingView["missing"]) => void;
  /** A large copy is on its way into the tables: nobody uses them until it is `installed`. */
  readonly installing?: () => void;
  /** A full copy has been put into the tables. */
  readonly installed: () => void;
  /** Up to so many rows of a full copy are put in at once. */
  readonly installAtOnce?: number;
  /** Of a larger one, so many at a time. */
  readonly rowsAPart?: number;
};

/**
 * The conversation of a desk with its server, one visit after the other. What has to outlive this run of the app
 * stands in the database: a visit begins with whatever the share row's state asks for, and may end anywhere.
 */
export class Visits {
  readonly #sides: Sides;
  readonly #measured: SharingMeasurements;
  readonly #options: VisitsOptions;
  readonly #exchanging: Exchanging;
  #sessionOpen = false;
  #sendsMissing = false;

  constructor(sides: Sides, measured: SharingMeasurements, options: VisitsOptions) {
    this.#sides = sides;
    this.#measured = measured;
    this.#options = options;
    this.#exchanging = new Exchanging(sides);
  }

  /** The next visit opens a session: at each start, and when the desk is called something else. */
  begin(): void {
    this.#sessionOpen = false;
    this.#exchanging.begin();
  }

  /** A person said so: what a restored server lacks is offered again. */
  sendMissing(): void {
    this.#sendsMissing = true;
  }

  giveBackLeases(): Promise<void> {
    return this.#exchanging.giveBackLeases();
  }

  /**
   * Does the next thing there is to do. Answers whether there is more to do at once. Throws ServerTrouble when the
   * server could not be asked or a person has to look, LocalTrouble when what came could not be written here.
   */
  async visit(): Promise<boolean> {
    let refusal: ServerRefusal | undefined;
    for (let refusals = 0; refusals < MOST_REFUSALS; refusals += 1) {
      try {
        // Settling one may meet the next: a copy of this desk, say, where a new epoch was to be opened.
        if (refusal) await settleRefusal(this.#sides, refusal);
        refusal = undefined;
        return await this.#next();
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        refusal = error.refusal;
      }
    }
    throw new ServerTrouble("unexpected", "the server refuses whatever this desk asks");
  }

  async #next(): Promise<boolean> {
    const { local } = this.#sides;
    // What is left of it is here: no server has to be asked, and none may keep it half-way.
    if (isInstalling(local.reader)) await this.#takeCopy("joining");
    if (!this.#sessionOpen) await openSession(this.#sides);
    this.#sessionOpen = true;
    switch (shareOf(local.reader).state) {
      case "uploading":
        await upload(this.#sides, this.#options.file, this.#progress("uploading"));
        this.#options.progress(null);
        return true;
      case "joining":
      case "installing":
        return this.#takeCopy("joining");
      case "recovering":
        return this.#takeCopy("recovering");
      case "active": {
        const askedAt = local.clock();
        const exchanged = await this.#exchanging.exchange();
        this.#measured.exchanged(exchanged, local.clock());
        await this.#noteExchange(askedAt);
        return exchanged.more;
      }
    }
  }

  /**
   * For the next start, which may find nobody there; between its notes the time is told from memory. When it asked: a
   * computer may have slept for weeks since it was answered, and what a server put back has lost is reckoned from here.
   */
  async #noteExchange(askedAt: number): Promise<void> {
    const { local } = this.#sides;
    const last = shareOf(local.reader).last_exchange_at ?? 0;
    if (Math.abs(askedAt - last) < NOTE_EXCHANGE_EVERY_SECONDS) return;
    await local.write("note-exchange", (db) => ({ value: updateShare(db, { last_exchange_at: askedAt }) }));
  }

  async #takeCopy(what: "joining" | "recovering"): Promise<boolean> {
    const {
      installing = () => undefined,
      installAtOnce = INSTALL_AT_ONCE,
      rowsAPart = ROWS_AT_ONCE,
    } = this.#options;
    const missing = await takeFullCopy(this.#sides, {
      progress: this.#progress(what),
      installProgress: this.#progress("installing"),
      sendMissing: this.#sendsMissing,
      installing,
      installAtOnce,
      rowsAPart,
    });
    this.#options.progress(null);
    this.#options.missing(missing);
    if (missing) return false;
    this.#sendsMissing = false;
    this.#options.installed();
    return true;
  }

  #progress(what: NonNullable<SharingView["progress"]>["what"]) {
    return (done: number, total: number): void => this.#options.progress({ what, done, total });
  }
}
