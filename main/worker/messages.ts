import type { ServerProblem } from "../../src/ipc/sharing-views.ts";
import type { Access } from "./postgres/address.ts";
import type { Call } from "./postgres/desk-line.ts";
import type { PreparedPractice, Preparing } from "./postgres/prepare.ts";
import type { ReplyOf, ServerFunction } from "./postgres/replies.ts";
import type { Tested } from "./postgres/test-server.ts";

/**
 * What the worker can be asked for. Each request names the server anew, so that a worker that was started again
 * needs to be told nothing.
 */
export type Tasks = {
  call: { input: Call; output: ReplyOf<ServerFunction> };
  /** Sends `hint` messages from then on; false when it did already. */
  listen: { input: { access: Access; channel: string }; output: boolean };
  /** `as`: an owner has to be able to prepare the server, a desk to find it prepared. */
  test: { input: { access: Access; as: "owner" | "desk" }; output: Tested };
  prepare: { input: Preparing; output: PreparedPractice };
  /** Closes the connections; the next request opens new ones. */
  "hang-up": { input: Record<never, never>; output: null };
};
export type TaskName = keyof Tasks;

export type Request = {
  [Name in TaskName]: { id: number; task: Name; input: Tasks[Name]["input"] };
}[TaskName];
/** Ends the worker in its own time: connections are closed as the server likes it. */
export type Close = { close: true };
export type Message =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; problem: ServerProblem; detail: string }
  | { hint: true };
