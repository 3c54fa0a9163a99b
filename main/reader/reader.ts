import { housekeepingQueries } from "./housekeeping-queries.ts";
import { type CreateWorker, Lane, type LaneOptions } from "./lane.ts";
import type { longQueries } from "./long-queries.ts";
import type { LongQueries, LongQuery } from "./long-query.ts";

/** So many people cannot wait for a search; so much housekeeping cannot be due. */
const INTERACTIVE_LIMIT = 100;
const HOUSEKEEPING_LIMIT = 8;

type InputOf<Query> = Query extends LongQuery<infer Input, unknown> ? Input : never;
type OutputOf<Query> = Query extends (...given: never[]) => infer Output ? Awaited<Output> : never;

export type ReaderOptions = {
  /** `OpenedDesk.file`: the database, or the copy that a read-only desk reads from. */
  file: string;
  dataDir: string;
  createWorker: CreateWorker;
  log: LaneOptions["log"];
};

export type Reader<Queries extends LongQueries = typeof longQueries> = {
  /** Rejects with a ReaderError. */
  ask<Name extends keyof Queries & string>(
    name: Name,
    input: InputOf<Queries[Name]>,
  ): Promise<OutputOf<Queries[Name]>>;
  /** Before the desk is closed or declared damaged: the threads hold connections of their own. */
  close(): Promise<void>;
};

/** Long reads in threads of their own: one for what somebody waits for, one for checks and backups. */
export function startReader<Queries extends LongQueries = typeof longQueries>(
  options: ReaderOptions,
): Reader<Queries> {
  const { file, dataDir, createWorker, log } = options;
  const lane = (limit: number) => new Lane({ createWorker, context: { file, dataDir }, limit, log });
  const interactive = lane(INTERACTIVE_LIMIT);
  const housekeeping = lane(HOUSEKEEPING_LIMIT);
  return {
    ask: (name, input) => {
      const chosen = Object.hasOwn(housekeepingQueries, name) ? housekeeping : interactive;
      return chosen.ask(name, input) as Promise<OutputOf<Queries[typeof name]>>;
    },
    close: async () => {
      await Promise.all([interactive.close(), housekeeping.close()]);
    },
  };
}
