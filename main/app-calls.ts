import type { ParsedInputOf } from "../src/ipc/channel.ts";
import type { ChannelName, Contract } from "../src/ipc/contract.ts";
import type { AppView } from "../src/ipc/views.ts";
import { err, ok, type Result } from "../src/result.ts";
import type { Caller } from "./commands/unit-of-work.ts";
import { type RecoveryError, restore, startEmpty } from "./db/recovery.ts";
import type { Desk } from "./desk.ts";
import type { Answer } from "./ipc/router.ts";
import { answerSharingCalls, isSharingCall } from "./sharing-calls.ts";

export type AppFacts = Pick<AppView, "version" | "runtime" | "evaluationRuntime" | "demo">;

export type AppActs = {
  openDemo: () => void;
  /** Prints what a window shows on paper. */
  print: (window: string) => Promise<Answer>;
};

/** Calls about the app itself: what state it is in, the ways out of a state without a database, and sharing. */
export function answerAppCalls(desk: Desk, facts: AppFacts, acts: AppActs, development = false) {
  const sharing = answerSharingCalls(desk, development);
  const view = (): AppView => ({
    ...facts,
    deskId: desk.deskId,
    deskName: desk.deskName,
    database: desk.state,
  });

  async function recover(
    file: string,
    act: (dataDir: string, now: number) => Result<unknown, RecoveryError>,
  ): Promise<Answer> {
    let refused: RecoveryError | undefined;
    await desk.reopen((dataDir, now) => {
      const result = act(dataDir, now);
      if (!result.ok) refused = result.error;
    });
    if (!refused) return ok(view());
    const problem = "problem" in refused ? refused.problem : "this backup is not in the list";
    return err({ code: "backup-unusable", file, problem });
  }

  return async (name: ChannelName, input: unknown, { window }: Caller): Promise<Answer> => {
    if (isSharingCall(name)) return sharing(name, input);
    const { state } = desk.state;
    const working = state === "ready" || state === "first-run";
    // A newer version's database, or one that another start has open, is nobody's to replace.
    const replaceable = state === "damaged" || state === "missing" || state === "failed";
    switch (name) {
      case "app.read":
        return ok(view());
      case "app.open-demo":
        acts.openDemo();
        return ok({});
      case "app.print":
        return acts.print(window);
      case "app.retry-open":
        if (!working) await desk.reopen(() => undefined);
        return ok(view());
      case "recovery.restore": {
        if (!replaceable) return err({ code: "not-allowed" });
        const { file } = input as ParsedInputOf<Contract["recovery.restore"]>;
        return recover(file, (dataDir, now) => restore(dataDir, file, now));
      }
      case "recovery.start-empty":
        return replaceable ? recover("", startEmpty) : err({ code: "not-allowed" });
      case "backups.make":
        return desk.makeBackup();
      default:
        throw new Error(`${name} is not answered by the app`);
    }
  };
}
