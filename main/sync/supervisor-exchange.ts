import type { ExchangeReply, ExchangeRequest, RemoteLease } from "../../src/sync/protocol.ts";
import {
  bothEffects,
  chunkOf,
  exchangeRequest,
  hasLostAnswers,
  hasUnoffered,
  noteHead,
  takeEntries,
  takeLeases,
  takeOutcomes,
} from "./replica.ts";
import { type Sides, shareOf } from "./supervisor-session.ts";

/** A lease's end, reckoned anew from whole seconds, may waver by this much without having changed. */
const LEASE_WAVER_SECONDS = 2;

export type Exchanged = {
  readonly reply: ExchangeReply;
  /** From asking until the answer, where ops were offered. */
  readonly pushMs: number | null;
  /** From asking until all of it was taken, where something came. */
  readonly pullMs: number | null;
  /** Whether there is more to do at once. */
  readonly more: boolean;
};

/** Offers what waits and takes what came: push and pull in one round trip. */
export class Exchanging {
  readonly #sides: Sides;
  /** What the other desks' leases were at the last exchange: hold -> when it ends. */
  #leases: ReadonlyMap<string, number> | undefined;
  /** Whether the server may know of holds of this desk. */
  #given = false;

  constructor(sides: Sides) {
    this.#sides = sides;
  }

  /** What was known of the others' leases may be gone from the database: this desk has left meanwhile, say. */
  begin(): void {
    this.#leases = undefined;
  }

  async exchange(): Promise<Exchanged> {
    const { local, link } = this.#sides;
    const request = exchangeRequest(local.reader, local.clock());
    const askedAt = performance.now();
    const gives = request.leases.length > 0;
    this.#given ||= gives;
    const reply = (await link.call(shareOf(local.reader), "exchange", request)) as ExchangeReply;
    this.#given = gives;
    const pushMs = request.ops.length > 0 ? performance.now() - askedAt : null;
    const whole = await this.#take(request, reply);
    await this.#takeLeases(reply.leases);
    const pullMs = reply.entries.length > 0 ? performance.now() - askedAt : null;
    const reached = reply.entries.at(-1)?.seq ?? request.cursor.seq;
    const more = whole && (reply.head > reached || hasUnoffered(local.reader));
    return { reply, pushMs, pullMs, more };
  }

  /** Nobody is on the phone any more at a desk that is closed. What waits is offered at its next start. */
  async giveBackLeases(): Promise<void> {
    if (!this.#given) return;
    const { local, link } = this.#sides;
    const request = exchangeRequest(local.reader, local.clock());
    await link.call(shareOf(local.reader), "exchange", { ...request, ops: [], leases: [], limit: 0 });
    this.#given = false;
  }

  /**
   * In chunks, so that no booking waits for more than one of them. False when the answer does not go on where this
   * desk stands in the feed: it is asked for anew in its time.
   */
  async #take(request: ExchangeRequest, reply: ExchangeReply): Promise<boolean> {
    const { local } = this.#sides;
    let { outcomes, entries } = reply;
    let from = request.cursor;
    while (outcomes.length > 0 || entries.length > 0 || hasLostAnswers(local.reader, reply.head)) {
      const told = outcomes;
      const chunk = entries.slice(0, Math.max(1, chunkOf(local.reader, entries)));
      const taken = await local.write("take-changes", (db, now) => {
        const effects = takeOutcomes(db, told, now);
        noteHead(db, reply.head);
        if (chunk.length === 0) return { value: true, effects };
        const pulled = takeEntries(db, from, chunk, now);
        return { value: pulled.taken, effects: bothEffects(effects, pulled.effects) };
      });
      if (!taken) return false;
      outcomes = [];
      entries = entries.slice(chunk.length);
      const end = chunk.at(-1);
      if (end) from = { seq: end.seq, hash: end.hash };
    }
    return true;
  }

  /** Written only when they changed: most exchanges bring nothing new, and write nothing. */
  async #takeLeases(leases: readonly RemoteLease[]): Promise<void> {
    const { local } = this.#sides;
    const now = local.clock();
    const ends = new Map(leases.map(({ holdId, seconds }) => [holdId, now + seconds]));
    if (this.#leases && sameEnds(this.#leases, ends)) return;
    await local.write("take-leases", (db) => ({ value: null, effects: takeLeases(db, leases, now) }));
    this.#leases = ends;
  }
}

const sameEnds = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): boolean =>
  before.size === after.size &&
  [...after].every(([id, end]) => Math.abs((before.get(id) ?? -Infinity) - end) <= LEASE_WAVER_SECONDS);
