import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { packagePath, projectCacheDir, projectDir } from "./paths.mjs";
import { runInTerminal } from "./run.mjs";
import { say } from "./say.mjs";

/** How many windows are tested side by side. */
export const WINDOW_TEST_WORKERS = 2;

const reports = join(projectCacheDir, "reports");

/** Unit and integration tests. Returns what vitest itself counted. */
export async function runVitest(args = []) {
  const report = freshReport("vitest.json");
  const code = await runInTerminal(
    process.execPath,
    [
      packagePath("vitest", "vitest.mjs"),
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...args,
    ],
    { cwd: projectDir },
  );
  return tally("vitest", code, report, (result) => ({
    passed: result.numPassedTests,
    failed: result.numFailedTests,
    skipped: result.numPendingTests + result.numTodoTests,
    failures: failedInVitest(result),
  }));
}

/** Tests in the real window. Returns what Playwright itself counted, and which tests passed only on a second try. */
export async function runPlaywright(args = []) {
  const report = freshReport("playwright.json");
  const code = await runInTerminal(
    process.execPath,
    [packagePath("@playwright", "test", "cli.js"), "test", `--workers=${WINDOW_TEST_WORKERS}`, ...args],
    { cwd: projectDir, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } },
  );
  return tally("playwright", code, report, ({ stats, suites }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: linesOf(suites, (status) => status === "unexpected"),
    stumbles: linesOf(suites, (status) => status === "flaky"),
  }));
}

/** One line for each failed test: where it is, its name, and what it said first. */
const failedInVitest = ({ testResults }) =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(projectDir, name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0 && status === "failed") return [lineOf(file, "", message)];
    return failed.map(({ fullName, failureMessages }) => lineOf(file, fullName, failureMessages[0]));
  });

/** The same for the tests of Playwright's report that ended in some way. */
const linesOf = (suites, isMeant) =>
  suites.flatMap(({ file, specs = [], suites: inner = [] }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => isMeant(status)))
      .map(({ title, tests }) =>
        lineOf(
          file,
          title,
          tests.flatMap(({ results }) => results).find(({ error }) => error)?.error.message,
        ),
      ),
    ...linesOf(inner, isMeant),
  ]);

const lineOf = (file, name, message = "") =>
  [file, name, stripVTControlCharacters(message).split("\n")[0]].filter(Boolean).join(": ");

function freshReport(name) {
  const report = join(reports, name);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  return report;
}

/** A run that ends badly without a failed test (a file that does not load, say) counts as one failure. */
function tally(name, code, report, count) {
  let counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  try {
    counts = count(JSON.parse(readFileSync(report, "utf8")));
  } catch {
    say(`${name} left no report.`);
    code ||= 1;
  }
  if (code !== 0 && counts.failed === 0) {
    say(`${name} ended with code ${code} although no test failed; see above.`);
    counts.failed = 1;
  }
  return counts;
}
