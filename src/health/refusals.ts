import type { AnteroomError, ErrorCode } from "../ipc/errors.ts";
import { hourOf } from "./refusal-jump.ts";

/** How often something was refused in an hour. `practitionerId`: empty where it was about nobody's time in particular. */
export type RefusalCount = { hour: number; practitionerId: string; code: ErrorCode; count: number };

/** A wish for time that was not granted. Other refusals (an old version, a busy queue) say nothing about the schedule. */
const ofTime: readonly ErrorCode[] = [
  "slot-taken",
  "outside-hours",
  "blocked",
  "session-full",
  "already-attending",
  "series-clash",
];

/** What a refusal counts as; null where it is none of a wish for time. */
export function countedRefusal(error: AnteroomError, now: number): Omit<RefusalCount, "count"> | null {
  if (!ofTime.includes(error.code)) return null;
  return { hour: hourOf(now), practitionerId: whoseTime(error), code: error.code };
}

function whoseTime(error: AnteroomError): string {
  switch (error.code) {
    case "slot-taken":
      // Who has the room is not who was asked for.
      return error.resource === "practitioner" ? error.taken.practitionerId : "";
    case "outside-hours":
    case "blocked":
      return error.practitionerId;
    default:
      return "";
  }
}
