export type LaneItem = {
  id: string;
  startsAt: number;
  endsAt: number;
  /** Holds its time, so it never meets another that does; it gets the wide lane. */
  occupying: boolean;
};

/** Fractions of the column's width. */
export type Place = { left: number; width: number };

const WIDE = 2;
const whole: Place = { left: 0, width: 1 };

const inOrder = (a: LaneItem, b: LaneItem): number =>
  a.startsAt - b.startsAt || Number(b.occupying) - Number(a.occupying) || a.endsAt - b.endsAt;

/** Items that touch each other directly or through others, so they must share the width. */
function clusters(items: readonly LaneItem[]): LaneItem[][] {
  const found: LaneItem[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const item of items.toSorted(inOrder)) {
    if (item.startsAt < until) found.at(-1)?.push(item);
    else found.push([item]);
    until = Math.max(until, item.endsAt);
  }
  return found;
}

/**
 * Where items that overlap stand side by side in one column. What holds its time comes first and twice as wide;
 * no-shows, unplaced bookings and the like take narrow lanes beside it.
 */
export function placeInLanes(items: readonly LaneItem[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const cluster of clusters(items)) {
    if (cluster.length === 1 && cluster[0]) {
      places.set(cluster[0].id, whole);
      continue;
    }
    let lanes = 0;
    const laneOf = new Map<string, number>();
    for (const item of cluster.toSorted(
      (a, b) => Number(b.occupying) - Number(a.occupying) || inOrder(a, b),
    )) {
      const met = new Set(
        cluster.filter((other) => overlap(item, other)).map((other) => laneOf.get(other.id)),
      );
      let lane = 0;
      while (met.has(lane)) lane += 1;
      laneOf.set(item.id, lane);
      lanes = Math.max(lanes, lane + 1);
    }
    const firstIsWide = cluster.some((item) => item.occupying);
    const shares = Array.from({ length: lanes }, (_, lane) => (lane === 0 && firstIsWide ? WIDE : 1));
    const total = shares.reduce((sum, share) => sum + share, 0);
    for (const item of cluster) {
      const lane = laneOf.get(item.id) ?? 0;
      const before = shares.slice(0, lane).reduce((sum, share) => sum + share, 0);
      places.set(item.id, { left: before / total, width: (shares[lane] ?? 1) / total });
    }
  }
  return places;
}

const overlap = (a: LaneItem, b: LaneItem): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;
