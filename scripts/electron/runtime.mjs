import { projectDir } from "../lib/paths.mjs";
import { KnownProblem } from "../lib/say.mjs";
import {
  ensureEvaluationRuntime,
  evaluationRuntimeRunsHere,
  evaluationVersion,
} from "./evaluation-runtime.mjs";
import { downloadOfficialElectron, findInstalledElectron, officialVersion } from "./official-release.mjs";
import { linkProjectRuntime } from "./project-runtime.mjs";
import { sandboxArgs } from "./sandbox.mjs";
import { ensureCompiledBinding, removeCompiledBinding } from "./sqlite-binding.mjs";
import { ensureWindowLibraries } from "./system-packages.mjs";

/**
 * Finds the Electron that runs this checkout, fetching what is missing: the official release from
 * node_modules, else from GitHub, else (Linux on x64 only) the verified evaluation runtime.
 * `args` go before the app's own arguments. The packages must be installed.
 */
export async function resolveElectron({ installSystemPackages = Boolean(process.env.CI) } = {}) {
  const installed = findInstalledElectron();
  const official = installed ?? (await downloadOfficialElectron());
  if (official) {
    await ensureWindowLibraries(official, { installSystemPackages });
    removeCompiledBinding();
    return {
      kind: installed ? "installed" : "downloaded",
      version: officialVersion(),
      executablePath: official,
      args: [...sandboxArgs(), projectDir],
      sentence: `Runs on Electron ${officialVersion()}.`,
    };
  }
  if (!evaluationRuntimeRunsHere()) {
    throw new KnownProblem(
      `Electron ${officialVersion()} could not be downloaded: GitHub cannot be reached from here. ` +
        "Connect to the network, or name a mirror in ELECTRON_MIRROR, then run this again.",
    );
  }
  const executablePath = linkProjectRuntime(await ensureEvaluationRuntime());
  await ensureWindowLibraries(executablePath, { installSystemPackages });
  await ensureCompiledBinding(executablePath, { installSystemPackages });
  return {
    kind: "evaluation",
    version: evaluationVersion,
    executablePath,
    args: sandboxArgs(),
    sentence:
      `Runs on Electron ${evaluationVersion} from the npm registry, because ${officialVersion()} could not be ` +
      "downloaded: it gets no more fixes and serves evaluation and tests only.",
  };
}
