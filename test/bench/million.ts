import { openReader, type ReadableDb } from "../../main/db/connection.ts";
import { databaseFileOf } from "../../main/db/data-folder.ts";
import { Random } from "../../main/demo/random.ts";
import { findAvailability } from "../../main/queries/availability.ts";
import { zonedDay } from "../../src/time/zoned-day.ts";
import { openDesk } from "../helpers/open-desk.ts";
import { removeFolder } from "../helpers/temporary-folder.ts";
import { bookingOn, measureSingles, reportRatio } from "./booking.ts";
import { median, timed } from "./measure.ts";
import type { Report } from "./report.ts";
import { type BenchPractice, readPractice, ZONE } from "./seed/bench-practice.ts";
import { seededDataDir } from "./seed/million.ts";
import { daysFromNow, type Slot, slotsFrom } from "./slots.ts";

const SEARCHED_PRACTITIONERS = 50;
const SEARCHED_DAYS = 21;
const SEARCHES = 60;
const SCANS = 5;

/** What a booking and a search cost among a million appointments. */
export async function benchMillion(report: Report): Promise<void> {
  const dataDir = await seededDataDir("full");
  const { desk, close } = await openDesk({ dataDir });
  const practice = await readPractice(desk);
  const reader = openReader(databaseFileOf(dataDir));
  await benchAvailability(report, reader, practice);
  const times = await measureSingles(bookingOn(desk, practice), dataDir, freeSlots(reader, practice));
  reportRatio(report, "booking.million.p99-ratio", 0.99, { atMost: 4 }, times);
  reader.close();
  await close();
  removeFolder(dataDir);
}

/** Free times here and there in the months that are two thirds full. */
function* freeSlots(db: ReadableDb, practice: BenchPractice): Generator<Slot, never> {
  const random = new Random(3);
  const taken = db
    .prepare<[string, number], number>(
      "SELECT 1 FROM appointment WHERE practitioner_id = ? AND starts_at = ?",
    )
    .pluck();
  for (const slot of slotsFrom(practice, daysFromNow(1))) {
    if (random.chance(0.05) && taken.get(slot.practitionerId, slot.startsAt) === undefined) yield slot;
  }
  throw new Error("the seeded months are over");
}

async function benchAvailability(report: Report, db: ReadableDb, practice: BenchPractice): Promise<void> {
  const random = new Random(4);
  const some = (): string[] => {
    const first = random.int(0, practice.practitioners.length - SEARCHED_PRACTITIONERS);
    return practice.practitioners.slice(first, first + SEARCHED_PRACTITIONERS);
  };
  const from = zonedDay(ZONE, daysFromNow(1)).startsAt;
  const search = async (): Promise<number> => {
    const asked = { typeId: practice.typeId, practitionerIds: some(), from, days: SEARCHED_DAYS, limit: 500 };
    return timed(() => {
      if (findAvailability(db, asked, from)?.length !== 500)
        throw new Error("fewer free times than there are");
    });
  };
  const searches: number[] = [];
  for (let turn = 0; turn < SEARCHES; turn += 1) searches.push(await search());
  const ms = median(searches);
  report.add({ name: "availability.million.ms", value: ms, unit: "ms", gate: { atMost: 10 } });

  // The rows that the search needs, and only these, by reading the table: what a database without the index does.
  const scan = db
    .prepare(
      `SELECT practitioner_id, starts_at, busy_until FROM appointment NOT INDEXED
       WHERE practitioner_id IN (SELECT value FROM json_each(?)) AND starts_at >= ? AND starts_at < ? AND busy_until > ?
         AND placed = 1 AND status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')`,
    )
    .raw();
  const until = zonedDay(ZONE, daysFromNow(SEARCHED_DAYS)).endsAt;
  const scans: number[] = [];
  for (let turn = 0; turn < SCANS; turn += 1) {
    scans.push(await timed(() => scan.all(JSON.stringify(some()), from - 86_400, until, from)));
  }
  report.add({
    name: "availability.million.scan-ratio",
    value: median(scans) / ms,
    unit: "x faster",
    gate: { atLeast: 10 },
  });
}
