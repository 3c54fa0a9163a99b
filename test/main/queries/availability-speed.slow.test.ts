import { performance } from "node:perf_hooks";
import { expect, onTestFinished, test } from "vitest";
import { openReader, type ReadableDb } from "../../../main/db/connection.ts";
import { databaseFileOf } from "../../../main/db/data-folder.ts";
import { fillDemo } from "../../../main/demo/fill-demo.ts";
import { findAvailability } from "../../../main/queries/availability.ts";
import { findFreeNow } from "../../../main/queries/availability-now.ts";
import type { Input } from "../../../src/ipc/contract.ts";
import { done, query } from "../../helpers/call.ts";
import { openTestDesk } from "../../helpers/open-test-desk.ts";

/** Wednesday, 18 March 2026, 10:20 in Berlin: the demo's weeks around it are three quarters full. */
const NOW = Date.UTC(2026, 2, 18, 9, 20) / 1000;
const LONGEST_MS = 50;
const TURNS = 15;

async function demo(): Promise<{ db: ReadableDb; typeIds: string[] }> {
  const { desk, dataDir } = await openTestDesk({ now: NOW });
  await fillDemo(desk, () => NOW);
  const { types } = await done(query(desk, "types.list", {}));
  const db = openReader(databaseFileOf(dataDir));
  onTestFinished(() => void db.close());
  return { db, typeIds: types.map(({ id }) => id) };
}

function medianMs(ask: () => unknown): number {
  const took = Array.from({ length: TURNS }, () => {
    const before = performance.now();
    ask();
    return performance.now() - before;
  });
  return took.toSorted((a, b) => a - b)[Math.floor(TURNS / 2)] ?? Number.POSITIVE_INFINITY;
}

test("what is free among twelve practitioners, over four months, is found while somebody draws breath", async () => {
  const { db, typeIds } = await demo();
  const [typeId = ""] = typeIds;
  const wishes: [string, Partial<Input<"availability.find">>][] = [
    ["the next ten", {}],
    ["a hundred", { limit: 100 }],
    ["of some weekdays, in the morning", { weekdays: [2, 4], between: [0, 720] }],
    ["what there never is", { between: [0, 60] }],
    ["longer than anybody works", { durationMinutes: 720 }],
  ];
  const figures = new Map(
    wishes.map(([name, wish]) => {
      const input = { typeId, from: NOW, days: 120, limit: 11, ...wish };
      return [name, medianMs(() => findAvailability(db, input, NOW))];
    }),
  );
  figures.set(
    "who is free now",
    medianMs(() => findFreeNow(db, typeId, NOW)),
  );
  const slow = [...figures].filter(([, ms]) => ms >= LONGEST_MS);
  expect(slow).toEqual([]);
  expect(findAvailability(db, { typeId, from: NOW, days: 120 }, NOW)).toHaveLength(10);
});
