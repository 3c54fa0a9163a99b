import { rowsOf } from "../reading.ts";
import type { World } from "../world.ts";

/**
 * After a copy was lost: a booking whose last copy it was cannot come back, on whatever desk it was promised.
 * All others have to be everywhere in the end.
 */
export function forgetWhatDied(world: World): void {
  const find = "SELECT 1 FROM appointment WHERE id = ?";
  world.promised = world.promised.filter(
    ({ appointmentId }) =>
      world.mirror.rowAt(`appointment ${appointmentId}`, world.mirror.head) !== undefined ||
      world.alive.some((desk) => rowsOf(desk.db, find, appointmentId).length === 1),
  );
}
