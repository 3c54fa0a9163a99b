import type { Status } from "../../../src/appointments/status.ts";
import type { MinuteRange } from "../../../src/ipc/views.ts";
import type { Value, Values } from "../../../src/sync/op.ts";
import { isDay } from "../../../src/time/wall-time.ts";
import type { Formats } from "../format.ts";
import { hoursText } from "../hours-text.ts";
import type { NameOf } from "../telling.ts";
import { statusWords } from "./status.ts";

/** What a column is called at the front desk; null for those that only go along with another. */
const names: Record<string, string | null> = {
  name: "The name",
  zone: "The time zone",
  short_name: "The short name",
  position: "The place in the list",
  leaves_on: "The day of leaving",
  removed: "Whether it is there",
  retired: "Whether it is offered",
  phone: "The telephone number",
  phone_digits: null,
  email: "The e-mail address",
  birth_date: "The date of birth",
  remark: "The remark",
  duration_minutes: "The duration",
  buffer_minutes: "The buffer",
  colour: "The colour",
  capacity: "The number of seats",
  practitioner_id: null,
  room_id: null,
  valid_from: "The working hours",
  valid_until: null,
  pattern: "The working hours",
  ranges: "The hours of a day",
  day: "The hours of a day",
  rrule: "The repetition",
  first_start: null,
  ends_before: null,
  reason: "The reason",
  source: "The source",
  series_id: null,
  starts_at: "The time",
  ends_at: null,
  busy_until: null,
  outside_reason: "The reason for the time",
  status: "The status",
  cancel_reason: null,
  client_id: "The client",
  type_id: "The type",
  booked_by: null,
  booked_at: null,
  seat: "The seat",
  text: "The note",
};

export const fieldName = (column: string): string | null =>
  column in names ? (names[column] ?? null) : column;

/** A day's or a week's hours, which travel as JSON. */
function hoursWords(text: string, formats: Formats): string {
  const parsed = JSON.parse(text) as MinuteRange[] | MinuteRange[][];
  const days = parsed.every((each) => typeof each[0] === "number")
    ? [parsed as MinuteRange[]]
    : (parsed as MinuteRange[][]);
  return days.map((day) => (day.length === 0 ? "off" : hoursText(day, formats))).join(" · ") || "off";
}

function valueWords(column: string, value: Value | undefined, formats: Formats, nameOf: NameOf): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (column === "removed") return value === 1 ? "removed" : "there";
  if (column === "retired") return value === 1 ? "not offered any more" : "offered";
  if (column === "status") return statusWords[value as Status] ?? String(value);
  if (column === "starts_at" && typeof value === "number") return formats.dayAndTime(value);
  if (column.endsWith("_minutes")) return `${value} minutes`;
  if (column === "colour" && typeof value === "number") return `colour ${value + 1}`;
  if (typeof value !== "string") return String(value);
  if (column === "pattern" || column === "ranges") return hoursWords(value, formats);
  if (column.endsWith("_id")) return nameOf(column, value) ?? "somebody else";
  return isDay(value) ? formats.date(value) : value;
}

/** One side of what was written differently, to stand on a button: `+49 30 555 1000`. */
export function sideValue(values: Values | undefined, formats: Formats, nameOf: NameOf): string {
  const told = Object.entries(values ?? {}).filter(([column]) => fieldName(column) !== null);
  return told.map(([column, value]) => valueWords(column, value, formats, nameOf)).join(", ") || "nothing";
}
