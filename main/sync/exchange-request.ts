import { holdHasEnded } from "../../src/appointments/hold.ts";
import {
  ENTRIES_AN_ANSWER,
  type ExchangeRequest,
  type Lease,
  OPS_A_CALL,
  SCHEMA,
} from "../../src/sync/protocol.ts";
import type { AppointmentRow } from "../db/appointments.ts";
import type { ReadableDb } from "../db/connection.ts";
import { cursorOf, readShare } from "../db/share.ts";
import { sql } from "../db/statements.ts";
import { type Offer, reoffers, troubledOffers, unansweredOps } from "../db/sync-records.ts";

/**
 * What the ops of one call weigh at most, unless a single one is heavier: a thin line has to carry them, and the answer
 * to them, before it is taken for dead.
 */
export const BYTES_A_CALL = 1_000_000;
/** Ops that wait for something else are offered again with every call, and leave most of it to the others. */
const TROUBLED_A_CALL = 20;

/**
 * What this desk offers and asks for. While a full copy is on its way in it only offers: what happened at the server
 * comes with the copy. Its place in the feed is then how far it knows the server's history to go.
 */
export function exchangeRequest(db: ReadableDb, now: number): ExchangeRequest {
  const share = readShare(db);
  if (!share) throw new Error("this practice is not shared");
  const active = share.state === "active";
  return {
    fence: share.fence,
    schema: SCHEMA,
    epoch: share.epoch,
    cursor: cursorOf(share),
    ops: opsToOffer(db),
    leases: ownLeases(db, now),
    limit: active ? ENTRIES_AN_ANSWER : 0,
  };
}

/** Whether there are ops that the server has not been asked about yet. */
export const hasUnoffered = (db: ReadableDb): boolean =>
  reoffers(db, "new", 1).length > 0 || unansweredOps(db, 1).length > 0;

/** What a new epoch may lack comes first, then the own ops in their order, then those that wait for something. */
function opsToOffer(db: ReadableDb): Offer[] {
  const offers: Offer[] = [];
  const taken = new Set<string>();
  let bytes = 0;
  const add = (more: readonly Offer[]): void => {
    for (const offer of more) {
      if (taken.has(offer.opId) || offers.length === OPS_A_CALL) continue;
      bytes += Buffer.byteLength(offer.content);
      if (bytes > BYTES_A_CALL && offers.length > 0) return;
      offers.push(offer);
      taken.add(offer.opId);
    }
  };
  const waiting = [
    ...reoffers(db, "deferred", TROUBLED_A_CALL),
    ...troubledOffers(db, TROUBLED_A_CALL),
  ].slice(0, TROUBLED_A_CALL);
  const room = OPS_A_CALL - waiting.length;
  add(reoffers(db, "new", room));
  add(unansweredOps(db, room - offers.length));
  add(waiting);
  return offers;
}

function ownLeases(db: ReadableDb, now: number): Lease[] {
  return sql<AppointmentRow>(db, "SELECT * FROM appointment WHERE held_by IS NOT NULL ORDER BY id")
    .all()
    .flatMap((row) => {
      const expiresAt = row.hold_expires_at ?? 0;
      if (holdHasEnded(expiresAt, now)) return [];
      return [
        {
          holdId: row.id,
          practitionerId: row.practitioner_id,
          roomId: row.room_id,
          startsAt: row.starts_at,
          busyUntil: row.busy_until,
          seconds: expiresAt - now,
        },
      ];
    });
}
