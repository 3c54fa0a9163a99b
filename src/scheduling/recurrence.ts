import { RRuleTemporal } from "rrule-temporal";
import { err, ok, type Result } from "../result.ts";

/** A series is stored as occurrences; more than this at once is surely a mistake. */
export const MAX_OCCURRENCES = 1_000;

/**
 * The starts (Unix seconds) of a recurring block in `[from, until)`.
 * `firstStart` is local wall time `YYYY-MM-DDTHH:MM` in `zone`: every Monday at 12 stays at 12 when clocks change.
 * `rrule` is RFC 5545 without DTSTART; one that cannot be read answers `bad-rule`.
 */
export function occurrences(
  rule: { rrule: string; firstStart: string; zone: string },
  from: number,
  until: number,
): Result<number[], "bad-rule"> {
  const start = `${rule.firstStart.replaceAll(/[-:]/g, "")}00`;
  try {
    const parsed = new RRuleTemporal({
      rruleString: `DTSTART;TZID=${rule.zone}:${start}\nRRULE:${rule.rrule}`,
      includeDtstart: true,
    });
    const found = parsed.between(new Date((from - 1) * 1000), new Date(until * 1000), false);
    return ok(found.slice(0, MAX_OCCURRENCES).map((time) => time.epochMilliseconds / 1000));
  } catch {
    return err("bad-rule");
  }
}
