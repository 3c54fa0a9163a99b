import type { PractitionerView } from "../../src/ipc/views.ts";

const titles = /^(dr|prof|mr|mrs|ms|mx|sr|dra|dipl)\.?$/i;
const particles = /^(van|von|der|den|de|del|della|di|da|dos|la|le|el|al|bin|ibn|ten|ter|zu)$/i;

/** `Dr Ada Okafor` -> `Dr A. Okafor`; `letters` says how much of the first name stays. */
export function shortened(name: string, letters = 1): string {
  const words = name.trim().split(/\s+/);
  const title: string[] = [];
  while (words.length > 1 && titles.test(words[0] ?? "")) title.push(words.shift() ?? "");
  const [first, ...others] = words;
  if (first === undefined || others.length === 0) return name.trim();
  const familyFrom = others.findIndex((word) => particles.test(word));
  const family = others.slice(familyFrom === -1 ? -1 : familyFrom);
  const kept = [...first].slice(0, letters).join("");
  return [...title, kept === first ? first : `${kept}.`, ...family].join(" ");
}

const MOST_LETTERS = 4;

/** What each column is called when there is little room: the practice's own short name, or one that stays distinct. */
export function shortNames(
  practitioners: readonly Pick<PractitionerView, "id" | "name" | "shortName">[],
): Map<string, string> {
  const levels = Array.from({ length: MOST_LETTERS }, (_, index) => {
    const candidates = practitioners.map(({ name }) => shortened(name, index + 1));
    const shared = new Set(candidates.filter((name, at) => candidates.indexOf(name) !== at));
    return { candidates, shared };
  });
  return new Map(
    practitioners.map(({ id, name, shortName }, at) => {
      const distinct = levels
        .map(({ candidates, shared }) => ({ name: candidates[at] ?? name, shared }))
        .find((candidate) => !candidate.shared.has(candidate.name));
      return [id, shortName || (distinct?.name ?? name)];
    }),
  );
}
