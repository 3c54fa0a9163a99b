import type { AnteroomError } from "../../src/ipc/errors.ts";
import { ok } from "../../src/result.ts";
import type { Clock } from "../../src/time/clock.ts";
import type { Effects } from "../commands/run-command.ts";
import type { ReadableDb, WritableDb } from "../db/connection.ts";
import type { CommandQueue } from "../queue/command-queue.ts";

/** What came could not be written here now: the disk is full, say, or the desk is closing. */
export class LocalTrouble extends Error {
  readonly error: AnteroomError;

  constructor(error: AnteroomError) {
    super(error.code);
    this.error = error;
  }
}

type Written<T> = { readonly value: T; readonly effects?: Effects };

/** This desk's database as sharing uses it: reads at once; writes through the queue, below what staff do. */
export class LocalSide {
  readonly reader: ReadableDb;
  readonly clock: Clock;
  readonly #queue: CommandQueue;
  readonly #tell: (effects: Effects) => void;
  #closed = false;

  constructor(options: {
    reader: ReadableDb;
    queue: CommandQueue;
    clock: Clock;
    /** The windows are told of what came once it is durable. */
    tell: (effects: Effects) => void;
  }) {
    this.reader = options.reader;
    this.clock = options.clock;
    this.#queue = options.queue;
    this.#tell = options.tell;
  }

  /** Nothing more is written: what is under way ends with its next step, and goes on there at the next start. */
  close(): void {
    this.#closed = true;
  }

  /** One job of the queue, all or nothing. Throws LocalTrouble when it was not done. */
  async write<T>(name: string, work: (db: WritableDb, now: number) => Written<T>): Promise<T> {
    if (this.#closed) throw new LocalTrouble({ code: "not-ready" });
    let value: T | undefined;
    const answer = await this.#queue.submit("remote", {
      name,
      run: (db) => {
        const written = work(db, this.clock());
        value = written.value;
        const { effects } = written;
        return { answer: ok({}), ...(effects && { committed: () => this.#tell(effects) }) };
      },
    });
    if (!answer.ok) throw new LocalTrouble(answer.error);
    return value as T;
  }
}
