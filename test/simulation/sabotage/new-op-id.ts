import type { ReadableDb } from "../../../main/db/connection.ts";
import { newId } from "../../../main/ids.ts";
import * as real from "../../../main/sync/replica.ts";
import type { ExchangeRequest } from "../../../src/sync/protocol.ts";

export * from "../../../main/sync/replica.ts";

const sent = new Set<string>();

/** Whatever was sent before goes under another id. */
export function exchangeRequest(db: ReadableDb, now: number): ExchangeRequest {
  const request = real.exchangeRequest(db, now);
  const ops = request.ops.map((op) => (sent.has(op.opId) ? { ...op, opId: newId() } : op));
  for (const { opId } of request.ops) sent.add(opId);
  return { ...request, ops };
}
