import { Random } from "../../../main/demo/random.ts";

/** A booking and where it is moved to afterwards, as instants; `practitioner` counts from 0. */
export type RaceAct = {
  readonly practitioner: number;
  readonly startsAt: number;
  readonly movesTo: number;
};

export const RACERS = 50;
export const RACED_PRACTITIONERS = 6;
/** How long each booking holds its practitioner's time. */
export const RACE_SECONDS = 1_800;
const ACTS_OF_ONE = 5;
const GRID_SECONDS = 300;
const DAY_SECONDS = 86_400;
const OPENS_SECONDS = 8 * 3_600;
const STARTS_A_DAY = 114;
const FIRST_DAY = Date.UTC(2031, 0, 6) / 1000;

/**
 * What each racer wants to book, one after the other: half hours on a grid of five minutes, on one day that has
 * not room for them all. Each round has a day of its own, so that none meets what an earlier one left.
 */
export function actsOfRound(round: number): RaceAct[][] {
  const random = new Random(round);
  const opens = FIRST_DAY + round * DAY_SECONDS + OPENS_SECONDS;
  const someStart = (): number => opens + random.int(0, STARTS_A_DAY) * GRID_SECONDS;
  return Array.from({ length: RACERS }, () =>
    Array.from({ length: ACTS_OF_ONE }, () => ({
      practitioner: random.int(0, RACED_PRACTITIONERS - 1),
      startsAt: someStart(),
      movesTo: someStart(),
    })),
  );
}

/** All racers set off at once, each does its acts in turn. */
export async function race(
  acts: readonly (readonly RaceAct[])[],
  run: (racer: number, act: RaceAct) => Promise<void>,
): Promise<void> {
  const runAll = async (racer: number, own: readonly RaceAct[]): Promise<void> => {
    for (const act of own) await run(racer, act);
  };
  await Promise.all(acts.map((own, racer) => runAll(racer, own)));
}
