import type { SimulatedDesk } from "../desk.ts";
import { opsOf } from "../founding.ts";
import { countOf, shareOf } from "../reading.ts";
import type { World } from "../world.ts";
import { differences, rowsOfDesk } from "./rows.ts";

/** What holds once everything has arrived everywhere. */
export async function checkEnd(world: World): Promise<void> {
  const { server, practiceId, mirror } = world;
  const there = await server.rows(practiceId);
  world.forbid(differences(mirror.rowsAt(mirror.head), there), "the feed tells otherwise than the server");
  world.forbid(await server.unsound(practiceId), "server");
  for (const desk of world.alive) {
    world.forbid(differences(rowsOfDesk(desk.db), there), `${desk.name} differs from the server`);
    world.forbid(leftOver(desk), desk.name);
  }
  world.forbid(missing(world, there), "promised bookings");
  world.forbid(settledTwice(world), "conflicts");
  world.forbid(sameIdentity(world), "desks");
  world.forbid(unlogged(world), "op log");
}

/** Tables that have to be empty when nothing waits any more. */
function leftOver({ db }: SimulatedDesk): string[] {
  return ["outbox", "server_copy", "op_trouble", "reoffer", "snapshot_row"].flatMap((table) => {
    const count = countOf(db, table);
    return count === 0 ? [] : [`${count} rows are left in ${table}`];
  });
}

const missing = ({ promised }: World, there: ReadonlyMap<string, string>): string[] =>
  promised
    .filter(({ appointmentId }) => !there.has(`appointment ${appointmentId}`))
    .map(({ appointmentId, desk, step }) => `${appointmentId} (${desk.name}, step ${step}) is nowhere`);

/** A conflict is resolved once for each time that it was opened; whoever comes second is superseded. */
function settledTwice({ mirror }: World): string[] {
  const opened = new Map<string, number>();
  const resolved = new Map<string, number>();
  const open = new Set<string>();
  const add = (counts: Map<string, number>, id: string): void =>
    void counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const { images, content, outcome } of mirror.entries) {
    for (const image of images) {
      if (image.entity !== "conflict") continue;
      if (image.row.state !== "open") open.delete(image.id);
      else if (!open.has(image.id)) {
        open.add(image.id);
        add(opened, image.id);
      }
    }
    const { changes } = JSON.parse(content) as { changes: { kind: string; id: string }[] };
    if (outcome === "accepted" && changes[0]?.kind === "resolve") add(resolved, changes[0].id);
  }
  return [...resolved]
    .filter(([id, times]) => times > Math.max(1, opened.get(id) ?? 0))
    .map(([id, times]) => `${id} was resolved ${times} times`);
}

function sameIdentity(world: World): string[] {
  const ids = world.alive.map(({ db }) => shareOf(db)?.desk_id);
  return new Set(ids).size === ids.length ? [] : [`two of ${ids.length} desks are one and the same: ${ids}`];
}

/**
 * Every op that a desk has made or seen is in the server's log, however often its push was tried and whatever copies the
 * server was put back to. Only what a desk did before it came back from more than a year alone need not be.
 */
function unlogged(world: World): string[] {
  return world.alive.flatMap((desk) => {
    return opsOf(desk)
      .filter((opId) => !world.mirror.has(opId) && !world.unshared.has(opId))
      .map((opId) => `${desk.name}: ${opId} is not logged`);
  });
}
