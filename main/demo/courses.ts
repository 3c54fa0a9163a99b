import type { Status } from "../../src/appointments/status.ts";
import type { Random } from "./random.ts";

/** What became of an appointment: the statuses it went through after it was booked, each with its instant. */
export type Step = { readonly status: Status; readonly at: number; readonly cancelReason?: string };

const cancelReasons = [
  "Ill",
  "Called: cannot come",
  "Moved away",
  "Train was cancelled",
  "No longer needed",
  "Practitioner ill",
];

const FULLY_CANCELLED = 0.06;
const MISSED = 0.04;
const EARLY_SECONDS = 15 * 60;

/** Everything before `now` has happened, so today shows who has gone, who is here and who is late. */
export function courseOf(
  random: Random,
  { startsAt, endsAt, bookedAt }: { startsAt: number; endsAt: number; bookedAt: number },
  now: number,
  mayFail: boolean,
): Step[] {
  if (mayFail && random.chance(FULLY_CANCELLED)) {
    const latest = Math.min(startsAt, now);
    const at = Math.max(bookedAt, latest - random.int(1, 72) * 3_600);
    return [{ status: "cancelled", at, cancelReason: random.pick(cancelReasons) }];
  }
  if (mayFail && random.chance(MISSED)) {
    return startsAt + EARLY_SECONDS < now ? [{ status: "noshow", at: startsAt + EARLY_SECONDS }] : [];
  }
  const arrivedAt = startsAt - random.int(-2 * 60, EARLY_SECONDS);
  const called = Math.max(arrivedAt, startsAt) + random.int(0, 180);
  const steps: Step[] = [
    { status: "arrived", at: Math.max(arrivedAt, bookedAt) },
    { status: "checked-in", at: Math.max(called, bookedAt) },
    { status: "fulfilled", at: endsAt + random.int(0, 240) },
  ];
  return steps.filter(({ at }) => at <= now);
}
