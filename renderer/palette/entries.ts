import type { Act } from "../keys/keys.ts";
import { matchScore } from "./match.ts";

/** One thing that can be done or found. */
export type Entry = {
  id: string;
  label: string;
  /** Said behind it, more quietly: whom it is about, or when. */
  detail?: string | undefined;
  /** Whose key it shows. */
  act?: Act | undefined;
  /** What else it is found by. */
  also?: string;
  /** Found by another way than its words, such as a telephone number. */
  found?: boolean;
  /** Whether it is remembered as used; what is about a person is not. */
  kept?: boolean;
  run: () => void;
};

export type Part = { id: string; title: string; entries: readonly Entry[] };

/** A person who is found by something else than their name. */
const FOUND = 3;

const scoreOf = (entry: Entry, typed: string): number | null =>
  matchScore(typed, `${entry.label} ${entry.detail ?? ""} ${entry.also ?? ""}`) ??
  (entry.found ? FOUND : null);

/** What answers to what was typed, the best part first and within each the best entry; as they stand for nothing. */
export function rank(parts: readonly Part[], typed: string): Part[] {
  const ranked = parts.flatMap((part) => {
    const scored = part.entries.flatMap((entry) => {
      const score = scoreOf(entry, typed);
      return score === null ? [] : [{ entry, score }];
    });
    const sorted = scored.toSorted((a, b) => b.score - a.score);
    const [best] = sorted;
    return best ? [{ ...part, entries: sorted.map(({ entry }) => entry), best: best.score }] : [];
  });
  return ranked.toSorted((a, b) => b.best - a.best);
}

/** The ones used lately stand apart and first, as long as nothing is typed. */
export function withRecent(parts: readonly Part[], recent: readonly string[], title: string): Part[] {
  const all = new Map(parts.flatMap(({ entries }) => entries).map((entry) => [entry.id, entry]));
  const used = recent.map((id) => all.get(id)).filter((entry) => entry !== undefined);
  const others = parts.map((part) => ({
    ...part,
    entries: part.entries.filter(({ id }) => !recent.includes(id)),
  }));
  return [{ id: "recent", title, entries: used }, ...others].filter(({ entries }) => entries.length > 0);
}
