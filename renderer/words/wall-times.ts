import type { WallTimeProblem } from "../../src/time/wall-time.ts";
import type { Formats } from "./format.ts";
import { words } from "./language.ts";

const { wallTimeWays } = words;

/** What may be meant by a wall time that is skipped or comes twice, when clocks change. */
export const wallTimeChoices = (
  problem: WallTimeProblem,
  formats: Formats,
): { instant: number; words: string }[] =>
  problem.code === "time-does-not-exist"
    ? [{ instant: problem.next, words: wallTimeWays.take(formats.time(problem.next)) }]
    : [
        { instant: problem.first, words: wallTimeWays.first },
        { instant: problem.second, words: wallTimeWays.second },
      ];
