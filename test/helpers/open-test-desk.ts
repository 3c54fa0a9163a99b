import { onTestFinished } from "vitest";
import { type OpenDesk, openDesk } from "./open-desk.ts";
import { removeFolder, temporaryFolder } from "./temporary-folder.ts";
import { type TestClock, testClock } from "./test-clock.ts";

export type TestDesk = OpenDesk & { clock: TestClock };

/**
 * A desk for one test: it is closed when the test ends. Given a `dataDir`, it opens what lies there, so that a
 * desk can be closed and opened again.
 */
export async function openTestDesk(options: { dataDir?: string; now?: number } = {}): Promise<TestDesk> {
  const clock = testClock(options.now);
  const dataDir = options.dataDir ?? temporaryTestFolder();
  const open = await openDesk({ dataDir, clock });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= open.close();
    return closing;
  };
  onTestFinished(close);
  return { ...open, close, clock };
}

/** An empty folder that goes when the test ends. */
export function temporaryTestFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => removeFolder(folder));
  return folder;
}
