import { ok, type Result } from "../../src/result.ts";
import { occurrences } from "../../src/scheduling/recurrence.ts";
import type { Values } from "../../src/sync/op.ts";
import { wallText } from "../../src/time/wall-text.ts";
import { type Day, dayOf, zonedDay } from "../../src/time/zoned-day.ts";
import { type BlockRow, type BlockSeriesRow, findBlock, occurrencesOf, openSeries } from "../db/blocks.ts";
import { newId, occurrenceId } from "../ids.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** A series that goes on is stored this far ahead; housekeeping extends it day by day. */
const HORIZON_SECONDS = 400 * 86_400;

export function insertBlock(unit: UnitOfWork, id: string, values: Values): void {
  unit.insert("block", id, { source: "manual", series_id: null, removed: 0, ...values });
  unit.touchSchedule(
    String(values["practitioner_id"]),
    Number(values["starts_at"]),
    Number(values["ends_at"]),
  );
}

/** The occurrences of a series up to the horizon that are not stored yet; one that was removed stays so. */
export function insertOccurrences(
  unit: UnitOfWork,
  series: Pick<
    BlockSeriesRow,
    | "id"
    | "practitioner_id"
    | "rrule"
    | "zone"
    | "first_start"
    | "duration_minutes"
    | "reason"
    | "ends_before"
  >,
  from: number,
  removedDays: ReadonlySet<Day> = new Set(),
): Result<string[], "bad-rule"> {
  const rule = { rrule: series.rrule, zone: series.zone, firstStart: series.first_start };
  const starts = occurrences(rule, from, unit.now + HORIZON_SECONDS);
  if (!starts.ok) return starts;
  const inserted: string[] = [];
  for (const startsAt of starts.value) {
    const id = occurrenceId(series.id, startsAt);
    const isOver = series.ends_before !== null && wallText(series.zone, startsAt) >= series.ends_before;
    if (isOver || findBlock(unit.db, id)) continue;
    const isRemoved = removedDays.has(dayOf(series.zone, startsAt));
    insertBlock(unit, id, {
      practitioner_id: series.practitioner_id,
      starts_at: startsAt,
      ends_at: startsAt + series.duration_minutes * 60,
      reason: series.reason,
      series_id: series.id,
      removed: Number(isRemoved),
    });
    if (!isRemoved) inserted.push(id);
  }
  return ok(inserted);
}

/** Housekeeping: a series that goes on is stored up to the horizon. */
export function extendSeries(unit: UnitOfWork, seriesId: string): void {
  const series = openSeries(unit.db).find(({ id }) => id === seriesId);
  if (series) insertOccurrences(unit, series, unit.now);
}

const ruleOf = (series: BlockSeriesRow) => ({
  rrule: series.rrule,
  zone: series.zone,
  firstStart: series.first_start,
});

/** Ends a series at an occurrence, or altogether: otherwise housekeeping would put later ones back. Answers what stood. */
export function endSeries(
  unit: UnitOfWork,
  series: BlockSeriesRow,
  row: BlockRow,
  scope: "following" | "all",
): BlockRow[] {
  const rows = occurrencesOf(unit.db, series.id, scope === "all" ? 0 : row.starts_at);
  const end = scope === "all" ? { removed: 1 } : { ends_before: wallText(series.zone, row.starts_at) };
  unit.update("block_series", series.id, series, end);
  for (const one of rows) {
    unit.update("block", one.id, one, { removed: 1 });
    unit.touchSchedule(one.practitioner_id, one.starts_at, one.ends_at);
  }
  return rows;
}

type Wanted = { startsAt: number; endsAt: number; reason: string };

/**
 * Other times of the day, another length or reason for an occurrence and those after it, or for all: a series of its own
 * takes their place, by the same rule. Occurrences that were taken out of the series stay out.
 */
export function changeSeries(
  unit: UnitOfWork,
  series: BlockSeriesRow,
  row: BlockRow,
  scope: "following" | "all",
  wanted: Wanted,
): Result<{ before: BlockRow[]; ids: string[] }, "bad-rule"> {
  const { zone } = series;
  const standing = occurrencesOf(unit.db, series.id, scope === "all" ? 0 : row.starts_at);
  const day = dayOf(zone, standing[0]?.starts_at ?? row.starts_at);
  const from = zonedDay(zone, day).startsAt;
  const starts = occurrences(ruleOf(series), from, unit.now + HORIZON_SECONDS);
  if (!starts.ok) return starts;
  const removedDays = new Set(
    starts.value
      .filter((startsAt) => {
        const known = findBlock(unit.db, occurrenceId(series.id, startsAt));
        // The one that the new series begins with may have been moved here from another day.
        const isFirst = scope === "following" && known?.id === row.id;
        return known?.removed === 1 || (isFirst && dayOf(zone, startsAt) !== day);
      })
      .map((startsAt) => dayOf(zone, startsAt)),
  );
  const firstDay = scope === "all" ? series.first_start.slice(0, 10) : day;
  const rrule = scope === "all" ? series.rrule : remaining(series, from);
  const before = endSeries(unit, series, row, scope);
  const next = {
    practitioner_id: series.practitioner_id,
    rrule,
    zone,
    first_start: `${firstDay}${wallText(zone, wanted.startsAt).slice(10)}`,
    duration_minutes: Math.round((wanted.endsAt - wanted.startsAt) / 60),
    reason: wanted.reason,
    // An earlier change may have ended it already: what comes after is another series.
    ends_before: series.ends_before === null ? null : `${series.ends_before.slice(0, 10)}T00:00`,
    removed: 0,
  };
  const id = newId();
  unit.insert("block_series", id, next);
  const inserted = insertOccurrences(unit, { id, ...next }, from, removedDays);
  return inserted.ok ? ok({ before, ids: inserted.value }) : inserted;
}

/** The rule from an instant on: of so many times, those that are left. */
function remaining(series: BlockSeriesRow, from: number): string {
  const count = /COUNT=(\d+)/.exec(series.rrule)?.[1];
  if (count === undefined) return series.rrule;
  const first = zonedDay(series.zone, series.first_start.slice(0, 10)).startsAt;
  const past = occurrences(ruleOf(series), first, from - 1);
  const left = Number(count) - (past.ok ? past.value.length : 0);
  return series.rrule.replace(/COUNT=\d+/, `COUNT=${Math.max(1, left)}`);
}
