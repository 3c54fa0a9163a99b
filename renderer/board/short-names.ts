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
  const names = new Map<string, string>();
  for (const { id, name, shortName } of practitioners) {
    if (shortName) {
      names.set(id, shortName);
      continue;
    }
    const others = practitioners.filter((other) => other.id !== id);
    let chosen = name;
    for (let letters = 1; letters <= MOST_LETTERS; letters += 1) {
      const candidate = shortened(name, letters);
      if (others.every((other) => shortened(other.name, letters) !== candidate)) {
        chosen = candidate;
        break;
      }
    }
    names.set(id, chosen);
  }
  return names;
}
