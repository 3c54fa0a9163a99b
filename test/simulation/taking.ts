import type { SimulatedDesk } from "./desk.ts";
import type { Answered } from "./network.ts";
import type { World } from "./world.ts";

/** How often what came is written at once, before anything else happens at this desk. */
const AT_ONCE = 0.8;
const DIES = 0.08;
/** Seldom on its way, and half-way for longest of all that a desk writes. */
const DIES_INSTALLING = 0.4;
/** What came is written by up to some hundreds of statements: so far ahead lies the one at which the process dies. */
const STATEMENTS_AHEAD = 150;

/** An answer arrives at its desk, which mostly writes it down at once. */
export async function hear(world: World, answered: Answered): Promise<void> {
  const { desk, number, name } = answered.asked;
  world.note(`${desk.name} hears #${number} ${name}`);
  world.network.hear(answered);
  await world.settle();
  while (world.lineOf(desk).hasWork && world.random.chance(AT_ONCE)) {
    await workOff(world, desk, false);
  }
}

/** A desk writes down the next part of what came; its process may not survive it. */
export async function workOff(world: World, desk: SimulatedDesk, mayDie: boolean): Promise<void> {
  const name = world.lineOf(desk).nextWork;
  const dies = mayDie && world.random.chance(name === "install-rows" ? DIES_INSTALLING : DIES);
  const lives = world.lineOf(desk).workOff(dies ? world.random.int(1, STATEMENTS_AHEAD) : undefined);
  if (!lives) world.fault("died", `${desk.name} in ${name}`);
  await world.settle();
}

/** A desk takes its line for broken and will ask anew; what it asked may be on its way still. */
export function stopWaiting(world: World, desk: SimulatedDesk): void {
  world.network.stopWaiting(desk);
  world.fault("timed-out", desk.name);
}
