import { Worker, type WorkerOptions } from "node:worker_threads";

/** For tests and the bench, where Node runs the sources; the built app imports `./worker.ts?nodeWorker` instead. */
export const networkWorkerFromSource = (options: WorkerOptions): Worker =>
  new Worker(new URL("./worker.ts", import.meta.url), { ...options, execArgv: [] });
