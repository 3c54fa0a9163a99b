import type { SharingView } from "../../src/ipc/sharing-views.ts";
import { SCHEMA } from "../../src/sync/protocol.ts";
import { countOpenConflicts } from "../db/conflicts.ts";
import type { ReadableDb } from "../db/connection.ts";
import { waitingOps } from "../db/records.ts";
import { readShare } from "../db/share.ts";
import { troubledOps } from "../db/troubled-ops.ts";
import { addressSchema } from "../worker/postgres/address.ts";
import type { Supervisor } from "./supervisor.ts";

/** A desk without a database shares nothing. */
const NOTHING: SharingView = {
  state: "alone",
  since: 0,
  problem: null,
  practiceId: null,
  server: null,
  waiting: 0,
  oldestWaitingAt: null,
  lastExchangeAt: null,
  desks: [],
  progress: null,
  missing: null,
  troubled: [],
  openConflicts: 0,
  secretsForSession: false,
  cut: false,
};

/** How this desk stands with the others, as it is at this moment. */
export function sharingView(db: ReadableDb | null, supervisor: Supervisor | undefined): SharingView {
  if (!db || !supervisor) return NOTHING;
  const share = readShare(db);
  const { standing, measured, sides } = supervisor;
  const openConflicts = countOpenConflicts(db);
  if (!share) return { ...NOTHING, since: standing.since, openConflicts };
  const { host, port, database, tls } = addressSchema.parse(JSON.parse(share.server));
  const { waiting, oldestAt } = waitingOps(db);
  return {
    ...standing,
    practiceId: share.practice_id,
    server: { host, port, database, tls },
    waiting,
    oldestWaitingAt: oldestAt,
    lastExchangeAt: measured.lastExchangeAt ?? share.last_exchange_at,
    desks: measured.desks.map(({ id, name, schema, lastSeenAt, revoked }) => ({
      id,
      name,
      lastSeenAt,
      revoked,
      here: id === share.desk_id,
      newer: schema > SCHEMA,
    })),
    troubled: troubledOps(db),
    openConflicts,
    secretsForSession: sides.secrets.forSession,
    cut: sides.link.cut,
  };
}
