import type { ReadableDb } from "../db/connection.ts";
import { type Asking, type QueryName, queryHandlers } from "../queries/index.ts";
import { housekeepingQueries } from "./housekeeping-queries.ts";
import type { LongQueries } from "./long-query.ts";

type Ask = { name: QueryName; input: unknown; asking: Asking };

const queries = queryHandlers(() => {
  throw new Error("health is the main thread's to answer");
});

/** Somebody waits for these: they have a thread of their own. */
const interactiveQueries = {
  /** Those of the contract's queries that it calls long. */
  answer: (db: ReadableDb, { name, input, asking }: Ask) => queries[name](db, input as never, asking),
} satisfies LongQueries;

export const longQueries = { ...interactiveQueries, ...housekeepingQueries };
