import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestDatabase, TestServer } from "../helpers/postgres.ts";
import type { SeedResult } from "./result.ts";
import type { SabotageName } from "./sabotage/index.ts";
import type { Task, WorkerSetup } from "./worker.ts";

const TRACE_LENGTH = 25;

export type CrewOptions = {
  readonly workers: number;
  readonly server: TestServer;
  readonly sabotage?: SabotageName | undefined;
  readonly traceLength?: number | undefined;
  /** The next seed to run; undefined when there are no more. Each worker gets rising ones. */
  readonly next: () => number | undefined;
  readonly done: (result: SeedResult) => void;
};

/** Runs seeds in processes of their own until there are no more. Throws if one of them breaks down. */
export async function runCrew(options: CrewOptions): Promise<void> {
  const databases: TestDatabase[] = [];
  for (let worker = 0; worker < options.workers; worker += 1)
    databases.push(await options.server.newDatabase());
  await Promise.all(databases.map((database) => runWorker(options, database)));
  for (const database of databases) await database.drop();
}

function runWorker(
  { sabotage, traceLength = TRACE_LENGTH, next, done }: CrewOptions,
  { ownerUrl, deskUrl }: TestDatabase,
): Promise<void> {
  const setup: WorkerSetup = { ownerUrl, deskUrl, sabotage, traceLength };
  const child = fork(fileURLToPath(new URL("worker.ts", import.meta.url)), [JSON.stringify(setup)], {
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
