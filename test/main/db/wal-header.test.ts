import { copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openWriter } from "../../../main/db/connection.ts";
import { firstPageInWal } from "../../../main/db/wal-header.ts";
import { newDataDir } from "./data-dir.ts";

const versionAt = (wal: string): number | undefined => firstPageInWal(wal)?.page.readUInt32BE(60);

/** The -wal as it stood after each of eight commits, the n-th of which set user_version to n. */
function walsAfterCommits(): string[] {
  const folder = newDataDir();
  const file = join(folder, "some.db");
  const db = openWriter(file, { mustExist: false });
  const wals = Array.from({ length: 8 }, (_, index) => {
    db.exec(`BEGIN; CREATE TABLE t${index} (x INTEGER); PRAGMA user_version = ${index + 1}; COMMIT`);
    const copy = join(folder, `after-${index + 1}`);
    copyFileSync(`${file}-wal`, copy);
    return copy;
  });
  db.close();
  return wals;
}

test("the newest committed first page is found", () => {
  expect(walsAfterCommits().map(versionAt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test("a commit that was cut off or torn does not count", () => {
  const wal = walsAfterCommits().at(-1) ?? "";
  const whole = readFileSync(wal);
  truncateSync(wal, whole.length - 1);
  expect(versionAt(wal)).toBe(7);
  const torn = Buffer.from(whole);
  torn.writeUInt8(torn.readUInt8(torn.length - 100) ^ 1, torn.length - 100);
  writeFileSync(wal, torn);
  expect(versionAt(wal)).toBe(7);
});

test("what is no -wal holds no page", () => {
  const wal = walsAfterCommits()[0] ?? "";
  writeFileSync(wal, Buffer.alloc(100, 7));
  expect(firstPageInWal(wal)).toBeNull();
  writeFileSync(wal, "");
  expect(firstPageInWal(wal)).toBeNull();
});

test("frames left from before the last restart of the -wal do not count", () => {
  const folder = newDataDir();
  const file = join(folder, "some.db");
  const db = openWriter(file, { mustExist: false });
  db.exec("CREATE TABLE t (x INTEGER)");
  for (let version = 1; version <= 9; version += 1) db.pragma(`user_version = ${version}`);
  db.pragma("wal_checkpoint(RESTART)");
  db.pragma("user_version = 3");
  copyFileSync(`${file}-wal`, join(folder, "copy"));
  db.close();
  expect(versionAt(join(folder, "copy"))).toBe(3);
});
