import { v5, v7 } from "uuid";

/** Ids of new rows and ops: ordered by time, so that indexes grow at their end. */
export const newId = (): string => v7();

const OCCURRENCES = "7f1c7a54-9d0c-5b38-9a3e-0b7f4f1d2c66";

/** The id of a recurring block's occurrence derives from series and start: two desks that extend it make the same row. */
export const occurrenceId = (seriesId: string, startsAt: number): string =>
  v5(`${seriesId}/${startsAt}`, OCCURRENCES);
