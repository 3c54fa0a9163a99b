import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { removeFolder, temporaryFolder } from "../../helpers/temporary-folder.ts";
import type { Report } from "../report.ts";
import { launch } from "./launch.ts";

/** What a start leaves behind it has been cleared away by then. */
const SETTLED_MS = 5_000;

/** All processes of the app with the demo's day on the board. */
export async function benchMemory(report: Report): Promise<void> {
  const dataDir = temporaryFolder();
  const { app } = await launch(dataDir, { demo: true });
  await wait(SETTLED_MS);
  const processes = await app.evaluate((electron) =>
    electron.app.getAppMetrics().map(({ pid, memory }) => ({
      pid,
      // What is shared would count once for each; only Windows tells it apart here.
      kilobytes: memory.privateBytes ?? memory.workingSetSize,
    })),
  );
  const kilobytes = processes.map((one) => proportional(one.pid) ?? one.kilobytes);
  await app.close();
  removeFolder(dataDir);
  const sum = kilobytes.reduce((total, one) => total + one, 0);
  report.add({ name: "memory.mb", value: sum / 1024, unit: "MB" });
}

/** On Linux: a process's share, where each page counts in parts to those who share it. Kilobytes. */
function proportional(pid: number): number | undefined {
  if (process.platform !== "linux") return undefined;
  const pss = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
  return pss === undefined ? undefined : Number(pss);
}
