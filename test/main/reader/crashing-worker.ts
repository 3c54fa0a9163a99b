import { existsSync, writeFileSync } from "node:fs";
import type { ReadableDb } from "../../../main/db/connection.ts";
import { answerQuestions } from "../../../main/reader/answering.ts";
import { housekeepingQueries } from "../../../main/reader/housekeeping-queries.ts";
import type { LongQueries } from "../../../main/reader/long-query.ts";

/** The real reader thread with questions that kill it, or that wait until a file says go on. */
export const queries = {
  ...housekeepingQueries,
  countAppointments: (db: ReadableDb): number =>
    db.prepare<[], number>("SELECT count(*) FROM appointment").pluck().get() ?? 0,
  countTwice: (db: ReadableDb, { ready, goOn }: { ready: string; goOn: string }): [number, number] => {
    const count = () => queries.countAppointments(db);
    const first = count();
    writeFileSync(ready, "");
    waitFor(goOn);
    return [first, count()];
  },
  write: (db: ReadableDb): void => void db.exec("DELETE FROM appointment"),
  die: (): never => process.exit(1),
  dieOnce: (_db: ReadableDb, { mark }: { mark: string }): string => {
    if (existsSync(mark)) return "lives";
    writeFileSync(mark, "");
    process.exit(1);
  },
  wait: (_db: ReadableDb, { ready, goOn }: { ready: string; goOn: string }): void => {
    writeFileSync(ready, "");
    waitFor(goOn);
  },
} satisfies LongQueries;

function waitFor(file: string): void {
  while (!existsSync(file)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
}

answerQuestions(queries);
