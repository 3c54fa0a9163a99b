import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { Cipher } from "./secrets-store.ts";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const READABLE_BY_OTHERS = 0o077;

/**
 * For computers without a keyring: an administrator names a file with 32 random bytes in ANTEROOM_SECRETS_KEY_FILE,
 * readable by the desk's user alone (a systemd credential, or a file on another volume). Whoever has both that file
 * and the data folder has the secrets; a copy of the data folder alone, in a backup say, holds nothing that can be
 * read. The file is never made or changed here: a key that is gone is not silently replaced.
 */
export function keyFileCipher(file: string): Cipher {
  const { mode } = statSync(file);
  if (process.platform !== "win32" && (mode & READABLE_BY_OTHERS) !== 0)
    throw new Error("the key file of ANTEROOM_SECRETS_KEY_FILE can be read by others");
  const key = readFileSync(file);
  if (key.length !== KEY_BYTES)
    throw new Error(`the key file of ANTEROOM_SECRETS_KEY_FILE has ${key.length} bytes, not ${KEY_BYTES}`);
  return {
    name: "key-file",
    encrypt(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Promise.resolve(Buffer.concat([nonce, cipher.getAuthTag(), sealed]));
    },
    async decrypt(bytes) {
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([opened, decipher.final()]).toString("utf8");
    },
  };
}
