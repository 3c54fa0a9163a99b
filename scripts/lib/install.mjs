import { delimiter, dirname } from "node:path";
import { inspectPackages } from "./installed-packages.mjs";
import { bundledNode, isNodeNewEnough } from "./node.mjs";
import { projectDir } from "./paths.mjs";
import { lastLines, run } from "./run.mjs";
import { KnownProblem, say, secondsSince } from "./say.mjs";

const QUIETLY = ["--no-audit", "--no-fund", "--loglevel=error"];
// Stack frames, dumped properties and the log file's path: nothing a person can act on.
const NPM_NOISE =
  /A complete log of this run|\.log$|error\s+at |error\s{2,}\w+: |error (errno|syscall)|\}$|error$/;

/** Installs the npm packages when node_modules is missing or holds other versions than the lockfile. */
export async function ensurePackages() {
  const state = inspectPackages();
  if (state === "complete") return;
  say("Installing the npm packages...");
  const startedAt = Date.now();
  if (state === "wrong") await npmOrStop(["ci", ...QUIETLY]);
  // Under an old Node, npm leaves out optional packages that ask for a newer one, such as the bundler's binary.
  if (inspectPackages() === "incomplete") {
    await npmOrStop(["install", "--no-save", ...QUIETLY], isNodeNewEnough() ? undefined : bundledNode());
  }
  say(`Installed the npm packages in ${secondsSince(startedAt)}.`);
}

/** Runs npm, the one that started us where there is one, under `node`. */
export function runNpm(args, { cwd, node = process.execPath }) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith(".js")) return run(node, [npm, ...args], { cwd });
  return run("npm", args, { cwd, env: { PATH: `${dirname(node)}${delimiter}${process.env.PATH}` } });
}

async function npmOrStop(args, node) {
  const { code, output } = await runNpm(args, { cwd: projectDir, node });
  if (code !== 0) throw new KnownProblem(describeNpmFailure(code, output));
}

function describeNpmFailure(code, output) {
  if (code === 127)
    return "npm was not found. Install Node.js with npm (https://nodejs.org), then run this again.";
  const errors = output
    .split("\n")
    .filter((line) => line.startsWith("npm error") && !NPM_NOISE.test(line))
    .map((line) => line.replace(/^npm error ?/, "  "));
  const advice = adviceFor(output);
  const told = errors.length > 0 ? errors.slice(0, advice ? 2 : 15).join("\n") : lastLines(output, 15);
  return `The npm packages could not be installed${advice ?? "."}\nnpm says:\n${told}`;
}

function adviceFor(output) {
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET|ENETUNREACH/.test(output)) {
    return ": the npm registry cannot be reached. Check the network or the proxy settings, then run this again.";
  }
  if (/ENOSPC/.test(output)) return ": the disk is full. Free about 1 GB, then run this again.";
  if (/EACCES|EPERM/.test(output))
    return ": files in this folder belong to someone else. Make them yours, then run this again.";
  if (/EUSAGE/.test(output))
    return ": package.json and package-lock.json disagree. Run `npm install` and commit both.";
  return undefined;
}
