import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import type { ElectronRuntime } from "../../../scripts/electron/runtime.d.mts";
import { resolveElectron } from "../../../scripts/electron/runtime.mjs";

let resolving: Promise<ElectronRuntime> | undefined;

export type Launched = { app: ElectronApplication; page: Page; startMs: number };

/** Starts the built app on a data folder; `startMs`: until a practitioner's column can be seen. */
export async function launch(dataDir: string, options: { demo?: boolean } = {}): Promise<Launched> {
  resolving ??= resolveElectron();
  const { executablePath, args } = await resolving;
  const started = performance.now();
  const app = await _electron.launch({
    executablePath,
    args: [...args, ...(options.demo ? ["--demo"] : [])],
    env: { ...process.env, ANTEROOM_DATA_DIR: dataDir } as Record<string, string>,
  });
  const page = await app.firstWindow();
  await page.getByRole("columnheader").first().waitFor({ state: "visible" });
  return { app, page, startMs: performance.now() - started };
}
