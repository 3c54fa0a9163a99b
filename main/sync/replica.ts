/**
 * A desk's side of main/sync/PROTOCOL.md on its own database. All of it is synchronous and runs inside the queue's
 * transaction, or reads.
 */
export { cursorOf, endShare, readShare, type ShareRow, startShare, updateShare } from "../db/share.ts";
export { hasLostAnswers, noteHead } from "../db/sync-records.ts";
export { dropOp } from "./drop-op.ts";
export { enterEpoch, offerMissing, rowsMissing } from "./epoch.ts";
export { exchangeRequest, hasUnoffered } from "./exchange-request.ts";
export { installPage, ROWS_AT_ONCE, rowsToInstall } from "./install-pages.ts";
export { installSnapshot } from "./install-snapshot.ts";
export { localRowsAsOps } from "./rows-as-ops.ts";
export {
  rowsStaged,
  type SnapshotStage,
  snapshotStage,
  stageEntries,
  stagePage,
  startSnapshot,
} from "./snapshot.ts";
export { chunkOf, takeEntries, takeLeases, takeOutcomes } from "./take-entries.ts";
export { bothEffects } from "./told-changes.ts";
