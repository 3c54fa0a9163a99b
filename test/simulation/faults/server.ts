import type { World } from "../world.ts";
import { WEEKS } from "./desks.ts";
import { forgetWhatDied } from "./promises.ts";

/** The schema of desks that were updated in time for the one that the server asks for. */
export const NEWER_SCHEMA = 2;

/**
 * A desk knows for thirty days before it last heard of the practice what a server put back may have lost. Clocks that
 * somebody set are wrong by up to three days between them.
 */
const OLDEST_BACKUP_SECONDS = (30 - 3) * 86_400;

/** How often the practice was closed when it happened, and nobody notices for weeks. */
const CLOSED = 0.25;

/** Takes a copy of the practice on the server, or puts the practice back to the one that was taken. */
export async function backUpOrRestore(world: World): Promise<void> {
  const { server, practiceId, serverBackup, mirror } = world;
  const isTooOld = world.now - (serverBackup?.takenAt ?? 0) > OLDEST_BACKUP_SECONDS;
  if (!serverBackup || isTooOld || world.random.chance(0.4)) {
    const rows = await server.backUp(practiceId);
    world.serverBackup = { rows, mirror: mirror.copy(), takenAt: world.now };
    world.note("the server is backed up");
    return;
  }
  await server.restore(practiceId, serverBackup.rows);
  world.formerMirrors.push(mirror);
  world.mirror = serverBackup.mirror.copy();
  world.restores += 1;
  const wasClosed = world.random.chance(CLOSED);
  if (wasClosed) world.now += WEEKS;
  world.fault("server-restored", `to ${world.mirror.head}${wasClosed ? ", weeks ago" : ""}`);
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
