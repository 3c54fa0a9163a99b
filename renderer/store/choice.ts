/** Which practitioners have a column on this desk, and in what order. */
export type Choice = { readonly order: readonly string[]; readonly hidden: readonly string[] };

export const everybody: Choice = { order: [], hidden: [] };

const isIds = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((id) => typeof id === "string");

/** What this desk has kept; everybody in the practice's order where it has kept nothing. */
export function choiceOf(kept: unknown): Choice {
  if (typeof kept !== "object" || kept === null) return everybody;
  const { order, hidden } = kept as { order?: unknown; hidden?: unknown };
  return isIds(order) && isIds(hidden) ? { order, hidden } : everybody;
}

/** In the order of this desk; whoever it does not know yet comes after, as the practice has them. */
export function inOrder<Person extends { id: string }>(
  people: readonly Person[],
  { order }: Choice,
): Person[] {
  const place = new Map(order.map((id, index) => [id, index]));
  const placeOf = ({ id }: Person): number => place.get(id) ?? order.length;
  return people.toSorted((a, b) => placeOf(a) - placeOf(b));
}

export function chosen<Person extends { id: string }>(people: readonly Person[], choice: Choice): Person[] {
  const hidden = new Set(choice.hidden);
  return inOrder(people, choice).filter(({ id }) => !hidden.has(id));
}

/** One of them further up or down among all; at the end of the row it stays. */
export function moved(order: readonly string[], id: string, distance: 1 | -1): string[] {
  const at = order.indexOf(id);
  const to = at + distance;
  const other = order[to];
  if (at === -1 || other === undefined) return [...order];
  return order.with(to, id).with(at, other);
}
