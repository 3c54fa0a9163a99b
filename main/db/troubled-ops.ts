import type { SharingView } from "../../src/ipc/sharing-views.ts";
import type { ReadableDb } from "./connection.ts";
import { sql } from "./statements.ts";

type Troubled = SharingView["troubled"][number];
/** More than anybody reads; the number of those that wait is told apart. */
const MOST_SHOWN = 100;

/** The ops that the server has not taken yet, and why not. */
export const troubledOps = (db: ReadableDb): Troubled[] =>
  sql<Troubled>(
    db,
    "SELECT op_id AS opId, outcome, reason, at FROM op_trouble ORDER BY at, op_id LIMIT ?",
  ).all(MOST_SHOWN);

export const countTroubledOps = (db: ReadableDb): number =>
  sql(db, "SELECT count(*) FROM op_trouble").pluck().get() as number;
