import { readdirSync, readFileSync } from "node:fs";
import type { ElectronApplication } from "@playwright/test";
import { expect } from "@playwright/test";

type Process = { pid: number; parent: number };

/** Field 2 of /proc/<pid>/stat is a name in brackets that may hold spaces; the parent is the second after it. */
function allProcesses(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return state === "Z" ? [] : [{ pid: Number(name), parent: Number(parent) }];
      } catch {
        return [];
      }
    });
}

function descendants(pid: number): number[] {
  const all = allProcesses();
  const found = [pid];
  for (const known of found)
    found.push(...all.filter(({ parent }) => parent === known).map((each) => each.pid));
  return found.slice(1);
}

const alive = (pids: readonly number[]): number[] => {
  const now = new Set(allProcesses().map(({ pid }) => pid));
  return pids.filter((pid) => now.has(pid));
};

/**
 * As a power cut does: nothing in the main process runs after this. Chromium's helpers end by themselves when it is
 * gone; the promise waits for that, and for everything they had already said to be read.
 */
export async function killAtOnce(app: ElectronApplication): Promise<void> {
  const main = app.process();
  const helpers = process.platform === "linux" && main.pid ? descendants(main.pid) : [];
  const closed = app.waitForEvent("close");
  main.kill("SIGKILL");
  await closed;
  await expect.poll(() => alive(helpers), { intervals: [10, 20, 50], timeout: 10_000 }).toEqual([]);
}
