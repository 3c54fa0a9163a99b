import { ensurePackages } from "./install.mjs";
import { isNodeNewEnough, requireNodeWhereNoneIsBundled, runAgainUnderBundledNode } from "./node.mjs";
import { runScript } from "./say.mjs";

/**
 * Runs `body` with every package installed and under a Node that can load them.
 * Everything up to there must run on Node 18 with nothing but Node itself.
 */
export function bootstrap(body) {
  return runScript(async () => {
    requireNodeWhereNoneIsBundled();
    await ensurePackages();
    return isNodeNewEnough() ? body(process.argv.slice(2)) : runAgainUnderBundledNode();
  });
}
