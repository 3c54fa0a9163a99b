import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { stampOf } from "./data-folder.ts";
import { renameDurably, writeDurably } from "./durable-files.ts";

const damageSchema = z.strictObject({ at: z.int(), problem: z.string(), movedTo: z.string().nullable() });
const installationSchema = z.strictObject({
  deskId: z.uuid(),
  madeAt: z.int(),
  databaseCreated: z.boolean(),
  damage: damageSchema.nullable(),
});

/** What was found wrong with the database, kept until a person restores or begins anew. */
export type Damage = z.infer<typeof damageSchema>;
/**
 * This desk, beside its database: so that a database that vanished is noticed (`databaseCreated`), and is not
 * taken for a first start.
 */
export type Installation = z.infer<typeof installationSchema>;

const fileOf = (dataDir: string): string => join(dataDir, "installation.json");

export const newInstallation = (now: number, databaseCreated: boolean): Installation => ({
  deskId: uuidv7(),
  madeAt: now,
  databaseCreated,
  damage: null,
});

/** Null when there is none, or none that can be understood. */
export function readInstallation(dataDir: string): Installation | null {
  try {
    return installationSchema.parse(JSON.parse(readFileSync(fileOf(dataDir), "utf8")));
  } catch {
    return null;
  }
}

export function saveInstallation(dataDir: string, installation: Installation): Installation {
  writeDurably(fileOf(dataDir), `${JSON.stringify(installation, null, 2)}\n`);
  return installation;
}

/**
 * Reads the installation, or makes it when the folder is opened for the first time. `traces`: a database or a
 * backup lies there already, so this is no first start although the file is gone. One that cannot be understood
 * is itself such a trace; it is kept under another name, and the desk gets a new id.
 */
export function openInstallation(dataDir: string, now: number, traces: boolean): Installation {
  const known = readInstallation(dataDir);
  if (known !== null) return known;
  const unreadable = existsSync(fileOf(dataDir));
  if (unreadable) renameDurably(fileOf(dataDir), `${fileOf(dataDir)}.unreadable-${stampOf(now)}`);
  return saveInstallation(dataDir, newInstallation(now, traces || unreadable));
}
