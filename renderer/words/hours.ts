import type { MinuteRange } from "../../src/ipc/views.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { words } from "./language.ts";
import type { HoursProblem } from "./telling.ts";

const MIDNIGHT = 1440;
const clock = "(\\d{1,2})(?:[:.](\\d{2}))?\\s*([ap]\\.?m\\.?)?";
const { until, and } = words.hoursWords.written;
const part = new RegExp(`^${clock}\\s*(?:-|–|—|${until})\\s*${clock}$`, "i");
const between = new RegExp(`[,;]|(?:^|\\s)(?:${and})(?=\\s)`, "i");

function minutesOf(hour: string, minute: string | undefined, half: string | undefined): number | null {
  const hours = Number(hour);
  const minutes = Number(minute ?? "0");
  if (minutes > 59) return null;
  if (half === undefined) return hours <= 24 ? hours * 60 + minutes : null;
  if (hours < 1 || hours > 12) return null;
  return ((hours % 12) + (half.toLowerCase().startsWith("p") ? 12 : 0)) * 60 + minutes;
}

/** `9-12:30, 13:30-17` or `9am to 5pm` as minutes after midnight. Empty text is a day off. */
export function readHours(text: string): Result<MinuteRange[], HoursProblem> {
  const parts = text
    .split(between)
    .map((each) => each.trim())
    .filter((each) => each !== "");
  const ranges: MinuteRange[] = [];
  for (const each of parts) {
    const found = part.exec(each);
    if (!found) return err("unreadable");
    const [, startHour = "", startMinute, startHalf, endHour = "", endMinute, endHalf] = found;
    const start = minutesOf(startHour, startMinute, startHalf);
    const written = minutesOf(endHour, endMinute, endHalf);
    if (start === null || written === null) return err("unreadable");
    // A clock shows the end of the day as its beginning.
    const end = written === 0 ? MIDNIGHT : written;
    if (end > MIDNIGHT || end <= start) return err("backwards");
    if (start < (ranges.at(-1)?.[1] ?? 0)) return err("overlapping");
    ranges.push([start, end]);
  }
  return ok(ranges);
}
