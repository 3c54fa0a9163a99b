import { run, runOrStop } from "../lib/run.mjs";
import { KnownProblem, say } from "../lib/say.mjs";

/** What Electron's window needs from Debian and Ubuntu, and what a window without a screen needs. */
const WINDOW_PACKAGES =
  "libgtk-3-0 libnss3 libasound2 libgbm1 libatk-bridge2.0-0 libxss1 libxtst6 libnotify4 libsecret-1-0".split(
    " ",
  );
const DISPLAY_PACKAGES = ["xvfb", "xauth"];
const COMPILER_PACKAGES = { "g++": "g++", make: "make", python3: "python3" };
const MODEL_PACKAGES = { spin: "spin", gcc: "gcc", cpp: "cpp" };

let aptUpdated = false;

/** Makes sure the dynamic linker finds every library of the Electron binary. */
export async function ensureWindowLibraries(electron, { installSystemPackages }) {
  if (process.platform !== "linux") return;
  const missing = await missingLibraries(electron);
  if (missing.length === 0) return;
  const problem = `This system lacks libraries that the window needs: ${missing.join(", ")}.`;
  await installOrStop(problem, WINDOW_PACKAGES, installSystemPackages);
  const still = await missingLibraries(electron);
  if (still.length > 0) throw new KnownProblem(`Libraries are still missing: ${still.join(", ")}.`);
}

/** Makes sure a virtual screen can be started. */
export async function ensureVirtualScreen({ installSystemPackages }) {
  if (await hasCommand("Xvfb")) return;
  const problem = "There is no screen here, and no virtual one either (Xvfb).";
  await installOrStop(problem, DISPLAY_PACKAGES, installSystemPackages);
}

/** Makes sure the SQLite binding can be compiled. */
export async function ensureCompiler({ installSystemPackages }) {
  const missing = await missingCommands(COMPILER_PACKAGES);
  if (missing.length === 0) return;
  const problem = `The SQLite binding has to be compiled once, and this system lacks ${missing.join(", ")}.`;
  await installOrStop(problem, missing, installSystemPackages);
}

/** Makes sure the model of the sync rules can be checked: Spin writes C, which gcc compiles. */
export async function ensureModelChecker({ installSystemPackages }) {
  const missing = await missingCommands(MODEL_PACKAGES);
  if (missing.length === 0) return;
  const problem = `The model checker is not complete: this system lacks ${missing.join(", ")}.`;
  // The C library's headers come with g++ and are only recommended by gcc.
  const packages = missing.includes("gcc") ? [...missing, "libc6-dev"] : missing;
  await installOrStop(problem, packages, installSystemPackages);
}

async function missingCommands(packages) {
  const missing = [];
  for (const [command, name] of Object.entries(packages)) {
    if (!(await hasCommand(command))) missing.push(name);
  }
  return missing;
}

/** Only root on a machine with apt can install; a person's own machine is left to the person. */
function canInstall() {
  return process.platform === "linux" && process.getuid?.() === 0;
}

async function installOrStop(problem, packages, installSystemPackages) {
  const names = await namesHere(packages);
  const command = `apt-get install -y --no-install-recommends ${names.join(" ")}`;
  if (!installSystemPackages || !canInstall() || !(await hasCommand("apt-get"))) {
    throw new KnownProblem(`${problem} On Debian or Ubuntu, install them with:\n  sudo ${command}`);
  }
  say(`${problem} Installing ${names.join(" ")}...`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  if (!aptUpdated) {
    const sentence = `${problem} apt-get could not fetch its package lists. When it can, run:\n  ${command}\nIt says:`;
    await runOrStop(sentence, "apt-get", ["update", "-qq"], { env });
    aptUpdated = true;
  }
  const args = ["install", "-y", "-qq", "--no-install-recommends", ...(await namesHere(packages))];
  await runOrStop(`${problem} They could not be installed:`, "apt-get", args, { env });
}

/** Newer Debian and Ubuntu releases renamed libraries with 64-bit times: libasound2 became libasound2t64. */
async function namesHere(packages) {
  const { code, output } = await run("apt-cache", ["pkgnames", "lib"]);
  const known = new Set(code === 0 ? output.split("\n") : []);
  return packages.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
}

async function missingLibraries(electron) {
  const { output } = await run("ldd", [electron]);
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
}

async function hasCommand(name) {
  return (await run("sh", ["-c", `command -v "${name}"`])).code === 0;
}
