import type { BlockView } from "../../src/ipc/views.ts";
import { err, ok } from "../../src/result.ts";
import { wallText } from "../../src/time/wall-text.ts";
import { dayOf } from "../../src/time/zoned-day.ts";
import { type BlockRow, type BlockSeriesRow, blockView, findBlock, findSeries } from "../db/blocks.ts";
import { findPractitioner } from "../db/practitioners.ts";
import { newId } from "../ids.ts";
import { bookingsBetween } from "./affected.ts";
import { changeSeries, endSeries, insertBlock, insertOccurrences } from "./block-series.ts";
import { current, done, type Handler, invalid, notFound, unlessRemoved } from "./handler.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

const LONGEST_SECONDS = 366 * 86_400;
const LONGEST_REPEATED_SECONDS = 31 * 86_400;

const checkRange = (startsAt: number, endsAt: number) => {
  if (endsAt <= startsAt) return invalid("endsAt", "time off ends after it starts");
  if (endsAt - startsAt > LONGEST_SECONDS) return invalid("endsAt", "time off lasts a year at most");
  return undefined;
};

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
    const bookings = blocks.flatMap((one) => bookingsUnder(unit, one));
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
  const series = row.series_id === null ? undefined : findSeries(unit.db, row.series_id);
  if (series && input.scope && input.scope !== "one") {
    return changeFollowing(unit, { ...input, scope: input.scope }, series, row);
  }
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
  return ok({ ...done(unit), block: blockView(findBlock(unit.db, row.id) as BlockRow), count: 1 });
};

type Following = Parameters<typeof changeBlock>[1] & { scope: "following" | "all" };

function changeFollowing(unit: UnitOfWork, input: Following, series: BlockSeriesRow, row: BlockRow) {
  if (dayOf(series.zone, input.startsAt) !== dayOf(series.zone, row.starts_at))
    return invalid("startsAt", "the day is changed for one of a series only");
  if (input.endsAt - input.startsAt > LONGEST_REPEATED_SECONDS)
    return invalid("endsAt", "time off that repeats lasts a month at most");
  const changed = changeSeries(unit, series, row, input.scope, input);
  if (!changed.ok) return invalid("scope", "the rule of this series cannot be read");
  const { before, ids } = changed.value;
  const blocks = ids.map((id) => blockView(findBlock(unit.db, id) as BlockRow));
  const block = blocks.find(({ endsAt }) => endsAt > row.starts_at) ?? blocks[0];
  if (!block) return invalid("scope", "nothing of this series is left in the next 400 days");
  if (!input.keepBookings) {
    const known = new Set(before.flatMap((one) => bookingsUnder(unit, blockView(one))).map(({ id }) => id));
    const bookings = blocks.flatMap((one) => bookingsUnder(unit, one)).filter(({ id }) => !known.has(id));
    if (bookings.length > 0) return err({ code: "bookings-affected" as const, bookings });
  }
  return ok({ ...done(unit), block, count: blocks.length });
}

const bookingsUnder = (unit: UnitOfWork, { practitionerId, startsAt, endsAt }: BlockView) =>
  bookingsBetween(unit.db, practitionerId, startsAt, endsAt);

export const removeBlock: Handler<"blocks.remove"> = (unit, input) => {
  const found = current("block", input.id, input.version, findBlock(unit.db, input.id), blockView);
  if (!found.ok) return found;
  const row = found.value;
  const scope = row.series_id === null ? "one" : (input.scope ?? "one");
  const series = row.series_id === null ? undefined : findSeries(unit.db, row.series_id);
  if (series && scope !== "one") {
    const rows = endSeries(unit, series, row, scope);
    return ok({ ...done(unit), removed: rows.length });
  }
  unit.update("block", row.id, row, { removed: 1 });
  unit.touchSchedule(row.practitioner_id, row.starts_at, row.ends_at);
  return ok({ ...done(unit), removed: 1 });
};
