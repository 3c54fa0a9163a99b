import { removeFolder } from "../../helpers/temporary-folder.ts";
import { median } from "../measure.ts";
import type { Report } from "../report.ts";
import { type Kind, seededDataDir } from "../seed/million.ts";
import { launch } from "./launch.ts";

const LAUNCHES = 5;

/** From the start of the process to a board that can be used, without and with a million appointments. */
export async function benchStart(report: Report): Promise<void> {
  const folders = { empty: await seededDataDir("empty"), full: await seededDataDir("full") };
  const times: Record<Kind, number[]> = { empty: [], full: [] };
  // Taking turns, so that both meet the same machine; the first of each warms it up.
  for (let turn = 0; turn <= LAUNCHES; turn += 1) {
    for (const kind of ["empty", "full"] as const) {
      const { app, startMs } = await launch(folders[kind]);
      await app.close();
      if (turn > 0) times[kind].push(startMs);
    }
  }
  for (const folder of Object.values(folders)) removeFolder(folder);
  report.add({ name: "start.ms", value: median(times.empty), unit: "ms" });
  report.add({
    name: "start.million-ratio",
    value: median(times.full) / median(times.empty),
    unit: "x empty",
    gate: { atMost: 1.5 },
  });
}
