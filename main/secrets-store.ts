import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeDurably } from "./db/durable-files.ts";

/** Turns a secret into what may lie on the disk, and back. Its key is the system's or an administrator's. */
export type Cipher = {
  /** Noted beside what it wrote, so that nothing is taken for another one's. */
  readonly name: string;
  encrypt(text: string): Promise<Buffer>;
  decrypt(bytes: Buffer): Promise<string>;
};

export type Secrets = {
  /** Null: never kept, or it cannot be read any more. */
  read(name: string): Promise<string | null>;
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Nothing outlives this run of the app: the system has no place for secrets. */
  readonly forSession: boolean;
};

const keptSchema = z.record(z.string(), z.strictObject({ cipher: z.string(), bytes: z.base64() }));
type Kept = z.infer<typeof keptSchema>;

/**
 * This desk's secrets in a file of its own beside the database, so that no backup and no archive carries them off.
 * Without a cipher they are kept in memory alone: never in the clear on the disk. What cannot be read is left as it
 * is, because the keyring may be back at the next start.
 */
export function openSecrets(
  dataDir: string,
  cipher: Cipher | null,
  log: (event: string, details?: Record<string, unknown>) => void,
): Secrets {
  const file = join(dataDir, "secrets.json");
  const session = new Map<string, string>();

  const kept = (): Kept => {
    if (!existsSync(file)) return {};
    const found = keptSchema.safeParse(parsed(readFileSync(file, "utf8")));
    if (!found.success) log("secrets-unreadable", { cipher: cipher?.name ?? "none" });
    return found.success ? found.data : {};
  };
  const save = (secrets: Kept): void => writeDurably(file, `${JSON.stringify(secrets, null, 2)}\n`);

  return {
    forSession: cipher === null,
    async read(name) {
      const known = session.get(name);
      if (known !== undefined) return known;
      const entry = kept()[name];
      if (entry === undefined || entry.cipher !== cipher?.name) return null;
      try {
        const value = await cipher.decrypt(Buffer.from(entry.bytes, "base64"));
        session.set(name, value);
        return value;
      } catch {
        log("secret-unreadable", { name: name.split(":")[0], cipher: cipher.name });
        return null;
      }
    },
    async write(name, value) {
      session.set(name, value);
      if (cipher === null) return;
      const bytes = (await cipher.encrypt(value)).toString("base64");
      save({ ...kept(), [name]: { cipher: cipher.name, bytes } });
    },
    async remove(name) {
      session.delete(name);
      const { [name]: gone, ...others } = kept();
      if (gone !== undefined) save(others);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
