import type { MinuteRange } from "../../src/ipc/views.ts";
import type { Formats } from "./format.ts";

/** `9:00–12:30, 13:30–17:00`, as the desk's clock writes it. */
export const hoursText = (ranges: readonly MinuteRange[], formats: Formats): string =>
  ranges.map(([start, end]) => `${formats.wallTime(start)}–${formats.wallTime(end)}`).join(", ");
