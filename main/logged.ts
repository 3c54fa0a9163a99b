import { randomUUID } from "node:crypto";
import type { Log } from "./db/opened-desk.ts";

/** Logs under a reference that the person can quote. Codes and stack only: messages may hold what was typed. */
export function logged(log: Log, name: string, error: unknown): string {
  const reference = randomUUID().slice(0, 8);
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  const stack = error instanceof Error ? error.stack?.split("\n").slice(1, 6).join("\n") : undefined;
  log("unexpected", {
    reference,
    name,
    kind: error instanceof Error ? error.name : typeof error,
    code,
    stack,
  });
  return reference;
}
