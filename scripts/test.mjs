// npm test: installs what is missing, then types, lint, every test, and the tests in the real window.
import { resolveElectron } from "./electron/runtime.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";
import { ensureBuilt } from "./lib/build.mjs";
import { runChecks } from "./lib/checks.mjs";
import { withScreen } from "./lib/display.mjs";
import { KnownProblem, say } from "./lib/say.mjs";
import { runPlaywright, runVitest, WINDOW_TEST_WORKERS } from "./lib/test-runs.mjs";

// A fresh machine has to pass: where we are root, as in a container, the system packages come too.
const options = { installSystemPackages: true };

await bootstrap({}, async () => {
  const runtime = await resolveElectron(options);
  say(runtime.sentence);
  const failedSteps = await runChecks();
  const counts = [await runVitest()];
  if (await builds(runtime))
    counts.push(await withScreen({ ...options, count: WINDOW_TEST_WORKERS }, () => runPlaywright()));
  else failedSteps.push("build");
  return report(counts, failedSteps);
});

async function builds(runtime) {
  try {
    await ensureBuilt(runtime);
    return true;
  } catch (error) {
    if (!(error instanceof KnownProblem)) throw error;
    say(error.message);
    return false;
  }
}

/** The last line is the sum for people and machines; a failed type check, linter or build is one failure each. */
function report(counts, failedSteps) {
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  const failed = sum("failed") + failedSteps.length;
  if (failedSteps.length > 0) say(`Failed: ${failedSteps.join(", ")}.`);
  // Again at the end, where they are found: the reports above are long.
  for (const failure of counts.flatMap(({ failures }) => failures)) say(`Failed: ${failure}`);
  for (const stumble of counts.flatMap(({ stumbles = [] }) => stumbles))
    say(`Only on a second try: ${stumble}`);
  const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
  console.log(`${sum("passed")} passed, ${failed} failed${skipped}`);
  return failed === 0 && sum("passed") > 0 ? 0 : 1;
}
