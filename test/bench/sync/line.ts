import type pg from "pg";
import {
  type Cursor,
  ENTRIES_AN_ANSWER,
  type Enrolled,
  type ExchangeReply,
  type ExchangeRequest,
  type Invited,
  type OpOutcome,
  SCHEMA,
  type ServerReply,
} from "../../../src/sync/protocol.ts";
import { firstRow } from "./connections.ts";

export type Joined = {
  readonly deskId: string;
  readonly secret: string;
  readonly fence: string;
  readonly epoch: string;
};
export type TravellingOp = ExchangeRequest["ops"][number];

/** One desk's conversation with the server on a connection of its own: it calls the functions and keeps its cursor. */
export class Line {
  readonly client: pg.Client | pg.Pool;
  readonly #desk: Joined;
  readonly #limit: number;
  #cursor: Cursor = { seq: 0, hash: "" };

  /** `limit`: most feed entries of an answer. */
  constructor(client: pg.Client | pg.Pool, desk: Joined, limit = ENTRIES_AN_ANSWER) {
    this.client = client;
    this.#desk = desk;
    this.#limit = limit;
  }

  /** Pushes ops and pulls what follows the cursor; every op has to be taken, as a winner or as a loser. */
  async exchange(ops: readonly TravellingOp[]): Promise<readonly OpOutcome[]> {
    const { outcomes } = await this.#exchange(ops);
    const left = outcomes.find(({ outcome }) => outcome !== "accepted" && outcome !== "conflicted");
    if (left) throw new Error(`an op was not taken: ${JSON.stringify(left)}`);
    return outcomes;
  }

  /** Reads the feed to its end. */
  async catchUp(): Promise<void> {
    while ((await this.#exchange([])).head > this.#cursor.seq);
  }

  async #exchange(ops: readonly TravellingOp[]): Promise<ExchangeReply> {
    const { fence, epoch } = this.#desk;
    const request: ExchangeRequest = {
      fence,
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

  /** Another desk of the practice, on a connection of its own. */
  async enrol(client: pg.Client, deskName: string, limit?: number): Promise<Line> {
    const { code } = await this.call<Invited>("invite", { fence: this.#desk.fence });
    const { reply } = await firstRow<{ reply: ServerReply<Enrolled> }>(
      client,
      "SELECT anteroom_api.enrol($1, $2) AS reply",
      [code, JSON.stringify({ deskName, schema: SCHEMA })],
    );
    if (!reply.ok) throw new Error(`enrol: ${reply.code}`);
    return new Line(client, reply, limit);
  }

  async call<Reply extends { ok: true }>(name: string, request: unknown): Promise<Reply> {
    const { deskId, secret } = this.#desk;
    const { reply } = await firstRow<{ reply: ServerReply<Reply> }>(
      this.client,
      `SELECT anteroom_api.${name}($1, $2, $3) AS reply`,
      [deskId, secret, JSON.stringify(request)],
    );
    if (!reply.ok) throw new Error(`${name}: ${reply.code}`);
    return reply;
  }
}
