import { readPractice } from "../../main/db/practice.ts";
import { isInstalling } from "../../main/db/share.ts";
import type { Random } from "../../main/demo/random.ts";
import { deliver, deliverTwoAtOnce } from "./delivery.ts";
import type { SimulatedDesk } from "./desk.ts";
import { faultKinds } from "./faults/index.ts";
import { letInAgain } from "./founding.ts";
import { keepHouse } from "./housekeeping.ts";
import { checkDesk } from "./invariants/desk.ts";
import { somebodyActs, tryRawOverlap } from "./people.ts";
import { shareOf } from "./reading.ts";
import { hear, stopWaiting, workOff } from "./taking.ts";
import type { World } from "./world.ts";

/** So many steps a seed: few enough for four seeds a second, dense enough that faults meet each other. */
const STEPS = { least: 60, most: 120 };
/** A kind of fault takes part in this share of the seeds: those without it reach what it would always cut short. */
const SHARE_OF_SEEDS = 0.5;

type Step = { readonly weight: number; readonly may: boolean; readonly take: () => Promise<void> | void };

/** The weights of one seed: how busy people are, how slow the line is, and which faults there are at all. */
export type Habits = {
  readonly steps: number;
  readonly acts: number;
  readonly visits: number;
  readonly arrivals: number;
  readonly bursts: number;
  readonly faults: ReadonlySet<string>;
};

export const someHabits = (random: Random): Habits => ({
  steps: random.int(STEPS.least, STEPS.most),
  acts: random.int(20, 60),
  visits: random.int(10, 30),
  arrivals: random.int(15, 50),
  bursts: random.pick([0, 0, 0, 1]),
  faults: new Set(Object.keys(faultKinds).filter(() => random.chance(SHARE_OF_SEEDS))),
});

/** One step of the world: somebody acts, something arrives, or something goes wrong. */
export async function takeStep(world: World, habits: Habits): Promise<void> {
  const { random } = world;
  world.step += 1;
  world.now += random.int(0, 4);
  const steps = stepsOf(world, habits).filter(({ may }) => may);
  await random.weighted(steps.map((step) => [step, step.weight] as const)).take();
  await world.settle();
  for (const desk of world.alive) if (desk.touched) checkDesk(world, desk);
}

/** A busy hour: more than one transaction takes on any other desk. */
function burst(world: World, desk: SimulatedDesk): void {
  for (let acts = world.random.int(10, 30); acts > 0; acts -= 1) somebodyActs(world, desk, false);
}

function stepsOf(world: World, habits: Habits): Step[] {
  const { random, network, alive } = world;
  const has = (fault: string): boolean => habits.faults.has(fault);
  const online = alive.filter((desk) => desk.online);
  const idle = online.filter((desk) => !world.lineOf(desk).isVisiting && shareOf(desk.db));
  const waiting = online.filter((desk) => network.waitsFor(desk) !== undefined);
  const outside = alive.filter((desk) => world.lineOf(desk).isStranded || !shareOf(desk.db));
  const inVain = online.filter((desk) => network.waitsInVain(desk));
  const busy = alive.filter((desk) => world.lineOf(desk).hasWork);
  const from = new Set(network.asked.map((asked) => asked.desk));
  // A desk that has not joined yet has no practice to act in, and one into which it is being put shows none of it.
  const atWork = alive.filter(({ db }) => readPractice(db) !== undefined && !isInstalling(db));
  const some = (): SimulatedDesk => random.pick(atWork);
  const { asked, answered } = network;
  return [
    { weight: habits.acts, may: atWork.length > 0, take: () => somebodyActs(world, some(), false) },
    {
      weight: habits.acts / 10,
      may: has("dies") && atWork.length > 0,
      take: () => somebodyActs(world, some(), true),
    },
    { weight: habits.visits, may: idle.length > 0, take: () => world.lineOf(random.pick(idle)).visit() },
    { weight: habits.arrivals, may: asked.length > 0, take: () => deliver(world, random.pick(asked), has) },
    { weight: habits.arrivals / 3, may: from.size > 1, take: () => deliverTwoAtOnce(world) },
    { weight: habits.arrivals, may: answered.length > 0, take: () => hear(world, random.pick(answered)) },
    {
      weight: habits.arrivals,
      may: busy.length > 0,
      take: () => workOff(world, random.pick(busy), has("dies")),
    },
    {
      weight: 2,
      may: has("timeout") && waiting.length > 0,
      take: () => stopWaiting(world, random.pick(waiting)),
    },
    { weight: 8, may: inVain.length > 0, take: () => stopWaiting(world, random.pick(inVain)) },
    { weight: 3, may: outside.length > 0, take: () => letInAgain(world, random.pick(outside)) },
    { weight: habits.bursts, may: atWork.length > 0, take: () => burst(world, some()) },
    { weight: 1, may: atWork.length > 0, take: () => keepHouse(world, some()) },
    { weight: 1, may: atWork.length > 0, take: () => tryRawOverlap(world, some()) },
    ...Object.entries(faultKinds).flatMap(([name, { weight, may, happen }]) =>
      happen ? [{ weight, may: has(name) && (may?.(world) ?? true), take: () => happen(world) }] : [],
    ),
  ];
}
