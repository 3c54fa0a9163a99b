import { ensurePackages } from "./install.mjs";
import { isNodeNewEnough, requireNodeWhereNoneIsBundled, runAgainUnderBundledNode } from "./node.mjs";
import { runScript } from "./say.mjs";

/**
 * Runs `body` with every package installed and under a Node that can load them; `first` runs before
 * anything is installed. Everything up to `body` must run on Node 18 with nothing but Node itself.
 */
export function bootstrap({ first }, body) {
  // Editors built on Electron leave this in their terminals; it would turn our window into a plain Node.
  delete process.env.ELECTRON_RUN_AS_NODE;
  return runScript(async () => {
    first?.();
    requireNodeWhereNoneIsBundled();
    await ensurePackages();
    return isNodeNewEnough() ? body(process.argv.slice(2)) : runAgainUnderBundledNode();
  });
}
