import { join } from "node:path";
import { migrationsOfFolder } from "../../main/db/migrations-of-folder.ts";
import { fillDemo } from "../../main/demo/fill-demo.ts";
import { Desk } from "../../main/desk.ts";
import { workerFromSource } from "../../main/reader/worker-from-source.ts";
import { keyFileCipher } from "../../main/secrets-key-file.ts";
import { openSecrets } from "../../main/secrets-store.ts";
import { networkWorkerFromSource } from "../../main/worker/worker-from-source.ts";
import { systemClock } from "../../src/time/clock.ts";
import { startEmbeddedServer } from "../../test/helpers/embedded-server.ts";
import { projectDir } from "../lib/paths.mjs";

const nothing = () => undefined;

/** A server, the demo practice on it, and the data folders of two desks that share it. */
export async function foundDesks(folder, keyFile) {
  const server = await startEmbeddedServer();
  const desks = ["left", "right"].map((side) => ({ side, dataDir: join(folder, side) }));
  const [first, second] = await Promise.all(desks.map(({ dataDir }) => openDesk(dataDir, keyFile)));
  try {
    await fillDemo(first, systemClock);
    await first.sharing.prepare(server.url);
    await second.sharing.join((await first.sharing.invite()).text, "push");
  } catch (error) {
    await server.close();
    throw error;
  } finally {
    await Promise.all([first.close(), second.close()]);
  }
  return { server, desks };
}

const openDesk = (dataDir, keyFile) =>
  Desk.open({
    dataDir,
    migrations: migrationsOfFolder(),
    clock: systemClock,
    createWorker: workerFromSource,
    log: nothing,
    tell: nothing,
    sharing: {
      createWorker: networkWorkerFromSource,
      migrations: migrationsOfFolder(join(projectDir, "migrations", "shared")),
      secrets: openSecrets(dataDir, keyFileCipher(keyFile), nothing),
    },
  });
