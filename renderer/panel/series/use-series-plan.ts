import { useState } from "react";
import type { SeriesTime } from "../../../src/ipc/channels/series.ts";
import type { Input } from "../../../src/ipc/contract.ts";
import { useAnswer } from "../../queries/index.ts";

/** One of the series, and where it would be by the rule or by the change. */
export type Wish = { id?: string; practitionerId: string; startsAt: number };
type Place = { practitionerId: string; startsAt: number };
/** What a person says about one that does not fit: somewhere else, or not at all. */
export type Decision = Place | "out";

export type PlanRow = {
  key: string;
  wish: Wish;
  decision: Decision | undefined;
  /** What main says about where it would be now; undefined until it is known. */
  time: SeriesTime | undefined;
};

export type SeriesWhat = Omit<Input<"appointments.check-series">, "times">;

const keyOf = ({ id, practitionerId, startsAt }: Wish): string => id ?? `${practitionerId} ${startsAt}`;
const placeOf = (wish: Wish, decision: Decision | undefined): Wish =>
  decision === undefined || decision === "out" ? wish : { ...wish, ...decision };

export const isOpen = ({ time, decision }: PlanRow): boolean =>
  decision !== "out" && time !== undefined && time.clash !== null;

/**
 * The times of a series as they are planned: main looks at all of them together, again after every decision. Decisions
 * belong to the time they were made about, so another rule leaves none behind.
 */
export function useSeriesPlan(wishes: readonly Wish[] | null, what: SeriesWhat) {
  const [decisions, setDecisions] = useState<ReadonlyMap<string, Decision>>(new Map());
  const all = wishes ?? [];
  const asked = all
    .filter((wish) => decisions.get(keyOf(wish)) !== "out")
    .map((wish) => placeOf(wish, decisions.get(keyOf(wish))));
  const answer = useAnswer(
    "appointments.check-series",
    { ...what, times: asked },
    { enabled: asked.length > 0, keepPrevious: true },
  );
  const times = asked.length > 0 ? (answer.data?.times ?? []) : [];
  const isCurrent = asked.length === 0 || (answer.isSuccess && !answer.isPlaceholderData);

  const rows = all.map((wish): PlanRow => {
    const decision = decisions.get(keyOf(wish));
    const { practitionerId, startsAt } = placeOf(wish, decision);
    // While the next answer is on its way, the last one still holds for the times that are in it.
    const time = times.find((each) => each.practitionerId === practitionerId && each.startsAt === startsAt);
    return { key: keyOf(wish), wish, decision, time };
  });

  return {
    rows,
    isCurrent,
    /** Where each of those that remain is to be. */
    planned: asked,
    open: rows.filter(isOpen),
    warnings: rows.flatMap(({ time, decision }) => (decision === "out" ? [] : (time?.warnings ?? []))),
    decide: (key: string, decision: Decision | undefined): void =>
      setDecisions((before) => {
        const next = new Map(before);
        if (decision === undefined) next.delete(key);
        else next.set(key, decision);
        return next;
      }),
    lookAgain: answer.refetch,
  };
}
export type SeriesPlan = ReturnType<typeof useSeriesPlan>;
