import type { AnteroomError } from "../../src/ipc/errors.ts";
import { err, type Result } from "../../src/result.ts";
import type { WritableDb } from "../db/connection.ts";
import { sql } from "../db/statements.ts";
import { type Fault, faultOf } from "./storage-fault.ts";

export type Answer = Result<unknown, AnteroomError>;

/** A command as the queue runs it. `committed` is called once its answer is durable, to tell the windows. */
export type Job = {
  readonly name: string;
  run(db: WritableDb): { answer: Answer; committed?: () => void };
};

export type Outcome = { answer: Answer; committed?: (() => void) | undefined };
/** A group either ends with an outcome for each job, or fails whole and leaves nothing behind. */
export type GroupResult<J> = { jobs: J[]; outcomes: Outcome[] } | { jobs: J[]; fault: Fault; error: unknown };

const FAULT_ANSWERS = {
  full: { code: "storage-full" },
  "read-only": { code: "read-only" },
  damaged: { code: "database-damaged" },
} as const;

export const answerToFault = (fault: "full" | "read-only" | "damaged"): Answer => err(FAULT_ANSWERS[fault]);

/** Leaves no transaction open. Several errors have ended it already, and ROLLBACK ends it even where it fails. */
function rollBack(db: WritableDb): void {
  try {
    if (db.inTransaction) sql(db, "ROLLBACK").run();
  } catch (error) {
    if (db.inTransaction) throw error;
  }
}

/**
 * Runs jobs in one BEGIN IMMEDIATE transaction, each in a savepoint of its own, so that one fsync serves them
 * all and a refusal takes back only itself. `next` hands out jobs until the group should end.
 */
export function runGroup<J extends Job>(
  db: WritableDb,
  next: () => J | undefined,
  unexpected: (job: J, error: unknown) => Answer,
): GroupResult<J> {
  const jobs: J[] = [];
  const outcomes: Outcome[] = [];
  try {
    sql(db, "BEGIN IMMEDIATE").run();
    for (let job = next(); job !== undefined; job = next()) {
      jobs.push(job);
      outcomes.push(runInSavepoint(db, job, unexpected));
    }
    sql(db, "COMMIT").run();
    return { jobs, outcomes };
  } catch (error) {
    rollBack(db);
    return { jobs, fault: faultOf(error), error };
  }
}

function runInSavepoint<J extends Job>(
  db: WritableDb,
  job: J,
  unexpected: (job: J, error: unknown) => Answer,
): Outcome {
  sql(db, "SAVEPOINT command").run();
  try {
    const outcome = job.run(db);
    if (!outcome.answer.ok) sql(db, "ROLLBACK TO command").run();
    sql(db, "RELEASE command").run();
    return outcome.answer.ok ? outcome : { answer: outcome.answer };
  } catch (error) {
    const fault = faultOf(error);
    // Disk full and I/O errors can end the whole transaction: then the group is run again, one by one.
    if (!db.inTransaction || fault === "transient" || fault === "damaged") throw error;
    sql(db, "ROLLBACK TO command").run();
    sql(db, "RELEASE command").run();
    return { answer: fault === "command" ? unexpected(job, error) : answerToFault(fault) };
  }
}
