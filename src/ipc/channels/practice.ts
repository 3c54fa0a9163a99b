import { z } from "zod";
import { command, query } from "../channel.ts";
import * as f from "../schemas.ts";
import type {
  AppointmentTypeView,
  Done,
  HoursExceptionView,
  PracticeView,
  WorkingHoursView,
} from "../views.ts";

const editErrors = ["stale", "not-found"] as const;
const type = {
  name: f.name,
  durationMinutes: f.durationMinutes,
  bufferMinutes: f.bufferMinutes,
  colour: z.int().min(0).max(11),
  capacity: z.int().min(1).max(200).nullable().optional(),
  position: z.int().min(0).max(999).optional(),
};

export const practiceChannels = {
  /** The first-run guide in one act: everything or nothing. */
  "practice.set-up": command<Done & { practice: PracticeView }>()({
    priority: "staff",
    needs: "database",
    input: z.strictObject({
      ...f.request,
      name: f.name,
      zone: f.zone,
      practitioners: z.array(z.strictObject({ name: f.name, pattern: f.weekPattern })).max(100),
      rooms: z.array(z.strictObject({ name: f.name })).max(100),
      types: z.array(z.strictObject(type)).max(100),
    }),
    errors: ["already-set-up"],
  }),
  "practice.read": query<{ practice: PracticeView | null }>()({
    reads: "short",
    needs: "database",
    input: z.strictObject({}),
  }),
  "practice.change": command<Done & { practice: PracticeView }>()({
    priority: "staff",
    input: z.strictObject({ ...f.edit, name: f.name, zone: f.zone }),
    errors: editErrors,
  }),
  "types.list": query<{ types: AppointmentTypeView[] }>()({ reads: "short", input: z.strictObject({}) }),
  "types.create": command<Done & { type: AppointmentTypeView }>()({
    priority: "staff",
    input: z.strictObject({ ...f.request, ...type }),
  }),
  "types.change": command<Done & { type: AppointmentTypeView }>()({
    priority: "staff",
    input: z.strictObject({ ...f.edit, ...type, retired: z.boolean().optional() }),
    errors: editErrors,
  }),
  "hours.read": query<{ hours: WorkingHoursView[]; exceptions: HoursExceptionView[] }>()({
    reads: "short",
    input: z.strictObject({ practitionerId: f.id }),
  }),
  /** A weekly pattern from a day on. One that starts on the same day is replaced; the one before ends there. */
  "hours.set": command<Done & { hours: WorkingHoursView[] }>()({
    priority: "staff",
    input: z.strictObject({
      ...f.request,
      practitionerId: f.id,
      validFrom: f.day,
      validUntil: f.day.nullable().optional(),
      pattern: f.weekPattern,
      /** Of the pattern from that day that the person saw; absent when there was none. */
      version: f.version.optional(),
      keepBookings: z.boolean().optional(),
    }),
    errors: ["bookings-affected", ...editErrors],
  }),
  /** Other hours on one day; null gives the day its weekly pattern back. */
  "hours.set-exception": command<Done>()({
    priority: "staff",
    input: z.strictObject({
      ...f.request,
      practitionerId: f.id,
      day: f.day,
      ranges: f.minuteRanges.nullable(),
      /** Of that day's other hours that the person saw; absent when there were none. */
      version: f.version.optional(),
      keepBookings: z.boolean().optional(),
    }),
    errors: ["bookings-affected", ...editErrors],
  }),
  "settings.read": query<{ settings: Record<string, unknown> }>()({
    reads: "short",
    needs: "database",
    input: z.strictObject({}),
  }),
  /** This desk's own settings: they never travel to other desks. */
  "settings.change": command<Record<never, never>>()({
    priority: "staff",
    needs: "database",
    input: z.union([
      z.strictObject({ key: z.literal("theme"), value: z.enum(["system", "light", "dark"]) }),
      z.strictObject({ key: z.literal("desk-name"), value: f.name }),
      z.strictObject({ key: z.literal("board-zoom"), value: z.int().min(4).max(40) }),
      /** Which practitioners have a column and in what order; who is in neither list stands after them. */
      z.strictObject({
        key: z.literal("board-columns"),
        value: z.strictObject({ order: z.array(f.id).max(200), hidden: z.array(f.id).max(200) }),
      }),
      /** Whose desk this is: it opens on their week. */
      z.strictObject({ key: z.literal("own-practitioner"), value: f.id.nullable() }),
      /** The day for which a person has put aside that refusals have jumped. */
      z.strictObject({ key: z.literal("refusals-aside"), value: f.day.nullable() }),
      /** What was done from the palette lately, the latest first. */
      z.strictObject({ key: z.literal("palette-recent"), value: z.array(z.string().max(60)).max(8) }),
    ]),
  }),
};
