import type { World } from "../world.ts";
import * as desks from "./desks.ts";
import * as server from "./server.ts";

export type FaultKind = {
  /** How often it happens, as a weight among all steps; 0 where it only colours other steps. */
  readonly weight: number;
  readonly may?: (world: World) => boolean;
  readonly happen?: (world: World) => Promise<void> | void;
};

/** Everything that goes wrong. Those without `happen` befall what other steps do (scheduler.ts, delivery.ts). */
export const faultKinds: Readonly<Record<string, FaultKind>> = {
  dies: { weight: 0 },
  timeout: { weight: 0 },
  drop: { weight: 0 },
  duplicate: { weight: 0 },
  "reply-lost": { weight: 0 },
  restart: { weight: 1.5, happen: desks.restart },
  line: { weight: 4, happen: desks.toggleLine },
  time: { weight: 1.5, happen: desks.passTime },
  clocks: { weight: 2, happen: desks.setClock },
  disk: { weight: 1.5, happen: desks.fillOrEmptyDisk },
  "desk-copies": { weight: 4, happen: desks.backUpOrRestore },
  clones: { weight: 0.7, may: desks.mayClone, happen: desks.clone },
  losses: { weight: 0.5, may: desks.mayLose, happen: desks.lose },
  joins: { weight: 0.7, may: desks.mayClone, happen: desks.joinAnew },
  leaves: { weight: 0.5, happen: desks.leave },
  trims: { weight: 0.5, happen: server.trimFeed },
  "server-copies": { weight: 1.5, happen: server.backUpOrRestore },
  schema: {
    weight: 0.5,
    may: (world) => world.leastSchema < server.NEWER_SCHEMA,
    happen: server.demandNewer,
  },
};
