import { removeFolder, temporaryFolder } from "../../helpers/temporary-folder.ts";
import type { Run } from "../../key-runs/counted-keys.ts";
import { prepareKeyRuns } from "../../key-runs/prepare.ts";
import {
  bookKnownClient,
  callerOf,
  moveFromCursor,
  openNextFree,
  rebookRefused,
  startRun,
} from "../../key-runs/runs.ts";
import { launch } from "../app/launch.ts";
import { median, percentile } from "../measure.ts";
import type { Report } from "../report.ts";

const REFUSALS = 5;

/** What a phone call costs at the keyboard: the keys that nine in ten callers take at most, and the usual time. */
export async function benchKeys(report: Report): Promise<void> {
  const dataDir = temporaryFolder();
  const practice = await prepareKeyRuns(dataDir);
  const { app, page } = await launch(dataDir);
  const runs: Record<"book" | "move" | "next-free" | "rebook", Run[]> = {
    book: [],
    move: [],
    "next-free": [],
    rebook: [],
  };
  const calls = practice.callers.length;
  for (let run = 0; run < calls; run += 1) {
    await startRun(page, practice, run);
    runs["next-free"].push(await openNextFree(page));
    await startRun(page, practice, run);
    runs.book.push(await bookKnownClient(page, callerOf(practice, run)));
    runs.move.push(await moveFromCursor(page, callerOf(practice, run)));
  }
  for (let run = calls; run < calls + REFUSALS; run += 1) {
    await startRun(page, practice, run);
    runs.rebook.push(await rebookRefused(page, practice, run));
  }
  await app.close();
  removeFolder(dataDir);

  const add = (act: keyof typeof runs, most: number): void => {
    const keys = runs[act].map((run) => run.keys);
    report.add({
      name: `desk.${act}.keys`,
      value: percentile(keys, 0.9),
      unit: "keys",
      gate: { atMost: most },
    });
    report.add({ name: `desk.${act}.ms`, value: median(runs[act].map(({ ms }) => ms)), unit: "ms" });
  };
  add("book", 12);
  add("move", 4);
  add("next-free", 3);
  add("rebook", 2);
}
