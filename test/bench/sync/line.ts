import type { Client, Pool } from "pg";
import {
  type Cursor,
  ENTRIES_AN_ANSWER,
  type Enrolled,
  type ExchangeReply,
  type ExchangeRequest,
  type Identity,
  type Invited,
  type OpOutcome,
  SCHEMA,
  type ServerReply,
} from "../../../src/sync/protocol.ts";
import type { OfferedOp } from "../../helpers/ops.ts";
import { callServer, done } from "../../helpers/shared-desk.ts";
import { firstRow } from "./connections.ts";

export type Joined = Identity & { readonly fence: string; readonly epoch: string };

/** One desk's conversation with the server on a connection of its own: it calls the functions and keeps its cursor. */
export class Line {
  readonly #client: Client | Pool;
  readonly #desk: Joined;
  readonly #limit: number;
  #cursor: Cursor = { seq: 0, hash: "" };

  /** `limit`: most feed entries of an answer. */
  constructor(client: Client | Pool, desk: Joined, limit = ENTRIES_AN_ANSWER) {
    this.#client = client;
    this.#desk = desk;
    this.#limit = limit;
  }

  /** Pushes ops and pulls what follows the cursor; every op has to be taken, as a winner or as a loser. */
  async exchange(ops: readonly OfferedOp[]): Promise<readonly OpOutcome[]> {
    const { outcomes } = await this.#exchange(ops);
    const left = outcomes.find(({ outcome }) => outcome !== "accepted" && outcome !== "conflicted");
    if (left) throw new Error(`an op was not taken: ${JSON.stringify(left)}`);
    return outcomes;
  }

  /** Reads the feed to its end. */
  async catchUp(): Promise<void> {
    while ((await this.#exchange([])).head > this.#cursor.seq);
  }

  /** Another desk of the practice, on a connection of its own. */
  async enrol(client: Client, deskName: string, limit?: number): Promise<Line> {
    const { code } = await this.call<Invited>("invite", {});
    const { reply } = await firstRow<{ reply: ServerReply<Enrolled> }>(
      client,
      "SELECT anteroom_api.enrol($1, $2) AS reply",
      [code, JSON.stringify({ deskName, schema: SCHEMA })],
    );
    return new Line(client, done(reply), limit);
  }

  async call<Reply extends object>(name: string, request: object): Promise<Reply> {
    const { fence } = this.#desk;
    return done(await callServer<Reply>(this.#client, name, this.#desk, { fence, ...request }));
  }

  async #exchange(ops: readonly OfferedOp[]): Promise<ExchangeReply> {
    const { epoch } = this.#desk;
    const request: Omit<ExchangeRequest, "fence"> = {
      schema: SCHEMA,
      epoch,
      cursor: this.#cursor,
      ops,
      leases: [],
      limit: this.#limit,
    };
    const reply = await this.call<ExchangeReply>("exchange", request);
    const last = reply.entries.at(-1);
    if (last) this.#cursor = { seq: last.seq, hash: last.hash };
    return reply;
  }
}
