import { safeStorage } from "electron";
import { keyFileCipher } from "./secrets-key-file.ts";
import type { Cipher } from "./secrets-store.ts";

type Log = (event: string, details?: Record<string, unknown>) => void;

/**
 * Where this system keeps secrets: an administrator's key file where one is named, else the system's keyring through
 * Electron. Null where there is neither; Linux's `basic_text` is neither, because everybody knows its password.
 */
export async function systemCipher(log: Log): Promise<Cipher | null> {
  const keyFile = process.env["ANTEROOM_SECRETS_KEY_FILE"];
  try {
    if (keyFile) return keyFileCipher(keyFile);
    return (await hasKeyring()) ? keyring : null;
  } catch (error) {
    log("no-place-for-secrets", { error: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

/** Electron 45 deprecates the calls that wait for the keyring; older ones have no others. */
const isAsync = typeof safeStorage.encryptStringAsync === "function";

async function hasKeyring(): Promise<boolean> {
  if (process.platform === "linux" && safeStorage.getSelectedStorageBackend() === "basic_text") return false;
  return isAsync ? safeStorage.isAsyncEncryptionAvailable() : safeStorage.isEncryptionAvailable();
}

const keyring: Cipher = {
  name: "keyring",
  encrypt: async (text) => (isAsync ? safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text)),
  decrypt: async (bytes) =>
    isAsync ? (await safeStorage.decryptStringAsync(bytes)).result : safeStorage.decryptString(bytes),
};
