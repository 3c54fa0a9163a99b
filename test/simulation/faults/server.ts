import type { World } from "../world.ts";
import { forgetWhatDied } from "./promises.ts";

/** The schema of desks that were updated in time for the one that the server asks for. */
export const NEWER_SCHEMA = 2;

/** Takes a copy of the practice on the server, or puts the practice back to the one that was taken. */
export async function backUpOrRestore(world: World): Promise<void> {
  const { server, practiceId, serverBackup, mirror } = world;
  if (!serverBackup || world.random.chance(0.4)) {
    world.serverBackup = { rows: await server.backUp(practiceId), mirror: mirror.copy() };
    world.note("the server is backed up");
    return;
  }
  await server.restore(practiceId, serverBackup.rows);
  world.formerMirrors.push(mirror);
  world.mirror = serverBackup.mirror.copy();
  world.restores += 1;
  world.fault("server-restored", `to ${world.mirror.head}`);
  forgetWhatDied(world);
}

/** The feed so far is forgotten: whoever stands further back needs a full copy. */
export async function trimFeed(world: World): Promise<void> {
  await world.server.trimFeed(world.practiceId);
  world.fault("feed-trimmed", `at ${world.mirror.head}`);
}

/** From now on the server takes ops of newer desks alone; the others are updated one by one. */
export async function demandNewer(world: World): Promise<void> {
  await world.server.demandSchema(world.practiceId, NEWER_SCHEMA);
  for (const desk of world.alive) if (world.random.chance(0.5)) desk.update(NEWER_SCHEMA);
  world.leastSchema = NEWER_SCHEMA;
  world.fault("schema-demanded");
}
