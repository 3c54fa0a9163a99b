import { z } from "zod";
import { command, query } from "../channel.ts";
import * as f from "../schemas.ts";
import type { BlockView, DayView, Done, FreeNow, FreeTime, WeekView } from "../views.ts";

const listOf = (item: string): string => `(${item})(,(${item}))*`;
const WEEKDAY = "MO|TU|WE|TH|FR|SA|SU";
/** Not those that repeat within a day: a rule makes at most one occurrence a day. */
const RULE_PARTS = [
  "INTERVAL=[1-9]\\d{0,2}",
  "COUNT=[1-9]\\d{0,3}",
  "UNTIL=\\d{8}(T\\d{6}Z)?",
  `BYDAY=${listOf(`([+-]?[1-5])?(${WEEKDAY})`)}`,
  `BYMONTHDAY=${listOf("-?([1-9]|[12]\\d|3[01])")}`,
  `BYMONTH=${listOf("[1-9]|1[0-2]")}`,
  `BYSETPOS=${listOf("-?[1-9]")}`,
  `WKST=(${WEEKDAY})`,
];

/** Local wall time, because "every Monday at 12" is a wish about clocks, not about instants. */
const recurrence = z.strictObject({
  /** RFC 5545, for example `FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10`. Without COUNT or UNTIL it goes on. */
  rrule: z
    .string()
    .max(300)
    .regex(new RegExp(`^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;(${RULE_PARTS.join("|")}))*$`)),
});

export const scheduleChannels = {
  "schedule.day": query<DayView>()({
    reads: "short",
    input: z.strictObject({ day: f.day, practitionerIds: z.array(f.id).max(200).optional() }),
  }),
  /** Seven days of one practitioner, from the day named on. */
  "schedule.week": query<WeekView>()({
    reads: "short",
    input: z.strictObject({ practitionerId: f.id, from: f.day }),
    errors: ["not-found"],
  }),
  /** Free times in order; of `typeId`'s length and buffer, on a five-minute rhythm, inside working hours. */
  "availability.find": query<{ times: FreeTime[] }>()({
    reads: "long",
    input: z.strictObject({
      typeId: f.id,
      practitionerIds: z.array(f.id).max(200).optional(),
      roomId: f.id.optional(),
      from: f.instant,
      days: z.int().min(1).max(120),
      weekdays: z.array(z.int().min(1).max(7)).max(7).optional(),
      /** Wall time after midnight, half-open: mornings are [0, 720]. */
      between: z.tuple([z.int().min(0).max(1440), z.int().min(0).max(1440)]).optional(),
      durationMinutes: f.durationMinutes.optional(),
      limit: z.int().min(1).max(500).optional(),
    }),
    errors: ["not-found"],
  }),
  /** Who is free at once or next today for somebody who stands at the desk, in that order; by main's clock. */
  "availability.now": query<{ people: FreeNow[] }>()({
    reads: "long",
    input: z.strictObject({ typeId: f.id }),
    errors: ["not-found"],
  }),
  "blocks.create": command<Done & { blocks: BlockView[]; seriesId: string | null }>()({
    priority: "staff",
    input: z.strictObject({
      ...f.request,
      practitionerId: f.id,
      startsAt: f.instant,
      endsAt: f.instant,
      reason: f.reason,
      recurrence: recurrence.optional(),
      /** Bookings that lie under it are listed as a refusal first; true leaves them where they are. */
      keepBookings: z.boolean().optional(),
    }),
    errors: ["bookings-affected", "not-found"],
  }),
  /** Of one that repeats: only this one, or the time of day, length and reason of those after it or of all. */
  "blocks.change": command<Done & { block: BlockView; count: number }>()({
    priority: "staff",
    input: z.strictObject({
      ...f.edit,
      startsAt: f.instant,
      endsAt: f.instant,
      reason: f.reason,
      keepBookings: z.boolean().optional(),
      scope: z.enum(["one", "following", "all"]).optional(),
    }),
    errors: ["bookings-affected", "stale", "not-found"],
  }),
  "blocks.remove": command<Done & { removed: number }>()({
    priority: "staff",
    input: z.strictObject({ ...f.edit, scope: z.enum(["one", "following", "all"]).optional() }),
    errors: ["stale", "not-found"],
  }),
};
