import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A broken part in the place of a good one: what the simulation has to notice. */
export type Sabotage = {
  readonly says: string;
  /** Another migration of the shared schema: a file of this folder. */
  readonly shared?: string;
  /** SQL for the databases of the desks. */
  readonly local?: string;
  /** A file of this folder that takes the place of main/sync/replica.ts. */
  readonly replica?: string;
};

const textOf = (file: string): string => readFileSync(fileURLToPath(new URL(file, import.meta.url)), "utf8");

/** What is run on the shared database. */
export const sharedSql = ({ shared }: Sabotage): string =>
  shared === undefined ? "" : textOf("replace.sql") + textOf(shared);
