import { expect, test } from "vitest";
import { choiceOf, chosen, everybody, inOrder, moved } from "../../renderer/store/choice.ts";

const people = ["ada", "ben", "chen", "dora"].map((id) => ({ id }));
const ids = (of: readonly { id: string }[]) => of.map(({ id }) => id);

test("everybody stands in the practice's order until a desk has chosen another", () => {
  expect(ids(chosen(people, everybody))).toEqual(["ada", "ben", "chen", "dora"]);
});

test("who has come since the order was made stands after the others, and is shown", () => {
  const choice = { order: ["chen", "gone", "ada"], hidden: ["ada", "gone"] };
  expect(ids(inOrder(people, choice))).toEqual(["chen", "ada", "ben", "dora"]);
  expect(ids(chosen(people, choice))).toEqual(["chen", "ben", "dora"]);
});

test("one is moved past the next, and at the end of the row stays", () => {
  expect(moved(["ada", "ben", "chen"], "ben", -1)).toEqual(["ben", "ada", "chen"]);
  expect(moved(["ada", "ben", "chen"], "ben", 1)).toEqual(["ada", "chen", "ben"]);
  expect(moved(["ada", "ben"], "ben", 1)).toEqual(["ada", "ben"]);
});

test("a setting that says nothing of columns is everybody", () => {
  for (const kept of [undefined, null, "ada", [], { order: ["ada"] }, { order: [1], hidden: [] }])
    expect(choiceOf(kept)).toEqual(everybody);
  expect(choiceOf({ order: ["ada"], hidden: ["ben"] })).toEqual({ order: ["ada"], hidden: ["ben"] });
});
