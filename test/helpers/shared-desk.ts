import type { ClientBase, Pool } from "pg";
import type { Conflict } from "../../src/conflicts/conflict.ts";
import type { Entity } from "../../src/sync/entities.ts";
import type { RowChange } from "../../src/sync/op.ts";
import type {
  Cursor,
  ExchangeReply,
  ExchangeRequest,
  FeedEntry,
  Identity,
  OpOutcome,
  ServerRefusal,
  ServerReply,
} from "../../src/sync/protocol.ts";
import { ENTRIES_AN_ANSWER, SCHEMA } from "../../src/sync/protocol.ts";
import { type OfferedOp, op, type Row } from "./ops.ts";
import type { TestPractice } from "./postgres.ts";

type Line = Pick<Pool | ClientBase, "query">;

/** One call as a desk makes it, over a connection of the desks' role. */
export async function callServer<Reply>(
  line: Line,
  name: string,
  { deskId, secret }: Identity,
  request: unknown,
): Promise<ServerReply<Reply>> {
  const { rows } = await line.query(`SELECT anteroom_api.${name}($1, $2, $3) AS reply`, [
    deskId,
    secret,
    JSON.stringify(request),
  ]);
  return rows[0].reply as ServerReply<Reply>;
}

/** The server as a desk sees it, without a desk: for tests of what the server answers. */
export class SharedDesk {
  cursor: Cursor = { seq: 0, hash: "" };
  readonly seen: FeedEntry[] = [];
  readonly practice: TestPractice;
  readonly identity: Identity;
  fence: string;
  epoch: string;

  constructor(practice: TestPractice, identity: Identity & { fence: string; epoch?: string } = practice) {
    this.practice = practice;
    this.identity = { deskId: identity.deskId, secret: identity.secret };
    this.fence = identity.fence;
    this.epoch = identity.epoch ?? practice.epoch;
  }

  call<Reply>(name: string, request: Record<string, unknown> = {}): Promise<ServerReply<Reply>> {
    return callServer<Reply>(this.practice.database.desks, name, this.identity, {
      fence: this.fence,
      cursor: this.cursor,
      ...request,
    });
  }

  request(request: Partial<ExchangeRequest> = {}): ExchangeRequest {
    const { fence, epoch, cursor } = this;
    return {
      fence,
      schema: SCHEMA,
      epoch,
      cursor,
      ops: [],
      leases: [],
      limit: ENTRIES_AN_ANSWER,
      ...request,
    };
  }

  /** Takes what comes; throws if the server refuses. */
  async exchange(request: Partial<ExchangeRequest> = {}): Promise<ExchangeReply> {
    const reply = done(await this.call<ExchangeReply>("exchange", this.request(request)));
    this.seen.push(...reply.entries);
    const last = reply.entries.at(-1);
    if (last) this.cursor = { seq: last.seq, hash: last.hash };
    return reply;
  }

  async push(...ops: readonly OfferedOp[]): Promise<readonly OpOutcome[]> {
    return (await this.exchange({ ops })).outcomes;
  }

  /** Offers one op; answers its outcome and, if there is one, its reason. */
  async act(...changes: readonly RowChange[]): Promise<OpOutcome> {
    const [outcome] = await this.push(op(changes));
    if (!outcome) throw new Error("no outcome");
    return outcome;
  }

  /** A row as the server has it now; undefined if it has none. */
  async row(entity: Entity, id: string): Promise<Row | undefined> {
    const { rows } = await this.practice.database.owner.query("SELECT anteroom.row_of($1, $2, $3) AS row", [
      this.practice.practiceId,
      entity,
      id,
    ]);
    return rows[0].row ?? undefined;
  }

  async mustHave(entity: Entity, id: string): Promise<Row> {
    const row = await this.row(entity, id);
    if (!row) throw new Error(`no ${entity} ${id}`);
    return row;
  }

  /** All conflicts about a row, in the order of their ids. */
  async conflictsOf(rowId: string): Promise<Conflict[]> {
    const { rows } = await this.practice.database.owner.query(
      `SELECT to_jsonb(c) - 'practice_id' AS c FROM anteroom.conflict c
       WHERE practice_id = $1 AND row_id = $2 ORDER BY opened_at, id`,
      [this.practice.practiceId, rowId],
    );
    return rows.map(({ c }) => c as Conflict);
  }
}

/** A reply that has to be a yes. */
export function done<Reply extends object>(reply: ServerReply<Reply>): Reply {
  if ((reply as ServerRefusal).ok === false) throw new Error(`refused: ${JSON.stringify(reply)}`);
  return reply as Reply;
}

/** The code of a reply that has to be a no. */
export function refusal(reply: ServerReply<object>): string {
  if ((reply as ServerRefusal).ok !== false) throw new Error(`accepted: ${JSON.stringify(reply)}`);
  return (reply as ServerRefusal).code;
}
