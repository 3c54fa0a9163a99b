/** What a catalogue may hold: sentences, and functions that make one. */
export type Catalogue =
  | string
  | ((...told: never[]) => string | null)
  | readonly Catalogue[]
  | { readonly [name: string]: Catalogue | undefined };

const bracket = (sentence: string): string => (sentence === "" ? "" : `[${sentence}]`);

/** The same catalogue with every sentence in brackets: what stands on the screen without them is not in it. */
export function bracketed<Part extends Catalogue>(part: Part): Part {
  return around(part) as Part;
}

function around(part: Catalogue | undefined): unknown {
  if (typeof part === "string") return bracket(part);
  if (typeof part === "function") {
    const say = part as (...told: unknown[]) => string | null;
    return (...told: unknown[]) => {
      const said = say(...told);
      return said === null ? null : bracket(said);
    };
  }
  if (part === undefined) return undefined;
  if (Array.isArray(part)) return part.map(around);
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, around(inner)]));
}
