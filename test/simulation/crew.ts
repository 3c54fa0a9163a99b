import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SeedResult } from "./result.ts";
import type { SabotageName } from "./sabotage/index.ts";
import type { Task } from "./worker.ts";

export type CrewOptions = {
  readonly workers: number;
  readonly databaseUrl: string;
  readonly sabotage?: SabotageName | undefined;
  /** The next seed to run; undefined when there are no more. Each worker gets rising ones. */
  readonly next: () => number | undefined;
  readonly done: (result: SeedResult) => void;
};

/** Runs seeds in processes of their own until there are no more. Throws if one of them breaks down. */
export async function runCrew(options: CrewOptions): Promise<void> {
  await Promise.all(Array.from({ length: options.workers }, () => runWorker(options)));
}

function runWorker({ databaseUrl, sabotage, next, done }: CrewOptions): Promise<void> {
  const child = fork(fileURLToPath(new URL("worker.ts", import.meta.url)), sabotage ? [sabotage] : [], {
    env: { ...process.env, ANTEROOM_TEST_DATABASE_URL: databaseUrl },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return new Promise((resolve, reject) => {
    let over = false;
    child.on("message", (message: "ready" | SeedResult) => {
      if (message !== "ready") done(message);
      over = !handOut(child, next());
    });
    child.on("error", reject);
    child.on("exit", (code) => (over ? resolve() : reject(new Error(`a worker ended with code ${code}`))));
  });
}

function handOut(child: ChildProcess, seed: number | undefined): boolean {
  if (seed === undefined) child.disconnect();
  else child.send({ seed } satisfies Task);
  return seed !== undefined;
}
