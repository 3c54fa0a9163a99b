import { deliver } from "./delivery.ts";
import type { SimulatedDesk } from "./desk.ts";
import { letInAgain } from "./founding.ts";
import { checkDesk } from "./invariants/desk.ts";
import { isQuiet } from "./line.ts";
import { countOf, rowsOf, shareOf } from "./reading.ts";
import { hear, workOff } from "./taking.ts";
import { Violation, type World } from "./world.ts";

/** More rounds than any seed needs: an outbox that has not drained by then never does. */
const MOST_ROUNDS = 60;
/** Questions, answers and writes until all is quiet for a moment. */
const MOST_MOVES = 5_000;
const ROUNDS_WITHOUT_RESTART = 10;
const nothingFails = (): boolean => false;

/** Everything arrives, every desk is online and up to date; what people may settle stays as it is. */
export async function heal(world: World): Promise<void> {
  world.note("everything heals");
  for (const desk of world.alive) {
    desk.online = true;
    desk.update(world.leastSchema);
    if (desk.diskFull) desk.emptyDisk();
  }
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const busy = busyDesks(world);
    if (busy.length === 0 && round > 1) return;
    // Copies made while a fence was being traded are told apart when one of them trades the next.
    if (round === ROUNDS_WITHOUT_RESTART) for (const desk of busy) desk.restart();
    for (const desk of round === 1 ? world.alive : busy) {
      world.step += 1;
      if (world.lineOf(desk).isStranded || !shareOf(desk.db)) await letInAgain(world, desk);
      world.lineOf(desk).visit();
      await arriveAll(world);
      checkDesk(world, desk);
    }
  }
  const busy = busyDesks(world);
  throw new Violation(`what waits never drains: ${busy.map((desk) => `${desk.name} (${waits(desk)})`)}`);
}

/** Desks that have something to send or to take, or that do not know yet that they are copies of each other. */
function busyDesks(world: World): SimulatedDesk[] {
  const ids = world.alive.map((desk) => shareOf(desk.db)?.desk_id);
  return world.alive.filter(
    (desk, index) =>
      !isQuiet(world, desk.db) || ids.some((id, other) => other !== index && id === ids[index]),
  );
}

async function arriveAll(world: World): Promise<void> {
  const { network } = world;
  await world.settle();
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    const [asked] = network.asked;
    const [answered] = network.answered;
    const inVain = world.alive.find((desk) => network.waitsInVain(desk));
    const working = world.alive.find((desk) => world.lineOf(desk).hasWork);
    if (asked) await deliver(world, asked, nothingFails);
    else if (answered) await hear(world, answered);
    else if (working) await workOff(world, working, false);
    else if (inVain) network.stopWaiting(inVain);
    else return;
    await world.settle();
  }
  throw new Violation("desks and server never come to an end with each other");
}

function waits({ db }: SimulatedDesk): string {
  const trouble = rowsOf(db, "SELECT op_id, outcome, reason FROM op_trouble LIMIT 2");
  const outbox = countOf(db, "outbox");
  const share = rowsOf(db, "SELECT state, cursor_seq FROM share");
  return JSON.stringify({ outbox, trouble, share });
}
