import { type ChannelName, contract } from "../src/ipc/contract.ts";
import type { HealthView } from "../src/ipc/views.ts";
import { err } from "../src/result.ts";
import type { Clock } from "../src/time/clock.ts";
import type { CommandName } from "./commands/handler.ts";
import { type CommandHandlers, commandHandlers } from "./commands/index.ts";
import { commandJob } from "./commands/run-command.ts";
import type { Caller } from "./commands/unit-of-work.ts";
import type { ReadableDb, WritableDb } from "./db/connection.ts";
import type { Answer } from "./ipc/router.ts";
import { type QueryHandlers, type QueryName, queryHandlers } from "./queries/index.ts";
import { ReaderError } from "./reader/lane.ts";
import type { Reader } from "./reader/reader.ts";
import type { Running } from "./running.ts";

/** What windows ask: commands are answered from the queue, queries by the connection at hand or by a reader thread. */
export class Answers {
  readonly #commands: CommandHandlers;
  readonly #queries: QueryHandlers;
  readonly #clock: Clock;

  constructor(options: {
    clock: Clock;
    prove: (db: WritableDb) => boolean;
    health: (db: ReadableDb) => HealthView;
  }) {
    this.#clock = options.clock;
    this.#commands = commandHandlers(options.prove);
    this.#queries = queryHandlers(options.health);
  }

  async command(
    name: ChannelName,
    input: unknown,
    caller: Caller,
    { queue, tell }: Running,
  ): Promise<Answer> {
    const channel = contract[name];
    if (channel.kind !== "command") throw new Error(`${name} is not a command`);
    const job = commandJob(this.#commands, name as CommandName, input as never, caller, this.#clock, tell);
    return queue.submit(channel.priority, job);
  }

  /** Throws what SQLite throws when the database is damaged. */
  async query(
    name: ChannelName,
    input: unknown,
    { window }: Caller,
    from: { reader: ReadableDb | null; threads: Reader | undefined },
  ): Promise<Answer> {
    const channel = contract[name];
    if (channel.kind !== "query") throw new Error(`${name} is not a query`);
    const asking = { window, now: this.#clock() };
    try {
      if (channel.reads === "long" && from.threads)
        return await from.threads.ask("answer", { name: name as QueryName, input, asking });
      if (!from.reader) return err({ code: "not-ready" });
      return this.#queries[name as QueryName](from.reader, input as never, asking);
    } catch (error) {
      if (error instanceof ReaderError && error.code === "busy")
        return err({ code: "busy", retryAfterMs: 500 });
      if (error instanceof ReaderError && error.code === "closed") return err({ code: "not-ready" });
      throw error;
    }
  }
}
