import { isDamage, isFull, isPassing, isReadOnly } from "../db/sqlite-errors.ts";

/** What an error means for the queue; `command` is a fault of one command's own, the others are the storage's. */
export type Fault = "transient" | "full" | "read-only" | "damaged" | "command";

export function faultOf(error: unknown): Fault {
  if (isFull(error)) return "full";
  if (isDamage(error)) return "damaged";
  if (isReadOnly(error)) return "read-only";
  return isPassing(error) ? "transient" : "command";
}
