import { join } from "node:path";

/** Where things lie in a desk's data folder. */
export const databaseFileOf = (dataDir: string): string => join(dataDir, "anteroom.db");
export const backupFolderOf = (dataDir: string): string => join(dataDir, "backups");
export const walOf = (file: string): string => `${file}-wal`;

/** A database is these files together: its newest bookings may stand in the -wal only. */
export const filesOfDatabase = (file: string): string[] => [
  file,
  walOf(file),
  `${file}-shm`,
  `${file}-journal`,
];

/** An instant as it stands in file names: 20260102T030405Z. */
export const stampOf = (instant: number): string =>
  new Date(instant * 1000).toISOString().replace(/[-:]|\.\d{3}/g, "");

/** The instant of such a stamp, or null. */
export function instantOf(stamp: string): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}
