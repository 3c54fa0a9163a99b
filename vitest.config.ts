import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**", "node_modules/**"],
    pool: "forks",
    // Much of the time is the disk's: one worker for each core, also on small machines.
    maxWorkers: availableParallelism(),
    // No test keeps anything in a module: loading them once for each worker saves more than half of the time.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
