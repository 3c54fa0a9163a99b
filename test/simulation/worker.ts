import { makeProcessesMortal } from "./dying.ts";
import { makeProcessRepeatable } from "./repeatable-process.ts";
import { type SabotageName, sabotages } from "./sabotage/index.ts";
import { replaceModule } from "./sabotage/replace-module.ts";
import type { Sabotage } from "./sabotage/sabotage.ts";

/** One process that runs the seeds it is sent, one after the other, in rising order. */
export type Task = { readonly seed: number };
/** What it is started with: a database of its own. */
export type WorkerSetup = {
  readonly ownerUrl: string;
  readonly deskUrl: string;
  readonly sabotage?: SabotageName | undefined;
  /** How many of the last steps a failure tells. */
  readonly traceLength: number;
};

const setup = JSON.parse(process.argv[2] ?? "") as WorkerSetup;
const sabotage: Sabotage | undefined = setup.sabotage && sabotages[setup.sabotage];
makeProcessRepeatable();
makeProcessesMortal();
if (sabotage?.replica) replaceModule("../../../main/sync/replica.ts", sabotage.replica);

// Only now, so that what is replaced has not been loaded yet.
const { Bench } = await import("./bench.ts");
const { runSeed } = await import("./runner.ts");
const bench = await Bench.open(setup, sabotage);

process.on("message", ({ seed }: Task) => {
  void runSeed(bench, seed).then((result) => process.send?.(result));
});
process.on("disconnect", () => void bench.close().finally(() => process.exit()));
process.send?.("ready");
