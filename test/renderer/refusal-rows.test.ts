import { expect, test } from "vitest";
import { MOST_ROWS, rowsOf } from "../../renderer/health/refusal-rows.ts";

const names = { nobody: "Rooms and sessions", others: "Others" };
const hours = [0, 3_600, 7_200];

test("refusals stand in rows by practitioner, the most first, with everybody's by hour", () => {
  const { all, rows } = rowsOf(
    hours,
    [
      { hour: 0, practitionerId: "ada", count: 1 },
      { hour: 7_200, practitionerId: "ben", count: 4 },
      { hour: 7_200, practitionerId: null, count: 2 },
      { hour: 7_200, practitionerId: "ada", count: 2 },
    ],
    (id) => id,
    names,
  );
  expect(all).toEqual([1, 0, 8]);
  expect(rows).toEqual([
    { id: "ben", name: "ben", counts: [0, 0, 4] },
    { id: "ada", name: "ada", counts: [1, 0, 2] },
    { id: "nobody", name: "Rooms and sessions", counts: [0, 0, 2] },
  ]);
});

test("of many only the first have a row, and the others share one: none is lost", () => {
  const counts = Array.from({ length: 30 }, (_, index) => ({
    hour: 0,
    practitionerId: `p${index}`,
    count: 30 - index,
  }));
  const { all, rows } = rowsOf(hours, counts, (id) => id, names);
  expect(rows).toHaveLength(MOST_ROWS);
  expect(rows.at(-1)?.name).toBe("Others");
  expect(rows.reduce((sum, row) => sum + (row.counts[0] ?? 0), 0)).toBe(all[0]);
  expect(rowsOf(hours, [], (id) => id, names)).toEqual({ all: [0, 0, 0], rows: [] });
});
