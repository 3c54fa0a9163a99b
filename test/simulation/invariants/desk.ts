import type { SimulatedDesk } from "../desk.ts";
import { rowsOf, shareOf } from "../reading.ts";
import type { World } from "../world.ts";
import type { FeedMirror } from "./feed-mirror.ts";
import { losersWithoutConflict, overlapsOf, type Placed } from "./overlaps.ts";
import { canonicalRow, rowsOfDesk } from "./rows.ts";

type ServerCopy = { entity: string; id: string; image: string | null };
type Taken = { row_id: string; kind: string; state: string };

/** What holds on a desk after every step, whatever has reached it. */
export function checkDesk(world: World, desk: SimulatedDesk): void {
  desk.touched = false;
  const { db } = desk;
  const appointments = rowsOf<Placed>(db, "SELECT * FROM appointment");
  const share = shareOf(db);
  world.forbid(overlapsOf(appointments), desk.name);
  // Half of a copy: nobody looks at it, and the conflicts come with the rest.
  if (share?.state === "installing") return;
  const conflicts = rowsOf<Taken>(db, "SELECT row_id, kind, state FROM conflict");
  world.forbid(losersWithoutConflict(appointments, conflicts), desk.name);
  if (share?.state !== "active") return;
  const mirror = world.mirrorAt(share.cursor_seq, share.cursor_hash);
  if (mirror === undefined)
    world.forbid([`stands at ${share.cursor_seq} ${share.cursor_hash} of no feed`], desk.name);
  else world.forbid(untrue(desk, mirror, share.cursor_seq), `${desk.name} at ${share.cursor_seq}`);
}

/** What a desk sends is what it or another desk once wrote down, under the id that it had then. */
export function checkSent(world: World, { name, db }: SimulatedDesk, ops: readonly { opId: string }[]): void {
  const unknown = ops.filter(
    ({ opId }) => rowsOf(db, "SELECT 1 FROM audit WHERE op_id = ?", opId).length === 0,
  );
  world.forbid(
    unknown.map(({ opId }) => `sends ${opId}, which nobody wrote`),
    name,
  );
}

/**
 * Rows without a server copy are shown as confirmed: they have to be what the server had where the desk stands in
 * the feed, no more and no less. Server copies have to be that as well.
 */
function untrue({ db }: SimulatedDesk, mirror: FeedMirror, seq: number): string[] {
  const wrong: string[] = [];
  const shown = rowsOfDesk(db);
  const copies = rowsOf<ServerCopy>(db, "SELECT * FROM server_copy");
  for (const { entity, id, image } of copies) {
    const key = `${entity} ${id}`;
    const copy = image === null ? undefined : canonicalRow(entity, JSON.parse(image));
    const there = mirror.rowAt(key, seq);
    if (copy !== there) wrong.push(`copy of ${key} is ${copy}, the server had ${there}`);
    shown.delete(key);
  }
  const copied = new Set(copies.map(({ entity, id }) => `${entity} ${id}`));
  for (const [key, row] of shown) {
    const there = mirror.rowAt(key, seq);
    if (row !== there) wrong.push(`${key} is shown as confirmed as ${row}, the server had ${there}`);
  }
  for (const key of mirror.rowsAt(seq).keys())
    if (!shown.has(key) && !copied.has(key)) wrong.push(`${key} is confirmed and yet not there`);
  return wrong;
}
