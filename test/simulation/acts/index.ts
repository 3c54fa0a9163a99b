import type { Act, Proposal, Scene } from "./act.ts";
import * as booking from "./booking.ts";
import * as changing from "./changing.ts";
import * as planning from "./planning.ts";
import * as records from "./records.ts";
import * as resolving from "./resolving.ts";
import * as series from "./series.ts";

/** What people do, and how often: mostly what two of them can want at once. */
const proposals: readonly (readonly [Proposal, number])[] = [
  [booking.book, 28],
  [booking.hold, 6],
  [booking.bookHeld, 6],
  [booking.releaseHold, 1],
  [booking.renewHold, 1],
  [series.bookSeries, 3],
  [booking.addAttendee, 10],
  [booking.removeAttendee, 2],
  [booking.addNote, 3],
  [booking.undo, 5],
  [booking.undoSeries, 6],
  [changing.move, 11],
  [changing.moveFromUnderBlock, 4],
  [changing.swap, 5],
  [changing.cancel, 7],
  [changing.revive, 6],
  [changing.setStatus, 7],
  [changing.change, 7],
  [planning.createBlock, 4],
  [planning.changeBlock, 4],
  [planning.removeBlock, 3],
  [planning.setHours, 2],
  [planning.setException, 2],
  [records.createClient, 2],
  [records.createRecord, 2],
  [records.changeClient, 6],
  [records.changeType, 1],
  [records.changePractitioner, 1],
  [records.changeRoom, 1],
  [records.changePractice, 1],
  [resolving.resolve, 25],
  [resolving.resolveAgain, 2],
  [series.changeSeries, 4],
  [series.cancelSeries, 2],
];

/** How often somebody looks for something to do before they let it be. */
const TRIES = 4;

/** Something to do at this desk, or nothing. */
export function someAct(scene: Scene): Act | undefined {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const act = scene.random.weighted(proposals)(scene);
    if (act) return act;
  }
  return undefined;
}
