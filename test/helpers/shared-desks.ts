import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { expect, onTestFinished, vi } from "vitest";
import type { Desk } from "../../main/desk.ts";
import { keyFileCipher } from "../../main/secrets-key-file.ts";
import { openSecrets } from "../../main/secrets-store.ts";
import { readInvitation, writeInvitation } from "../../main/sync/sharing-invitation.ts";
import { networkWorkerFromSource } from "../../main/worker/worker-from-source.ts";
import type { SharingView } from "../../src/ipc/sharing-views.ts";
import { type OpenDesk, openDesk } from "./open-desk.ts";
import { temporaryTestFolder } from "./open-test-desk.ts";
import { postgresServer, type TestDatabase, type TestServer } from "./postgres.ts";
import { setUpPractice, type TestPractice } from "./set-up-practice.ts";
import { type TcpProxy, tcpProxy } from "./tcp-proxy.ts";
import { type TestClock, testClock } from "./test-clock.ts";

/** A desk that shares over a line of its own, which can be cut without touching the others'. */
export type SharedDesk = OpenDesk & {
  line: TcpProxy;
  clock: TestClock;
  /** The background worker's threads, as they were started. */
  workers: Worker[];
};
export type SharedPractice = TestPractice & {
  server: TestServer;
  database: TestDatabase;
  desks: SharedDesk[];
  /** Another desk that is there, and has not joined. */
  open(): Promise<SharedDesk>;
  invitation(from: SharedDesk, to: SharedDesk): Promise<string>;
  join(local?: "push" | "archive"): Promise<SharedDesk>;
};

let database: Promise<TestDatabase> | undefined;

/**
 * A server of their own for desks that share: the login's password belongs to a whole server, and these tests set it;
 * and one that forgets nothing when it crashes.
 * Its one database holds the practices of all tests, as a server may.
 */
export const sharingServer = (): Promise<TestServer> =>
  postgresServer({ durable: true, settings: { cluster_name: "sharing" } });
export const sharingDatabase = (): Promise<TestDatabase> => {
  database ??= sharingServer().then((server) => server.emptyDatabase());
  return database;
};

/** A practice that was prepared by its first desk and joined by the others, as people do it. */
export async function sharedPractice({ desks: count = 2 } = {}): Promise<SharedPractice> {
  const server = await sharingServer();
  const shared = await sharingDatabase();
  const open = (): Promise<SharedDesk> => openSharing(shared);
  const first = await open();
  const practice = await setUpPractice(first.desk);
  await first.desk.sharing.prepare(first.line.through(shared.ownerUrl), undefined);
  const desks = [first];
  const invitation = async (from: SharedDesk, to: SharedDesk): Promise<string> => {
    const { text } = await from.desk.sharing.invite();
    return writeInvitation({ ...readInvitation(text), port: to.line.port });
  };
  const joinOne = async (local: "push" | "archive" = "push"): Promise<SharedDesk> => {
    const desk = await open();
    await desk.desk.sharing.join(await invitation(first, desk), local);
    desks.push(desk);
    return desk;
  };
  while (desks.length < count) await joinOne();
  return { ...practice, server, database: shared, desks, open, invitation, join: joinOne };
}

export type OpenSharing = {
  dataDir?: string;
  /** Where its line listens: a desk that was closed knows its server under this port. */
  port?: number;
  /** Whose key its secrets were written under, if not its own folder's. */
  key?: string;
  /** As on a computer without a place for secrets. */
  forSession?: boolean;
};

/** A desk with a line of its own to the server, closed when the test ends. */
export async function openSharing(shared: TestDatabase, options: OpenSharing = {}): Promise<SharedDesk> {
  const { hostname, port } = new URL(shared.ownerUrl);
  if (options.port !== undefined) await lines.get(options.port)?.close();
  const line = await tcpProxy({ host: hostname, port: Number(port) }, options.port);
  lines.set(line.port, line);
  onTestFinished(() => line.close());
  const dataDir = options.dataDir ?? temporaryTestFolder();
  const clock = testClock();
  const workers: Worker[] = [];
  const opened = await openDesk({
    dataDir,
    clock,
    ...(!options.forSession && { secrets: keyedSecrets(dataDir, options.key ?? dataDir) }),
    createNetworkWorker: (start) => {
      const worker = networkWorkerFromSource(start);
      workers.push(worker);
      return worker;
    },
  });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= opened.close();
    return closing;
  };
  onTestFinished(close);
  return { ...opened, close, line, clock, workers };
}

/** Secrets that outlive a restart, under a key that an administrator gave. */
function keyedSecrets(dataDir: string, keyOf: string) {
  const key = join(temporaryTestFolder(), "key");
  const known = keys.get(keyOf) ?? randomBytes(32);
  keys.set(keyOf, known);
  writeFileSync(key, known, { mode: 0o600 });
  return openSecrets(dataDir, keyFileCipher(key), () => undefined);
}
const keys = new Map<string, Buffer>();
const lines = new Map<number, TcpProxy>();

export const viewOf = ({ desk }: { desk: Desk }): SharingView => desk.sharing.view();

/** Waits for a fact about sharing, and no longer than a person would. */
export const until = (
  desk: { desk: Desk },
  is: (view: SharingView) => boolean,
  timeout = 10_000,
): Promise<void> =>
  vi.waitFor(() => expect(is(viewOf(desk)), JSON.stringify(viewOf(desk))).toBe(true), {
    timeout,
    interval: 10,
  });

/** Nothing waits anywhere, and all desks have seen the end of the feed. */
export async function allShared(desks: readonly SharedDesk[]): Promise<void> {
  for (const { desk } of desks) await desk.sharing.exchangeNow();
  for (const desk of desks) await until(desk, ({ state, waiting }) => state === "connected" && waiting === 0);
  for (const { desk } of desks) await desk.sharing.exchangeNow();
}
