import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "test/e2e",
  outputDir: "test-results",
  // One stumble on a busy machine does not fail the rest, but `npm test` names it at its end: it has found something.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: { screenshot: "only-on-failure", trace: "retain-on-failure" },
  // The file named in PLAYWRIGHT_JSON_OUTPUT_FILE is where `npm test` takes its counts from.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : [["list"]],
});
