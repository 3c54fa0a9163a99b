import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packagePath, projectDir } from "./paths.mjs";
import { lastLines, run } from "./run.mjs";
import { KnownProblem, say, secondsSince } from "./say.mjs";

// Stack frames, dumped properties and the log file's path: nothing a person can act on.
const NPM_NOISE =
  /A complete log of this run|\.log$|error\s+at |error\s{2,}\w+: |error (errno|syscall)|\}$|error$/;

/** Installs the npm packages when node_modules is missing or holds other versions than the lockfile. */
export async function ensurePackages() {
  if (packagesMatchLockfile()) return;
  say("Installing the npm packages...");
  const startedAt = Date.now();
  const npm = process.env.npm_execpath;
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = npm?.endsWith(".js")
    ? await run(process.execPath, [npm, ...args], { cwd: projectDir })
    : await run("npm", args, { cwd: projectDir });
  if (code !== 0) throw new KnownProblem(describeNpmFailure(code, output));
  say(`Installed the npm packages in ${secondsSince(startedAt)}.`);
}

/**
 * Compares versions rather than file times: git and npm both touch files without changing them,
 * and a needless `npm ci` deletes node_modules under whatever is running.
 */
function packagesMatchLockfile() {
  const installed = readLockfile(packagePath(".package-lock.json"));
  if (!installed) return false;
  const wanted = readLockfile(join(projectDir, "package-lock.json")) ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.link || !path.includes("node_modules/")) return true;
    const found = installed[path];
    // An optional package of another platform is rightly absent.
    if (!found) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && existsSync(join(projectDir, path));
  });
}

function readLockfile(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
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
