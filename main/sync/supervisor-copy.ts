import type { SharingView } from "../../src/ipc/sharing-views.ts";
import {
  type Cursor,
  ENTRIES_AN_ANSWER,
  type ExchangeReply,
  type Position,
  type SnapshotPage,
} from "../../src/sync/protocol.ts";
import {
  exchangeRequest,
  hasUnoffered,
  installSnapshot,
  noteHead,
  offerMissing,
  rowsMissing,
  rowsStaged,
  snapshotStage,
  stageEntries,
  stagePage,
  takeOutcomes,
} from "./replica.ts";
import { type Sides, shareOf } from "./supervisor-session.ts";
import type { Progress } from "./supervisor-upload.ts";

/** Few enough that a booking hardly waits while they are put aside. */
const ROWS_A_PAGE = 500;
/** More rows than this, and more than this part of all, are never sent again unasked: they may have been deleted. */
const MISSING_ROWS = 10;
const MISSING_PART = 0.3;

/**
 * Takes a full copy of the practice and puts it into the tables in one transaction; it goes on where it was cut
 * short. After the server was restored, what this desk knows is offered first. Answers the rows that the server
 * lacks when they are too many to send again without a person's word; nothing is installed then.
 */
export async function takeFullCopy(
  sides: Sides,
  progress: Progress,
  sendMissing: boolean,
): Promise<SharingView["missing"]> {
  const { local } = sides;
  const isRecovering = shareOf(local.reader).state === "recovering";
  if (isRecovering) await offerAll(sides);
  let staged = rowsStaged(local.reader);
  for (
    let stage = snapshotStage(local.reader);
    stage.next !== "install";
    stage = snapshotStage(local.reader)
  ) {
    if (stage.next === "page") staged = await takePage(sides, stage.after, staged, progress);
    else await takeFeed(sides, stage.from);
  }
  let missing = isRecovering ? rowsMissing(local.reader) : NOTHING_MISSING;
  if (isMuch(missing) && !sendMissing) {
    // Another desk may have sent them since the copy was made.
    await takeFeedToItsEnd(sides);
    missing = rowsMissing(local.reader);
    if (isMuch(missing)) return missing;
  }
  await local.write("install-copy", (db, now) => {
    if (missing.rows > 0) offerMissing(db, now);
    return { value: null, effects: installSnapshot(db) };
  });
  return null;
}

type Missing = NonNullable<SharingView["missing"]>;
const NOTHING_MISSING: Missing = { rows: 0, of: 0 };
const isMuch = ({ rows, of }: Missing): boolean => rows > MISSING_ROWS && rows > of * MISSING_PART;

async function offerAll({ local, link }: Sides): Promise<void> {
  while (hasUnoffered(local.reader)) {
    const request = exchangeRequest(local.reader, local.clock());
    const { outcomes, head } = await link.call(shareOf(local.reader), "exchange", request);
    await local.write("take-outcomes", (db, now) => {
      takeOutcomes(db, outcomes as ExchangeReply["outcomes"], now);
      noteHead(db, head);
      return { value: null };
    });
  }
}

/** Answers how many rows have been put aside with it. */
async function takePage(
  { local, link }: Sides,
  after: Position | null,
  before: number,
  progress: Progress,
): Promise<number> {
  const share = shareOf(local.reader);
  // How many there are comes with the first page.
  if (after === null) progress(0, 0);
  const request = { fence: share.fence, epoch: share.epoch, after, limit: ROWS_A_PAGE };
  const page = (await link.call(share, "snapshot_page", request)) as SnapshotPage;
  await local.write("stage-page", (db) => ({ value: stagePage(db, page) }));
  const staged = before + page.images.length;
  progress(staged, page.total);
  return staged;
}

/** What happened since the first page, on top of all of them. False when nothing more came. */
async function takeFeed({ local, link }: Sides, from: Cursor): Promise<boolean> {
  const request = {
    ...exchangeRequest(local.reader, local.clock()),
    ops: [],
    cursor: from,
    limit: ENTRIES_AN_ANSWER,
  };
  const { entries } = (await link.call(shareOf(local.reader), "exchange", request)) as ExchangeReply;
  if (entries.length === 0) return false;
  return local.write("stage-entries", (db, now) => ({ value: stageEntries(db, entries, now) }));
}

async function takeFeedToItsEnd(sides: Sides): Promise<void> {
  let more = true;
  while (more) {
    const { snapshot_seq: seq, snapshot_hash: hash } = shareOf(sides.local.reader);
    more = seq !== null && (await takeFeed(sides, { seq, hash: hash ?? "" }));
  }
}
