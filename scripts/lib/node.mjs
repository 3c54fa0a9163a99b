import { existsSync } from "node:fs";
import { packagePath } from "./paths.mjs";
import { runInTerminal } from "./run.mjs";
import { KnownProblem } from "./say.mjs";

// The first with Node-API 10; better-sqlite3 crashes on anything older.
const OLDEST_NODE = [22, 14];
const PLATFORMS_WITH_NODE = ["linux-x64", "linux-arm64", "win32-x64"];

export function isNodeNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** Says early, before anything is installed, when this platform has to bring its own Node. */
export function requireNodeWhereNoneIsBundled() {
  if (isNodeNewEnough() || PLATFORMS_WITH_NODE.includes(`${process.platform}-${process.arch}`)) return;
  throw new KnownProblem(
    `Anteroom needs Node ${OLDEST_NODE.join(".")} or newer, and this is Node ${process.versions.node}. ` +
      "Install Node 24 from https://nodejs.org, then run this again.",
  );
}

/** The Node 24 that came with the packages. */
export function bundledNode() {
  const system = process.platform === "win32" ? "win" : process.platform;
  const executable = process.platform === "win32" ? "node.exe" : "node";
  const node = packagePath(`node-${system}-${process.arch}`, "bin", executable);
  if (!existsSync(node)) {
    throw new KnownProblem(
      "The Node 24 that comes with the packages is missing (were optional packages left out?). " +
        "Run `npm ci --include=optional`, then run this again.",
    );
  }
  return node;
}

/** Runs the same script again under the Node 24 that came with the packages; returns its exit code. */
export function runAgainUnderBundledNode() {
  return runInTerminal(bundledNode(), process.argv.slice(1));
}
