import type { SharingView } from "../../src/ipc/sharing-views.ts";
import {
  type Cursor,
  ENTRIES_AN_ANSWER,
  type ExchangeReply,
  type Position,
  type SnapshotPage,
} from "../../src/sync/protocol.ts";
import type { Effects } from "../commands/run-command.ts";
import { cursorOf, isInstalling, saveCursor, updateShare } from "../db/share.ts";
import { ServerTrouble } from "../worker/trouble.ts";
import {
  bothEffects,
  exchangeRequest,
  hasUnoffered,
  installPage,
  installSnapshot,
  noteHead,
  offerMissing,
  rowsMissing,
  rowsStaged,
  rowsToInstall,
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

export type CopyOptions = {
  /** Of the copy on its way here, and of a large one on its way into the tables. */
  readonly progress: Progress;
  readonly installProgress: Progress;
  /** A person said so: what a restored server lacks is offered again. */
  readonly sendMissing: boolean;
  readonly installing: () => void;
  readonly installAtOnce: number;
  readonly rowsAPart: number;
};

/**
 * Takes a full copy of the practice and puts it into the tables; it goes on where it was cut short. After the server was
 * restored, what this desk knows is offered first. Answers the rows that the server lacks when they are too many to send
 * again without a person's word; nothing is installed then.
 */
export async function takeFullCopy(sides: Sides, options: CopyOptions): Promise<SharingView["missing"]> {
  const { local } = sides;
  const { sendMissing } = options;
  const isRecovering = shareOf(local.reader).state === "recovering";
  if (isRecovering) await offerAll(sides);
  let staged = rowsStaged(local.reader);
  for (
    let stage = snapshotStage(local.reader);
    stage.next !== "install";
    stage = snapshotStage(local.reader)
  ) {
    if (stage.next === "page") staged = await takePage(sides, stage.after, staged, options);
    else if (!(await takeFeed(sides, stage.from))) {
      await proveHistory(sides);
      throw new ServerTrouble("interrupted", "the feed ends before the copy does");
    }
  }
  // The server may have been put back between two pages: the place this desk knew before and the copy's own prove that
  // all of it is of one history.
  if (!isInstalling(local.reader)) {
    await proveHistory(sides);
    await takeFeedOnTop(sides);
  }
  let missing = isRecovering ? rowsMissing(local.reader) : NOTHING_MISSING;
  if (isMuch(missing) && !sendMissing) {
    // Another desk may have sent them since the copy was made.
    while (await takeFeedOnTop(sides));
    missing = rowsMissing(local.reader);
    if (isMuch(missing)) return missing;
  }
  if (!isRecovering && rowsToInstall(local.reader) > options.installAtOnce)
    await local.write("begin-installing", (db) => ({ value: updateShare(db, { state: "installing" }) }));
  const inParts = isInstalling(local.reader);
  if (inParts) await installParts(sides, options);
  await local.write("install-copy", (db, now) => {
    if (missing.rows > 0) offerMissing(db, now);
    const effects = installSnapshot(db);
    return { value: null, effects: inParts ? bothEffects(effects, ALL_RECORDS) : effects };
  });
  return null;
}

/** Too many days and rows to name: all that is shown is read again. */
const ALL_RECORDS: Effects = {
  schedule: [],
  records: ["practice", "practitioners", "rooms", "clients", "types", "hours"],
  conflicts: true,
};

type Missing = NonNullable<SharingView["missing"]>;
const NOTHING_MISSING: Missing = { rows: 0, of: 0 };
const isMuch = ({ rows, of }: Missing): boolean => rows > MISSING_ROWS && rows > of * MISSING_PART;

/** The share row says so meanwhile, so that a start that finds it half-way goes on with it before anything else. */
async function installParts(
  { local }: Sides,
  { installProgress, installing, rowsAPart }: CopyOptions,
): Promise<void> {
  installing();
  const total = rowsStaged(local.reader);
  let done = total - rowsToInstall(local.reader);
  let after: Position | null = null;
  do {
    installProgress(Math.min(done, total), total);
    after = await local.write("install-rows", (db) => ({ value: installPage(db, after, rowsAPart) }));
    done += rowsAPart;
  } while (after !== null);
}

async function offerAll({ local, link }: Sides): Promise<void> {
  while (hasUnoffered(local.reader)) {
    const request = exchangeRequest(local.reader, local.clock());
    const { outcomes, head, headHash } = await link.call(shareOf(local.reader), "exchange", request);
    await local.write("take-outcomes", (db, now) => {
      takeOutcomes(db, outcomes as ExchangeReply["outcomes"], now);
      noteHead(db, head);
      // Put back to an earlier copy once more, the server does not know this place.
      saveCursor(db, { seq: head, hash: headHash });
      return { value: null };
    });
  }
}

/** Answers how many rows have been put aside with it. */
async function takePage(
  { local, link }: Sides,
  after: Position | null,
  before: number,
  { progress }: CopyOptions,
): Promise<number> {
  const share = shareOf(local.reader);
  // How many there are comes with the first page.
  if (after === null) progress(0, 0);
  const request = {
    fence: share.fence,
    epoch: share.epoch,
    cursor: cursorOf(share),
    after,
    limit: ROWS_A_PAGE,
  };
  const page = (await link.call(share, "snapshot_page", request)) as SnapshotPage;
  await local.write("stage-page", (db) => ({ value: stagePage(db, page) }));
  const staged = before + page.images.length;
  progress(staged, page.total);
  return staged;
}

/** All pages and what came on top are of one history, or the server refuses: `diverged`, it was put back meanwhile. */
const proveHistory = (sides: Sides): Promise<unknown> => askFeed(sides, { limit: 0 });

/** What happened since the first page, on top of all of them. False when nothing more came. */
async function takeFeed(sides: Sides, from: Cursor): Promise<boolean> {
  const { entries } = await askFeed(sides, { cursor: from, limit: ENTRIES_AN_ANSWER });
  if (entries.length === 0) return false;
  return sides.local.write("stage-entries", (db, now) => ({ value: stageEntries(db, entries, now) }));
}

async function askFeed(
  { local, link }: Sides,
  asked: { readonly cursor?: Cursor; readonly limit: number },
): Promise<ExchangeReply> {
  const request = { ...exchangeRequest(local.reader, local.clock()), ops: [], ...asked };
  return (await link.call(shareOf(local.reader), "exchange", request)) as ExchangeReply;
}

/** What happened since the copy. False when nothing did. */
async function takeFeedOnTop(sides: Sides): Promise<boolean> {
  const { snapshot_seq: seq, snapshot_hash: hash } = shareOf(sides.local.reader);
  return seq !== null && takeFeed(sides, { seq, hash: hash ?? "" });
}
