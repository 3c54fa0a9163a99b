import { Temporal } from "temporal-polyfill";
import { err, ok, type Result } from "../result.ts";
import type { Day } from "./zoned-day.ts";

export type WallTimeProblem =
  | { readonly code: "time-does-not-exist"; readonly next: number }
  | { readonly code: "time-repeats"; readonly first: number; readonly second: number };

/**
 * A wall time as a person writes it (`day`, minutes after midnight 0 to 1439) to Unix seconds.
 * Says so when clocks skip that time (with the first instant after the gap) or show it twice.
 */
export function wallTimeToInstant(zone: string, day: Day, minutes: number): Result<number, WallTimeProblem> {
  const local = Temporal.PlainDate.from(day).toPlainDateTime({
    hour: Math.floor(minutes / 60),
    minute: minutes % 60,
  });
  const at = (disambiguation: "earlier" | "later"): number =>
    local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds / 1000;
  const earlier = at("earlier");
  const later = at("later");
  if (earlier === later) return ok(earlier);
  const exists = Temporal.Instant.fromEpochMilliseconds(earlier * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .equals(local);
  if (exists) return err({ code: "time-repeats", first: earlier, second: later });
  const transition = Temporal.Instant.fromEpochMilliseconds(earlier * 1000)
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition("next");
  return err({ code: "time-does-not-exist", next: (transition?.epochMilliseconds ?? later * 1000) / 1000 });
}

/** Minutes of wall time after midnight that a clock on the wall shows at an instant. */
export function wallMinutes(zone: string, instant: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(instant * 1000).toZonedDateTimeISO(zone);
  return local.hour * 60 + local.minute;
}

export const isZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
};
