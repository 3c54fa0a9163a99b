import type { MinuteRange, WeekPattern } from "../../src/ipc/views.ts";
import { err, ok } from "../../src/result.ts";
import type { WorkingTime } from "../../src/scheduling/working-time.ts";
import {
  exceptionsOf,
  exceptionView,
  type HoursExceptionRow,
  hoursOf,
  hoursView,
  workingTimeOf,
} from "../db/hours.ts";
import { findPractitioner } from "../db/practitioners.ts";
import { newId } from "../ids.ts";
import { bookingsLosingHours } from "./affected.ts";
import { done, type Handler, invalid, notFound, unlessRemoved } from "./handler.ts";
import type { EditableRow, UnitOfWork } from "./unit-of-work.ts";

/** Before anything a practice books: the pattern of somebody who is new holds from here on. */
const ALWAYS = "1970-01-01";

export function insertHours(
  unit: UnitOfWork,
  practitionerId: string,
  pattern: WeekPattern,
  from = ALWAYS,
  until: string | null = null,
): void {
  unit.insert("working_hours", newId(), {
    practitioner_id: practitionerId,
    valid_from: from,
    valid_until: until,
    pattern: JSON.stringify(pattern),
    removed: 0,
  });
  unit.touchRecords("hours");
}

/** Writes, then compares: bookings that lose their hours refuse the change, which is then undone with its savepoint. */
function affectedBy(unit: UnitOfWork, practitionerId: string, keep: boolean | undefined, write: () => void) {
  const practitioner = unlessRemoved(findPractitioner(unit.db, practitionerId));
  if (!practitioner) return notFound("practitioner", practitionerId);
  const load = (): WorkingTime => workingTimeOf(unit.db, practitioner, unit.zone);
  const before = load();
  write();
  unit.touchRecords("hours");
  if (keep) return undefined;
  const bookings = bookingsLosingHours(unit.db, practitionerId, unit.now, before, load());
  return bookings.length > 0 ? err({ code: "bookings-affected" as const, bookings }) : undefined;
}

/** What stands at that place must be what the person saw: nothing, or a row of that version. */
function asSeen<Row extends EditableRow & { id: string }>(
  row: Row | undefined,
  version: number | undefined,
  view: (row: Row) => Record<string, unknown>,
) {
  if (row?.version === version) return undefined;
  const current = row ? view(row) : null;
  return err({ code: "stale" as const, entity: "hours", id: row?.id ?? "", current });
}

export const setHours: Handler<"hours.set"> = (unit, input) => {
  const until = input.validUntil ?? null;
  if (until !== null && until <= input.validFrom) return invalid("validUntil", "hours end after they begin");
  const same = hoursOf(unit.db, input.practitionerId).find((row) => row.valid_from === input.validFrom);
  const stale = asSeen(same, input.version, hoursView);
  if (stale) return stale;
  const refused = affectedBy(unit, input.practitionerId, input.keepBookings, () => {
    if (!same) insertHours(unit, input.practitionerId, input.pattern, input.validFrom, until);
    else {
      const patch = { pattern: JSON.stringify(input.pattern), valid_until: until };
      unit.update("working_hours", same.id, same, patch);
    }
  });
  return refused ?? ok({ ...done(unit), hours: hoursOf(unit.db, input.practitionerId).map(hoursView) });
};

export const setException: Handler<"hours.set-exception"> = (unit, input) => {
  const same = exceptionsOf(unit.db, input.practitionerId, input.day, `${input.day}~`)[0];
  const stale = asSeen(same, input.version, exceptionView);
  if (stale) return stale;
  const refused = affectedBy(unit, input.practitionerId, input.keepBookings, () =>
    writeException(unit, input.practitionerId, input.day, input.ranges, same),
  );
  return refused ?? ok(done(unit));
};

function writeException(
  unit: UnitOfWork,
  practitionerId: string,
  day: string,
  ranges: MinuteRange[] | null,
  row: HoursExceptionRow | undefined,
): void {
  if (row && ranges === null) unit.update("hours_exception", row.id, row, { removed: 1 });
  else if (row) unit.update("hours_exception", row.id, row, { ranges: JSON.stringify(ranges) });
  else if (ranges !== null) {
    const values = { practitioner_id: practitionerId, day, ranges: JSON.stringify(ranges), removed: 0 };
    unit.insert("hours_exception", newId(), values);
  }
}
