import { Temporal } from "temporal-polyfill";

/** An instant as local wall time `YYYY-MM-DDTHH:MM`, for recurrence rules. */
export const wallText = (zone: string, instant: number): string =>
  Temporal.Instant.fromEpochMilliseconds(instant * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
