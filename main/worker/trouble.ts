import type { ServerProblem } from "../../src/ipc/sharing-views.ts";

/**
 * Why the shared server could not be asked, or could not do what it was asked. What a server's function answers,
 * a refusal too, is a reply and never this. `detail` is for whoever looks after the server: no password, no client.
 */
export class ServerTrouble extends Error {
  readonly problem: ServerProblem;
  readonly detail: string;

  constructor(problem: ServerProblem, detail = "") {
    super(detail === "" ? problem : `${problem}: ${detail}`);
    this.problem = problem;
    this.detail = detail;
  }
}

/**
 * Whether the line is at fault, so that the same is simply sent again: also after a connection lost during COMMIT,
 * when nobody can say whether it was done.
 */
export const isLineTrouble = (error: unknown): error is ServerTrouble =>
  error instanceof ServerTrouble && (error.problem === "unreachable" || error.problem === "interrupted");
