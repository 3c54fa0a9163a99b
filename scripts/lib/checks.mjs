import { packagePath, projectDir } from "./paths.mjs";
import { run } from "./run.mjs";
import { say, secondsSince } from "./say.mjs";

const CHECKS = {
  "type check": [packagePath("typescript", "bin", "tsc"), "-b"],
  biome: [packagePath("@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings"],
  oxlint: [packagePath("oxlint", "bin", "oxlint"), "--deny-warnings"],
};

/** Runs the type check and the linters side by side; returns the names of those that failed. */
export async function runChecks() {
  const results = await Promise.all(Object.entries(CHECKS).map(runCheck));
  return results.filter((name) => name !== undefined);
}

async function runCheck([name, command]) {
  const startedAt = Date.now();
  const { code, output } = await run(process.execPath, command, { cwd: projectDir });
  if (code === 0) {
    say(`${name}: fine (${secondsSince(startedAt)})`);
    return undefined;
  }
  say(`${name}: failed\n${output.trim()}`);
  return name;
}
