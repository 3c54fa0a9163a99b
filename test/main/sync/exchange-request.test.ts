import { beforeEach, expect, test } from "vitest";
import { writeAudit, writeOp } from "../../../main/db/records.ts";
import { newId } from "../../../main/ids.ts";
import { BYTES_A_CALL } from "../../../main/sync/exchange-request.ts";
import { exchangeRequest, takeOutcomes } from "../../../main/sync/replica.ts";
import { OPS_A_CALL } from "../../../src/sync/protocol.ts";
import type { Replica } from "../../helpers/replica.ts";
import { bookAt, sharingReplicas } from "../../helpers/sharing-replicas.ts";

/** How much a desk offers at once. */

let one: Replica;

beforeEach(() => {
  ({ one } = sharingReplicas());
});

/** An op that waits and holds so many bytes, more or less. */
function opOf(bytes: number): string {
  const opId = newId();
  const values = { text: "ä".repeat(bytes / 2) };
  const changes = JSON.stringify([{ entity: "note", id: newId(), kind: "insert", values }]);
  one.write((db) => {
    const seq = writeAudit(db, { at: one.clock(), actor: "Ada", action: "test", opId }, changes, []);
    writeOp(db, { opId, createdAt: one.clock(), seq });
  });
  return opId;
}

const offered = (): string[] => exchangeRequest(one.db, one.clock()).ops.map(({ opId }) => opId);
const answer = (...opIds: string[]): void => {
  const outcomes = opIds.map((opId) => ({ opId, outcome: "accepted" as const }));
  one.write((db) => takeOutcomes(db, outcomes, one.clock()));
};

test("ops go up to a weight, in their order; the rest goes with the next calls", () => {
  const ids = Array.from({ length: 7 }, () => opOf(BYTES_A_CALL * 0.3));
  expect(offered()).toEqual(ids.slice(0, 3));
  answer(...ids.slice(0, 3));
  expect(offered()).toEqual(ids.slice(3, 6));
});

test("one that is heavier than a call goes alone, and a light one behind it does not overtake it", () => {
  const heavy = opOf(BYTES_A_CALL * 1.5);
  const light = opOf(100);
  expect(offered()).toEqual([heavy]);
  answer(heavy);
  const before = [light, opOf(BYTES_A_CALL)];
  opOf(100);
  expect(offered()).toEqual(before.slice(0, 1));
});

test("light ones are counted", () => {
  for (let count = 0; count <= OPS_A_CALL; count += 1) opOf(10);
  bookAt(one);
  expect(offered()).toHaveLength(OPS_A_CALL);
});
