import { openReader } from "../db/connection.ts";
import { updateShare } from "../db/share.ts";
import { countRows, pagesOfRows } from "../db/upload-pages.ts";
import { Refused } from "./supervisor-link.ts";
import { type Sides, shareOf } from "./supervisor-session.ts";

const ROWS_A_PAGE = 500;

export type Progress = (done: number, total: number) => void;

/**
 * Sends up all rows as they are at one moment, from a connection of its own that reads that moment. What is done at
 * this desk meanwhile waits as ops; an upload that was cut short begins again, and the server keeps what it has.
 */
export async function upload({ local, link }: Sides, file: string, progress: Progress): Promise<void> {
  const share = shareOf(local.reader);
  const { fence } = share;
  const moment = openReader(file);
  try {
    moment.exec("BEGIN");
    const total = countRows(moment);
    let done = 0;
    progress(done, total);
    for (const images of pagesOfRows(moment, ROWS_A_PAGE)) {
      await link.call(share, "upload", { fence, images });
      done += images.length;
      progress(done, total);
    }
  } catch (error) {
    // The reply that said so was lost: the server has all of it already.
    if (!(error instanceof Refused && error.refusal.reason === "not_preparing")) throw error;
  } finally {
    moment.close();
  }
  await link.call(share, "finish_upload", { fence });
  await local.write("finish-upload", (db) => {
    updateShare(db, { state: "active" });
    return { value: null };
  });
}
