import type { Status } from "../appointments/status.ts";
import type { Day, Range } from "../time/zoned-day.ts";
import type { ServerProblem } from "./sharing-views.ts";
import type { AffectedBooking, BlockView, FreeTime, TakenBy } from "./views.ts";

/** Every error that can cross to the window: a closed union, so that a missing sentence does not compile. */
export type AnteroomError =
  | { code: "slot-taken"; resource: "practitioner" | "room"; taken: TakenBy; nearest: FreeTime[] }
  | {
      code: "outside-hours";
      practitionerId: string;
      practitionerName: string;
      day: Day;
      hours: Range[];
      nearest: FreeTime[];
    }
  | {
      code: "blocked";
      practitionerId: string;
      practitionerName: string;
      block: BlockView;
      nearest: FreeTime[];
    }
  | { code: "session-full"; appointmentId: string; capacity: number }
  | { code: "already-attending"; appointmentId: string; clientId: string }
  | {
      code: "series-clash";
      clashes: {
        startsAt: number;
        endsAt: number;
        because: "slot-taken" | "outside-hours" | "blocked";
        nearest: FreeTime[];
      }[];
    }
  | { code: "bookings-affected"; bookings: AffectedBooking[] }
  | { code: "stale"; entity: string; id: string; current: Record<string, unknown> | null }
  | { code: "not-found"; entity: string; id: string }
  | { code: "status-not-allowed"; from: Status; to: Status }
  | { code: "hold-expired"; holdId: string }
  | { code: "undo-expired"; opId: string }
  | { code: "undo-overtaken"; opId: string; entity: string; id: string }
  | { code: "conflict-closed"; conflictId: string; closedBy: string | null }
  | { code: "server-problem"; problem: ServerProblem; detail: string }
  | { code: "not-printed"; because: "no-printer" | "failed" }
  | { code: "already-set-up" }
  | { code: "backup-unusable"; file: string; problem: string }
  | { code: "request-reused"; requestId: string }
  | { code: "invalid-input"; issues: { path: string; message: string }[] }
  | { code: "busy"; retryAfterMs: number }
  | { code: "rate-limited"; retryAfterMs: number }
  | { code: "storage-full" }
  | { code: "read-only" }
  | { code: "database-damaged" }
  | { code: "not-ready" }
  | { code: "not-allowed" }
  | { code: "unknown-channel" }
  | { code: "untrusted-sender" }
  | { code: "unexpected"; reference: string };

export type ErrorCode = AnteroomError["code"];
export type ErrorOf<Code extends ErrorCode> = Extract<AnteroomError, { code: Code }>;

/** Any call may answer these, whatever its channel says. */
export const commonErrors = [
  "invalid-input",
  "request-reused",
  "busy",
  "rate-limited",
  "storage-full",
  "read-only",
  "database-damaged",
  "not-ready",
  "not-allowed",
  "unknown-channel",
  "untrusted-sender",
  "unexpected",
] as const satisfies readonly ErrorCode[];
