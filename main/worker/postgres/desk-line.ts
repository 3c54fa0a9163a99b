import type { Client } from "pg";
import type { Identity } from "../../../src/sync/protocol.ts";
import { ServerTrouble } from "../trouble.ts";
import type { Access } from "./address.ts";
import { ask, connect, hangUp } from "./connect.ts";
import { type ReplyOf, replies, type ServerFunction } from "./replies.ts";

/** What a call may take: the server itself ends a statement of a desk after 20 seconds. */
const CALL_TIMEOUT_MS = 25_000;
/** Exchanges are small, and somebody looks at the state of the line: a dead one is noticed sooner. */
const EXCHANGE_TIMEOUT_MS = 10_000;

export type Call = {
  readonly access: Access;
  readonly name: ServerFunction;
  /** Who calls; enrolling is done by the code of an invitation instead. */
  readonly by: Identity | { readonly code: string };
  readonly request: unknown;
};

/** One connection for calls, opened when it is needed and again after it broke; one call after the other. */
export class DeskLine {
  #access: Access | undefined;
  #client: Client | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** Answers what the server's function answered, a refusal too. Throws ServerTrouble. */
  call({ access, name, by, request }: Call): Promise<ReplyOf<ServerFunction>> {
    const [text, values] =
      "code" in by
        ? [`SELECT anteroom_api.${name}($1, $2::jsonb) AS reply`, [by.code]]
        : [`SELECT anteroom_api.${name}($1::uuid, $2, $3::jsonb) AS reply`, [by.deskId, by.secret]];
    const timeoutMs = name === "exchange" ? EXCHANGE_TIMEOUT_MS : CALL_TIMEOUT_MS;
    return this.#inTurn(async () => {
      const client = await this.#connected(access);
      const [row] = await ask<{ reply: unknown }>(
        client,
        text,
        [...values, JSON.stringify(request)],
        timeoutMs,
      );
      const reply = replies[name].safeParse(row?.reply);
      if (reply.success) return reply.data;
      const where = reply.error.issues[0]?.path.join(".") ?? "";
      throw new ServerTrouble(
        "unexpected",
        `the server's answer to ${name} makes no sense at ${where || "all"}`,
      );
    });
  }

  /** Runs `work` on the connection for calls, in its turn. */
  with<T>(access: Access, work: (client: Client) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => work(await this.#connected(access)));
  }

  close(): void {
    if (this.#client) hangUp(this.#client);
    this.#client = undefined;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #connected(access: Access): Promise<Client> {
    if (JSON.stringify(this.#access) !== JSON.stringify(access)) this.close();
    this.#access = access;
    this.#client ??= await this.#open(access);
    return this.#client;
  }

  async #open(access: Access): Promise<Client> {
    const client = await connect(access);
    // Broken, also while nobody asks: the next call opens another one.
    const forget = (): void => {
      if (this.#client === client) this.#client = undefined;
    };
    client.once("error", forget).once("end", forget);
    return client;
  }
}
