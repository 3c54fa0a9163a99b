import type { Client } from "pg";
import type { Access } from "./address.ts";
import { ask, connect, hangUp } from "./connect.ts";

const HEARTBEAT_EVERY_MS = 20_000;
const HEARTBEAT_TIMEOUT_MS = 5_000;

/**
 * Hears on a connection of its own that something happened in the practice. Only a hint: behind a pooler, or on a
 * line that died unnoticed, none comes, and the desks ask from time to time anyway.
 */
export class Hints {
  readonly #hint: () => void;
  #client: Client | undefined;
  #heardAt = "";
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(hint: () => void) {
    this.#hint = hint;
  }

  /** Returns once hints are heard; false when they were already. Throws ServerTrouble. */
  async listen(access: Access, channel: string): Promise<boolean> {
    const where = JSON.stringify([access, channel]);
    if (this.#client && this.#heardAt === where) return false;
    this.close();
    const client = await connect(access);
    try {
      await ask(client, `LISTEN ${client.escapeIdentifier(channel)}`, [], HEARTBEAT_TIMEOUT_MS);
    } catch (error) {
      hangUp(client);
      throw error;
    }
    this.#client = client;
    this.#heardAt = where;
    const lost = (): void => {
      if (this.#client === client) this.close();
    };
    client.on("notification", this.#hint).once("error", lost).once("end", lost);
    const beat = (): void => {
      ask(client, "SELECT 1", [], HEARTBEAT_TIMEOUT_MS).catch(lost);
    };
    this.#heartbeat = setInterval(beat, HEARTBEAT_EVERY_MS);
    return true;
  }

  close(): void {
    clearInterval(this.#heartbeat);
    if (this.#client) hangUp(this.#client);
    this.#client = undefined;
  }
}
