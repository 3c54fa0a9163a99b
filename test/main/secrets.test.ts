import { randomBytes } from "node:crypto";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keyFileCipher } from "../../main/secrets-key-file.ts";
import { type Cipher, openSecrets } from "../../main/secrets-store.ts";
import { temporaryTestFolder } from "../helpers/open-test-desk.ts";

const quiet = (): void => undefined;

function keyFile(folder: string): string {
  const file = join(folder, "key");
  writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return file;
}

test("a secret is there after a restart, and the disk never has it in the clear", async () => {
  const folder = temporaryTestFolder();
  const key = keyFile(folder);
  const before = openSecrets(folder, keyFileCipher(key), quiet);
  expect(before.forSession).toBe(false);
  await before.write("server-password:p", "swordfish");
  await before.write("desk-secret:d", "second");
  await before.remove("desk-secret:d");
  const after = openSecrets(folder, keyFileCipher(key), quiet);
  expect(await after.read("server-password:p")).toBe("swordfish");
  expect(await after.read("desk-secret:d")).toBeNull();
  expect(readFileSync(join(folder, "secrets.json"), "utf8")).not.toContain("swordfish");
});

test("without a place for secrets they last until the app is closed, and that is said", async () => {
  const folder = temporaryTestFolder();
  const before = openSecrets(folder, null, quiet);
  expect(before.forSession).toBe(true);
  await before.write("server-password:p", "swordfish");
  expect(await before.read("server-password:p")).toBe("swordfish");
  expect(await openSecrets(folder, null, quiet).read("server-password:p")).toBeNull();
});

test("a key that is another one reads nothing, and what was written stays for the day it is back", async () => {
  const folder = temporaryTestFolder();
  const key = keyFile(folder);
  await openSecrets(folder, keyFileCipher(key), quiet).write("a", "one");
  const other = keyFile(temporaryTestFolder());
  const strange = openSecrets(folder, keyFileCipher(other), quiet);
  expect(await strange.read("a")).toBeNull();
  await strange.write("b", "two");
  expect(await openSecrets(folder, keyFileCipher(key), quiet).read("a")).toBe("one");
  const none = openSecrets(folder, null, quiet);
  expect(await none.read("a")).toBeNull();
});

test("what one cipher wrote is never given to another", async () => {
  const folder = temporaryTestFolder();
  await openSecrets(folder, keyFileCipher(keyFile(folder)), quiet).write("a", "one");
  const keyring: Cipher = {
    name: "keyring",
    encrypt: async (text) => Buffer.from(text),
    decrypt: () => Promise.reject(new Error("asked for what it never wrote")),
  };
  expect(await openSecrets(folder, keyring, quiet).read("a")).toBeNull();
});

test("a file of secrets that makes no sense is no secret, and no crash", async () => {
  const folder = temporaryTestFolder();
  writeFileSync(join(folder, "secrets.json"), "{");
  expect(await openSecrets(folder, null, quiet).read("a")).toBeNull();
});

test("a key file that others can read, or of another length, is refused", () => {
  const key = keyFile(temporaryTestFolder());
  chmodSync(key, 0o644);
  expect(() => keyFileCipher(key)).toThrow(/read by others/);
  chmodSync(key, 0o600);
  writeFileSync(key, "short");
  expect(() => keyFileCipher(key)).toThrow(/5 bytes/);
});
