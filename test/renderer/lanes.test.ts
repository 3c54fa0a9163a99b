import { expect, test } from "vitest";
import { type LaneItem, placeInLanes } from "../../renderer/board/lanes.ts";

const item = (id: string, startsAt: number, endsAt: number, occupying = true): LaneItem => ({
  id,
  startsAt,
  endsAt,
  occupying,
});

test("an item alone takes the whole width", () => {
  expect(placeInLanes([item("a", 0, 10)]).get("a")).toEqual({ left: 0, width: 1 });
});

test("items that only touch do not share", () => {
  const places = placeInLanes([item("a", 0, 10), item("b", 10, 20)]);
  expect(places.get("a")).toEqual({ left: 0, width: 1 });
  expect(places.get("b")).toEqual({ left: 0, width: 1 });
});

test("what holds its time stands first and twice as wide as a no-show beside it", () => {
  const places = placeInLanes([item("noshow", 0, 30, false), item("new", 10, 40)]);
  expect(places.get("new")).toEqual({ left: 0, width: 2 / 3 });
  expect(places.get("noshow")).toEqual({ left: 2 / 3, width: 1 / 3 });
});

test("two no-shows share one narrow lane when they do not meet each other", () => {
  const places = placeInLanes([item("a", 0, 10, false), item("b", 20, 30, false), item("long", 0, 40)]);
  expect(places.get("a")).toEqual(places.get("b"));
  expect(places.get("a")).toEqual({ left: 2 / 3, width: 1 / 3 });
});

test("without anything that holds its time the lanes are equal", () => {
  const places = placeInLanes([item("a", 0, 10, false), item("b", 5, 15, false)]);
  expect(places.get("a")).toEqual({ left: 0, width: 0.5 });
  expect(places.get("b")).toEqual({ left: 0.5, width: 0.5 });
});

test("no two items that overlap are drawn over each other", () => {
  // A fixed sequence, so that a failure can be repeated.
  let seed = 7;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const items = Array.from({ length: 60 }, (_, index) => {
    const startsAt = next(200);
    return item(`${index}`, startsAt, startsAt + 1 + next(40), next(2) === 0);
  });
  const places = placeInLanes(items);
  for (const a of items) {
    for (const b of items) {
      if (a.id >= b.id || a.startsAt >= b.endsAt || b.startsAt >= a.endsAt) continue;
      const [left, right] = [places.get(a.id), places.get(b.id)].sort(
        (x, y) => (x?.left ?? 0) - (y?.left ?? 0),
      );
      expect((left?.left ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual((right?.left ?? 0) + 1e-9);
    }
  }
});
