import type { Identity, ServerRefusal } from "../../src/sync/protocol.ts";
import type { ShareRow } from "../db/share.ts";
import type { Secrets } from "../secrets-store.ts";
import type { Network } from "../worker/network.ts";
import { type Access, addressSchema } from "../worker/postgres/address.ts";
import type { ReplyOf, ServerFunction } from "../worker/postgres/replies.ts";
import type { Tested } from "../worker/postgres/test-server.ts";
import { ServerTrouble } from "../worker/trouble.ts";

/** The server answered, and its answer is no. */
export class Refused extends Error {
  readonly refusal: ServerRefusal;

  constructor(refusal: ServerRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

export type Granted<Name extends ServerFunction> = Extract<ReplyOf<Name>, { ok: true }>;

/** Names under which the secrets of sharing are kept: the login's, and each desk's own. */
export const passwordName = (practiceId: string): string => `server-password:${practiceId}`;
export const secretName = (deskId: string): string => `desk-secret:${deskId}`;

/** The line of a desk that shares: who it is, where its server is, and the development menu's scissors. */
export class Link {
  readonly #network: Network;
  readonly #secrets: Secrets;
  cut = false;

  constructor(network: Network, secrets: Secrets) {
    this.#network = network;
    this.#secrets = secrets;
  }

  /** Throws Refused for the server's no, ServerTrouble when it could not be asked. */
  async call<Name extends ServerFunction>(
    share: ShareRow,
    name: Name,
    request: unknown,
  ): Promise<Granted<Name>> {
    const access = await this.#access(share);
    const by = await this.#identity(share);
    const reply = await this.#network.ask("call", { access, name, by, request });
    if (!reply.ok) throw new Refused(reply as ServerRefusal);
    return reply as Granted<Name>;
  }

  /** Hears of the others from now on; false when the worker listened already. */
  async listen(share: ShareRow): Promise<boolean> {
    const channel = `anteroom_${share.practice_id.replaceAll("-", "")}`;
    return this.#network.ask("listen", { access: await this.#access(share), channel });
  }

  async test(share: ShareRow): Promise<Tested> {
    return this.#network.ask("test", { access: await this.#access(share), as: "desk" });
  }

  /** What another desk needs beside a code. */
  accessOf(share: ShareRow): Promise<Access> {
    return this.#access(share);
  }

  async hangUp(): Promise<void> {
    await this.#network.ask("hang-up", {}).catch(() => undefined);
  }

  async #access(share: ShareRow): Promise<Access> {
    if (this.cut) throw new ServerTrouble("unreachable", "the line is cut");
    const password = await this.#secrets.read(passwordName(share.practice_id));
    if (password === null) throw new ServerTrouble("password-missing");
    return { ...addressSchema.parse(JSON.parse(share.server)), password };
  }

  async #identity(share: ShareRow): Promise<Identity> {
    const secret = await this.#secrets.read(secretName(share.desk_id));
    if (secret === null) throw new ServerTrouble("password-missing");
    return { deskId: share.desk_id, secret };
  }
}
