// npm run check: types, lint and the fast tests, in seconds. `npm test` runs everything.
import { bootstrap } from "./lib/bootstrap.mjs";
import { runChecks } from "./lib/checks.mjs";
import { say } from "./lib/say.mjs";
import { runVitest } from "./lib/test-runs.mjs";

await bootstrap({}, async () => {
  const failedChecks = await runChecks();
  const { passed, failed } = await runVitest(["--exclude", "**/*.slow.test.ts"]);
  if (failedChecks.length > 0) say(`Failed: ${failedChecks.join(", ")}.`);
  return failedChecks.length === 0 && failed === 0 && passed > 0 ? 0 : 1;
});
