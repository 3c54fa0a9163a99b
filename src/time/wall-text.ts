import { Temporal } from "temporal-polyfill";

/** An instant as local wall time `YYYY-MM-DDTHH:MM`, for recurrence rules. */
export const wallText = (zone: string, instant: number): string =>
  Temporal.Instant.fromEpochMilliseconds(instant * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });

/** The same wall time `days` days later, as an instant: what "every second Tuesday at 10" means. */
export const sameTimeLater = (zone: string, instant: number, days: number): number =>
  Temporal.Instant.fromEpochMilliseconds(instant * 1000)
    .toZonedDateTimeISO(zone)
    .add({ days }).epochMilliseconds / 1000;
