import { z } from "zod";
import { BUFFER, DURATION } from "../appointments/length.ts";
import { statuses } from "../appointments/status.ts";
import { isDay, isZone } from "../time/wall-time.ts";
import type { WeekPattern } from "./views.ts";

/** The field types that inputs are made of. Bounds are what a practice could mean, not what a number can hold. */

export const id = z.uuid();
/** 1970 to 2100. */
export const instant = z.int().min(0).max(4_102_444_800);
export const day = z.string().refine(isDay, "not a day of the calendar (YYYY-MM-DD)");
export const zone = z.string().max(64).refine(isZone, "not a time zone of the IANA list");
export const durationMinutes = z.int().min(DURATION.least).max(DURATION.most);
export const bufferMinutes = z.int().min(BUFFER.least).max(BUFFER.most);
export const version = z.int().min(1);
export const status = z.enum(statuses);
export const source = z.enum(["phone", "walk-in", "email", "online", "staff"]);

/** Control characters other than tab and line ends: nobody types them, and no screen shows them. */
const control = /[^\P{Cc}\t\n\r]/u;
const text = (max: number) =>
  z
    .string()
    .max(max)
    .trim()
    .refine((value) => !control.test(value), "holds characters that cannot be shown");

export const name = text(120).pipe(z.string().min(1));
export const shortText = text(200);
export const reason = text(200).pipe(z.string().min(1));
export const longText = text(4_000).pipe(z.string().min(1));
export const phone = text(40).refine((value) => /^[+\d\s()/.-]*$/.test(value), "not a telephone number");
export const email = text(200).refine((value) => /^[^@\s]+@[^@\s]+$/.test(value), "not an e-mail address");

const minute = z.int().min(0).max(1440);
/** Half-open, in order, not touching the one before. */
export const minuteRanges = z
  .array(z.tuple([minute, minute]))
  .max(12)
  .refine(
    (ranges) =>
      ranges.every(([start, end], i) => start < end && (i === 0 || (ranges[i - 1]?.[1] ?? 0) <= start)),
    "each range must end after it starts, and start after the one before has ended",
  );
const week = [
  minuteRanges,
  minuteRanges,
  minuteRanges,
  minuteRanges,
  minuteRanges,
  minuteRanges,
  minuteRanges,
];
export const weekPattern = z.tuple(
  week as [typeof minuteRanges, ...(typeof minuteRanges)[]],
) as unknown as z.ZodType<WeekPattern, WeekPattern>;

/** Every command names its request, so that asking again after a lost answer never does it twice. */
export const request = { requestId: id };
/** An edit names the row and the version it saw. */
export const edit = { ...request, id, version };
