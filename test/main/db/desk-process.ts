import type { Migration } from "../../../main/db/migrate.ts";
import { migrationsOfFolder } from "../../../main/db/migrations-of-folder.ts";
import { openDesk } from "../../../main/db/open.ts";
import { startReader } from "../../../main/reader/reader.ts";
import { workerFromSource } from "../../../main/reader/worker-from-source.ts";

/**
 * A desk in a process of its own, for tests that kill it or take its rights away. Says on standard output, a line
 * of JSON each, what it does and what it found; then closes, or holds the desk open until it is killed.
 */
export type DeskProcessInput = { dataDir: string; hold: boolean; more: Migration[] };
export type Said =
  | { event: string }
  | { state: Record<string, unknown>; appointments: number | null; overlaps: number | null; writes: boolean };

const say = (said: Said): void => void process.stdout.write(`${JSON.stringify(said)}\n`);
const { dataDir, hold, more } = JSON.parse(process.argv[2] ?? "{}") as DeskProcessInput;

say({ event: "opening" });
const desk = await openDesk({
  dataDir,
  migrations: [...migrationsOfFolder(), ...more],
  clock: () => Math.floor(Date.now() / 1000),
  log: (event) => say({ event }),
});
const { reader: db, file } = desk;
const reader = startReader({ file, dataDir, createWorker: workerFromSource, log: (event) => say({ event }) });
say({
  state: desk.state,
  appointments: db?.prepare<[], number>("SELECT count(*) FROM appointment").pluck().get() ?? null,
  overlaps: db === null ? null : await reader.ask("countOverlaps", {}),
  writes: desk.writer !== null,
});
await reader.close();
if (hold) setInterval(() => undefined, 60_000);
else desk.close();
