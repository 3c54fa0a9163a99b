import type { ParsedInputOf } from "../../src/ipc/channel.ts";
import type { Contract } from "../../src/ipc/contract.ts";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Clock } from "../../src/time/clock.ts";
import { findAccepted, inputHash, rememberAccepted } from "../db/requests.ts";
import type { Job } from "../queue/group-commit.ts";
import type { CommandName, Handler } from "./handler.ts";
import type { CommandHandlers } from "./index.ts";
import { type Caller, type Effects, UnitOfWork } from "./unit-of-work.ts";

export type { Effects };

/**
 * A command of the contract as a job for the queue. A request id that was accepted before is answered again
 * and not done twice; a refusal is not remembered and may be tried afresh.
 */
export function commandJob<Name extends CommandName>(
  handlers: CommandHandlers,
  name: Name,
  input: ParsedInputOf<Contract[Name]>,
  caller: Caller,
  clock: Clock,
  tell: (effects: Effects) => void,
): Job {
  const requestId = requestIdOf(input);
  const hash = requestId === undefined ? "" : inputHash(name, input);
  const handler = handlers[name] as Handler<Name>;
  return {
    name,
    run: (db) => {
      const accepted = requestId === undefined ? undefined : findAccepted(db, requestId);
      if (accepted && requestId !== undefined) {
        if (accepted.input_hash !== hash) return { answer: err({ code: "request-reused", requestId }) };
        return { answer: ok(JSON.parse(accepted.answer) as unknown) };
      }
      const unit = new UnitOfWork(db, clock(), caller);
      const answer: Result<unknown, AnteroomError> = handler(unit, input);
      if (!answer.ok) return { answer };
      const effects = unit.finish(name);
      if (requestId !== undefined)
        rememberAccepted(db, requestId, hash, unit.now, JSON.stringify(answer.value));
      return { answer, committed: () => tell(effects) };
    },
  };
}

const requestIdOf = (input: unknown): string | undefined =>
  typeof input === "object" && input !== null && "requestId" in input ? String(input.requestId) : undefined;

/** Work of the app's own (expired holds, series, old records): through the same queue, under no request id. */
export function internalJob(
  name: string,
  clock: Clock,
  tell: (effects: Effects) => void,
  work: (unit: UnitOfWork) => void,
): Job {
  return {
    name,
    run: (db) => {
      const unit = new UnitOfWork(db, clock(), { window: "", actor: "Anteroom" });
      work(unit);
      const effects = unit.finish(name);
      return { answer: ok({}), committed: () => tell(effects) };
    },
  };
}
