import { err, ok, type Result } from "../../src/result.ts";
import { occurrences } from "../../src/scheduling/recurrence.ts";
import type { Values } from "../../src/sync/op.ts";
import { wallText } from "../../src/time/wall-text.ts";
import {
  type BlockRow,
  type BlockSeriesRow,
  blockView,
  findBlock,
  findSeries,
  occurrencesOf,
  openSeries,
} from "../db/blocks.ts";
import { findPractitioner } from "../db/practitioners.ts";
import { newId, occurrenceId } from "../ids.ts";
import { bookingsBetween } from "./affected.ts";
import { current, done, type Handler, invalid, notFound, unlessRemoved } from "./handler.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** A series that goes on is stored this far ahead; housekeeping extends it day by day. */
const HORIZON_SECONDS = 400 * 86_400;
const LONGEST_SECONDS = 366 * 86_400;
const LONGEST_REPEATED_SECONDS = 31 * 86_400;

const checkRange = (startsAt: number, endsAt: number) => {
  if (endsAt <= startsAt) return invalid("endsAt", "time off ends after it starts");
  if (endsAt - startsAt > LONGEST_SECONDS) return invalid("endsAt", "time off lasts a year at most");
  return undefined;
};

function insertBlock(unit: UnitOfWork, id: string, values: Values): void {
  unit.insert("block", id, { source: "manual", series_id: null, removed: 0, ...values });
  unit.touchSchedule(
    String(values["practitioner_id"]),
    Number(values["starts_at"]),
    Number(values["ends_at"]),
  );
}

/** The occurrences of a series up to the horizon that are not stored yet; a removed one stays removed. */
function insertOccurrences(
  unit: UnitOfWork,
  series: Pick<
    BlockSeriesRow,
    "id" | "practitioner_id" | "rrule" | "zone" | "first_start" | "duration_minutes" | "reason"
  >,
  from: number,
): Result<string[], "bad-rule"> {
  const rule = { rrule: series.rrule, zone: series.zone, firstStart: series.first_start };
  const starts = occurrences(rule, from, unit.now + HORIZON_SECONDS);
  if (!starts.ok) return starts;
  const inserted: string[] = [];
  for (const startsAt of starts.value) {
    const id = occurrenceId(series.id, startsAt);
    if (findBlock(unit.db, id)) continue;
    insertBlock(unit, id, {
      practitioner_id: series.practitioner_id,
      starts_at: startsAt,
      ends_at: startsAt + series.duration_minutes * 60,
      reason: series.reason,
      series_id: series.id,
    });
    inserted.push(id);
  }
  return ok(inserted);
}

export const createBlock: Handler<"blocks.create"> = (unit, input) => {
  const wrong = checkRange(input.startsAt, input.endsAt);
  if (wrong) return wrong;
  if (!unlessRemoved(findPractitioner(unit.db, input.practitionerId)))
    return notFound("practitioner", input.practitionerId);

  if (input.recurrence && input.endsAt - input.startsAt > LONGEST_REPEATED_SECONDS)
    return invalid("endsAt", "time off that repeats lasts a month at most");
  let ids: string[];
  let seriesId: string | null = null;
  if (input.recurrence) {
    const series = {
      practitioner_id: input.practitionerId,
      rrule: input.recurrence.rrule,
      zone: unit.zone,
      first_start: wallText(unit.zone, input.startsAt),
      duration_minutes: Math.round((input.endsAt - input.startsAt) / 60),
      reason: input.reason,
      ends_before: null,
      removed: 0,
    };
    seriesId = newId();
    unit.insert("block_series", seriesId, series);
    const inserted = insertOccurrences(unit, { id: seriesId, ...series }, input.startsAt);
    if (!inserted.ok) return invalid("recurrence", "this rule cannot be read");
    if (inserted.value.length === 0)
      return invalid("recurrence", "this rule has no time in the next 400 days");
    ids = inserted.value;
  } else {
    ids = [newId()];
    insertBlock(unit, ids[0] as string, {
      practitioner_id: input.practitionerId,
      starts_at: input.startsAt,
      ends_at: input.endsAt,
      reason: input.reason,
    });
  }
  const blocks = ids.map((id) => blockView(findBlock(unit.db, id) as BlockRow));
  if (!input.keepBookings) {
    const bookings = blocks.flatMap((b) => bookingsBetween(unit.db, b.practitionerId, b.startsAt, b.endsAt));
    if (bookings.length > 0) return err({ code: "bookings-affected", bookings });
  }
  return ok({ ...done(unit), blocks, seriesId });
};

export const changeBlock: Handler<"blocks.change"> = (unit, input) => {
  const wrong = checkRange(input.startsAt, input.endsAt);
  if (wrong) return wrong;
  const found = current("block", input.id, input.version, findBlock(unit.db, input.id), blockView);
  if (!found.ok) return found;
  const row = found.value;
  if (!input.keepBookings) {
    const under = bookingsBetween(unit.db, row.practitioner_id, input.startsAt, input.endsAt);
    const before = bookingsBetween(unit.db, row.practitioner_id, row.starts_at, row.ends_at);
    const bookings = under.filter((booking) => !before.some(({ id }) => id === booking.id));
    if (bookings.length > 0) return err({ code: "bookings-affected", bookings });
  }
  unit.update("block", row.id, row, {
    starts_at: input.startsAt,
    ends_at: input.endsAt,
    reason: input.reason,
  });
  unit.touchSchedule(row.practitioner_id, row.starts_at, row.ends_at);
  unit.touchSchedule(row.practitioner_id, input.startsAt, input.endsAt);
  return ok({ ...done(unit), block: blockView(findBlock(unit.db, row.id) as BlockRow) });
};

export const removeBlock: Handler<"blocks.remove"> = (unit, input) => {
  const found = current("block", input.id, input.version, findBlock(unit.db, input.id), blockView);
  if (!found.ok) return found;
  const row = found.value;
  const scope = row.series_id === null ? "one" : (input.scope ?? "one");
  const series = row.series_id === null ? undefined : findSeries(unit.db, row.series_id);
  const rows =
    scope === "one" || !series
      ? [row]
      : occurrencesOf(unit.db, series.id, scope === "all" ? 0 : row.starts_at);
  if (series && scope !== "one") {
    // Without this, housekeeping would put later occurrences back.
    const end = scope === "all" ? { removed: 1 } : { ends_before: wallText(series.zone, row.starts_at) };
    unit.update("block_series", series.id, series, end);
  }
  for (const one of rows) {
    unit.update("block", one.id, one, { removed: 1 });
    unit.touchSchedule(one.practitioner_id, one.starts_at, one.ends_at);
  }
  return ok({ ...done(unit), removed: rows.length });
};

/** Housekeeping: a series that goes on is stored up to the horizon. */
export function extendSeries(unit: UnitOfWork, seriesId: string): void {
  const series = openSeries(unit.db).find(({ id }) => id === seriesId);
  if (series) insertOccurrences(unit, series, unit.now);
}
