import type { Formats } from "./format.ts";

/** What sentences need to be told. */

/** How times are written here, and what time it is (Unix seconds). */
export type Telling = { readonly formats: Formats; readonly now: number };

/** What a column names by id only; undefined where it is gone or not known here. */
export type NameOf = (column: string, id: string) => string | undefined;

/** The same for a history. */
export type Names = (kind: "practitioner" | "room" | "type", id: string) => string | undefined;

/** Who writes to a client. */
export type Sender = { practiceName: string; formats: Formats };
export type Draft = Sender & { nameOf: NameOf };

type Time = { practitionerName: string; startsAt: number; endsAt: number };
/** A way of settling a conflict with what goes with it. */
export type Decided =
  | { how: "moved" | "swapped"; time: Time }
  | { how: "cancelled"; reason: string }
  | { how: "kept" | "waitlisted" | "wanted" | "current" };

export type HoursProblem = "unreadable" | "backwards" | "overlapping";
