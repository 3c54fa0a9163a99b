import { statSync } from "node:fs";
import type { RefusalCount } from "../src/health/refusals.ts";
import type { HealthView } from "../src/ipc/views.ts";
import { backupsInBrief } from "./db/backups.ts";
import type { ReadableDb } from "./db/connection.ts";
import { waitingOps } from "./db/records.ts";
import { readShare } from "./db/share.ts";
import { sql } from "./db/statements.ts";
import { countTroubledOps } from "./db/troubled-ops.ts";
import type { Health } from "./health.ts";
import { conflictHealth } from "./queries/conflict-health.ts";
import { refusalHealth } from "./queries/refusal-health.ts";
import { type CommandQueue, QUEUE_LIMIT } from "./queue/command-queue.ts";
import type { SharingMeasurements } from "./sync/supervisor-measurements.ts";

type Sources = {
  health: Health;
  queue: CommandQueue | undefined;
  file: string;
  dataDir: string;
  now: number;
  openedAt: number;
  rejectedCalls: Record<string, number>;
  /** Those that are not written down yet. */
  refusals: readonly RefusalCount[];
  sharing: SharingMeasurements | undefined;
};

const NOT_MEASURED = { p50Ms: 0, p99Ms: 0, maxMs: 0 };

/** Everything that the Health page shows, as it is at this moment. */
export function healthView(db: ReadableDb, from: Sources): HealthView {
  const { health, queue, file, now } = from;
  const measured = queue?.measurements;
  const backup = backupsInBrief(from.dataDir, now);
  const refusals = refusalHealth(db, from.refusals, now);
  return {
    guarantee: health.guarantee,
    queue: {
      waiting: queue?.waiting ?? 0,
      limit: QUEUE_LIMIT,
      done: measured?.done ?? 0,
      wait: measured?.wait.view() ?? NOT_MEASURED,
      run: measured?.run.view() ?? NOT_MEASURED,
      groupSize: { mean: measured?.meanGroup ?? 0, max: measured?.largestGroup ?? 0 },
      commits: measured?.commits ?? 0,
      retries: measured?.retries ?? 0,
      refusals: { ...measured?.refusals },
      refusalsByMinute: measured?.byMinute(now) ?? [],
    },
    refusals,
    rejectedCalls: { ...from.rejectedCalls },
    alerts: health.alerts(measured, backup.lastAt, from.openedAt, refusals),
    database: {
      bytes: sizeOf(file),
      walBytes: sizeOf(`${file}-wal`),
      sqlite: sql(db, "SELECT sqlite_version()").pluck().get() as string,
      schema: db.pragma("user_version", { simple: true }) as number,
      storage: health.storage,
    },
    backup,
    outbox: waitingOps(db),
    sharing: sharingHealth(db, from.sharing),
    conflicts: conflictHealth(db, now),
  };
}

/** Null on a desk that works alone. */
function sharingHealth(db: ReadableDb, measured: SharingMeasurements | undefined): HealthView["sharing"] {
  const share = readShare(db);
  if (!share || !measured) return null;
  return { ...measured.view(), position: share.cursor_seq, troubled: countTroubledOps(db) };
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
