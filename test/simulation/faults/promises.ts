import type { World } from "../world.ts";

/**
 * After a copy was lost: a booking whose last copy it was cannot come back, on whatever desk it was promised.
 * All others have to be everywhere in the end.
 */
export function forgetWhatDied(world: World): void {
  const find = "SELECT count(*) FROM appointment WHERE id = ?";
  world.promised = world.promised.filter(
    ({ appointmentId }) =>
      world.mirror.rowAt(`appointment ${appointmentId}`, world.mirror.head) !== undefined ||
      world.alive.some((desk) => desk.db.prepare<[string], number>(find).pluck().get(appointmentId) === 1),
  );
}
