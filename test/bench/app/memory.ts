import { setTimeout as wait } from "node:timers/promises";
import { removeFolder, temporaryFolder } from "../../helpers/temporary-folder.ts";
import type { Report } from "../report.ts";
import { launch } from "./launch.ts";

/** What a start leaves behind it has been cleared away by then. */
const SETTLED_MS = 5_000;

/** All processes of the app with the demo's day on the board. Where systems tell it, only what is not shared. */
export async function benchMemory(report: Report): Promise<void> {
  const dataDir = temporaryFolder();
  const { app } = await launch(dataDir, { demo: true });
  await wait(SETTLED_MS);
  const kilobytes = await app.evaluate((electron) =>
    electron.app
      .getAppMetrics()
      .map(({ memory }) => memory.privateBytes ?? memory.workingSetSize)
      .reduce((sum, one) => sum + one, 0),
  );
  await app.close();
  removeFolder(dataDir);
  report.add({ name: "memory.mb", value: kilobytes / 1024, unit: "MB" });
}
