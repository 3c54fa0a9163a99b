import { z } from "zod";
import { SERIES } from "../../scheduling/series.ts";
import { command, query } from "../channel.ts";
import type { ErrorOf } from "../errors.ts";
import * as f from "../schemas.ts";
import type { AppointmentView, Done, FreeTime, Warning } from "../views.ts";

/** What is against a time; `same-series`: another one of the series has it. */
export type SeriesClash =
  | ErrorOf<"slot-taken" | "outside-hours" | "blocked">
  | { code: "same-series"; nearest: FreeTime[] };
/** One time of a series that is being planned. What is offered in its stead meets none of the others. */
export type SeriesTime = {
  practitionerId: string;
  startsAt: number;
  endsAt: number;
  clash: SeriesClash | null;
  warnings: Warning[];
};

export type SeriesDone = Done & { appointments: AppointmentView[]; warnings: Warning[] };

const place = { practitionerId: f.id, startsAt: f.instant };
/** What all of them are. */
const what = {
  roomId: f.id.nullable().optional(),
  typeId: f.id.optional(),
  durationMinutes: f.durationMinutes.optional(),
  outsideReason: f.reason.optional(),
};
const seen = { id: f.id, version: f.version };
const some = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(SERIES.most);

/** Several appointments that belong together, each a row of its own: booked, changed and cancelled in one act, or not at all. */
export const seriesChannels = {
  /** Those of a series in order of their starts, what was entered in error left out. */
  "appointments.read-series": query<{ appointments: AppointmentView[] }>()({
    reads: "short",
    input: z.strictObject({ seriesId: f.id }),
  }),
  /** Which of the times can be had, and what instead of the others; `id` names an appointment that would move there. */
  "appointments.check-series": query<{ times: SeriesTime[] }>()({
    reads: "long",
    input: z.strictObject({
      ...what,
      clientId: f.id.optional(),
      times: some(z.strictObject({ ...place, id: f.id.optional() })),
    }),
    errors: ["not-found"],
  }),
  "appointments.book-series": command<SeriesDone>()({
    priority: "booking",
    input: z.strictObject({
      ...f.request,
      ...what,
      typeId: f.id,
      clientId: f.id,
      source: f.source,
      /** Stands on each of them. */
      note: f.longText.optional(),
      times: some(z.strictObject(place)),
    }),
    errors: ["series-clash", "not-found"],
  }),
  /** Each named one to its place, and what they are; those that are not named stay as they are. */
  "appointments.change-series": command<SeriesDone>()({
    priority: "booking",
    input: z.strictObject({
      ...f.request,
      ...what,
      note: f.longText.optional(),
      appointments: some(z.strictObject({ ...seen, ...place })),
    }),
    errors: ["series-clash", "stale", "not-found", "status-not-allowed"],
  }),
  "appointments.cancel-series": command<SeriesDone>()({
    priority: "staff",
    input: z.strictObject({ ...f.request, reason: f.reason, appointments: some(z.strictObject(seen)) }),
    errors: ["stale", "not-found", "status-not-allowed"],
  }),
};
