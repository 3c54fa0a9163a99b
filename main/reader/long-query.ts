import type { ReadableDb } from "../db/connection.ts";

/** Where a reader thread reads. */
export type ReaderContext = { readonly file: string; readonly dataDir: string };

/**
 * A question that may take over 5 ms. It sees one moment of the database, whatever is booked meanwhile; what
 * goes in and comes out is copied between threads, so both are plain data.
 */
export type LongQuery<Input, Output> = (
  db: ReadableDb,
  input: Input,
  context: ReaderContext,
) => Output | Promise<Output>;
export type LongQueries = Record<string, LongQuery<never, unknown>>;
