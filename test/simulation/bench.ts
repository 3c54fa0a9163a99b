import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { Random } from "../../main/demo/random.ts";
import { NEWER_SCHEMA } from "./faults/server.ts";
import { workFolder } from "./files.ts";
import { repeatIdsOf } from "./repeatable-process.ts";
import { type Sabotage, sharedSql } from "./sabotage/sabotage.ts";
import { SimulatedServer } from "./server.ts";
import { makeTemplates, type Templates } from "./template.ts";
import type { WorkerSetup } from "./worker.ts";
import { World } from "./world.ts";

/** So many practices lie in the database before it is emptied. */
const PRACTICES_AT_ONCE = 25;

type Parts = {
  readonly server: SimulatedServer;
  readonly folder: string;
  readonly templates: Templates;
  readonly traceLength: number;
};

/** What one process needs for all of its seeds: templates, a folder, a database of its own on the real server. */
export class Bench {
  readonly #parts: Parts;
  #practices = 0;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  get server(): SimulatedServer {
    return this.#parts.server;
  }

  static async open(
    { ownerUrl, deskUrl, traceLength }: WorkerSetup,
    sabotage: Sabotage | undefined,
  ): Promise<Bench> {
    const folder = workFolder();
    repeatIdsOf(0, new Random(0));
    const templates = makeTemplates(folder, sabotage?.local);
    const server = await SimulatedServer.connect(ownerUrl, deskUrl);
    // The server is one version ahead of the desks, so that it can demand the newer one.
    await server.owner.query(
      `CREATE OR REPLACE FUNCTION anteroom.schema_version() RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT ${NEWER_SCHEMA}'`,
    );
    if (sabotage) await server.owner.query(sharedSql(sabotage));
    return new Bench({ server, folder, templates, traceLength });
  }

  /** A practice that is not there yet. */
  async newWorld(seed: number): Promise<World> {
    const { server } = this.#parts;
    const random = new Random(seed);
    repeatIdsOf(seed, random);
    if (this.#practices % PRACTICES_AT_ONCE === 0) await server.clear();
    this.#practices += 1;
    return new World({ ...this.#parts, seed, random, practiceId: randomUUID() });
  }

  async close(): Promise<void> {
    const { folder, server } = this.#parts;
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  }
}
