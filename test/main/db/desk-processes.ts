import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { DeskProcessInput, Said } from "./desk-process.ts";

const script = fileURLToPath(new URL("desk-process.ts", import.meta.url));

export type Found = Extract<Said, { state: unknown }>;
export type DeskProcess = {
  child: ChildProcess;
  /** Resolves when it has said so; rejects when it ends before. */
  said(event: string): Promise<void>;
  found: Promise<Found>;
  ended: Promise<void>;
};

/** Starts another process on the data folder. `user`: with the rights of that user id (only root may ask for it). */
export function startDeskProcess(
  input: Partial<DeskProcessInput> & { dataDir: string },
  user?: number,
): DeskProcess {
  const as = user === undefined ? {} : { uid: user, gid: user };
  const child = spawn(process.execPath, [script, JSON.stringify({ hold: false, more: [], ...input })], {
    ...as,
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: Said[] = [];
  const listeners: (() => void)[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(JSON.parse(line) as Said);
    for (const listener of listeners) listener();
  });
  const ended = new Promise<void>((resolve) => void child.once("close", () => resolve()));
  const waitFor = <Wanted extends Said>(wanted: (said: Said) => said is Wanted): Promise<Wanted> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const line = lines.find(wanted);
        if (line !== undefined) resolve(line);
      };
      listeners.push(look);
      look();
      void ended.then(() => reject(new Error(`it ended after ${JSON.stringify(lines)}`)));
    });
  const found = waitFor((said) => "state" in said);
  found.catch(() => undefined);
  return {
    child,
    found,
    ended,
    said: async (event) => {
      await waitFor(
        (said): said is Extract<Said, { event: string }> => "event" in said && said.event === event,
      );
    },
  };
}
