import { z } from "zod";
import { command, query } from "../channel.ts";
import * as f from "../schemas.ts";
import type { ClientView, ComingView, Done, PractitionerView, RoomView } from "../views.ts";

const editErrors = ["stale", "not-found"] as const;
const client = {
  name: f.name,
  phone: f.phone.nullable().optional(),
  email: f.email.nullable().optional(),
  birthDate: f.day.nullable().optional(),
  remark: f.shortText.nullable().optional(),
};
const practitioner = {
  name: f.name,
  shortName: f.shortText.nullable().optional(),
  position: z.int().min(0).max(999).optional(),
};

export const peopleChannels = {
  /** By the beginnings of names, by telephone digits (from the start or the last ones) or by date of birth. */
  "clients.search": query<{ clients: ClientView[] }>()({
    reads: "long",
    input: z.strictObject({ text: z.string().max(100), limit: z.int().min(1).max(400).optional() }),
  }),
  "clients.read": query<ClientView>()({
    reads: "short",
    input: z.strictObject({ id: f.id }),
    errors: ["not-found"],
  }),
  /** What comes next for each of them; who has nothing to come is left out. */
  "clients.coming": query<{ coming: ComingView[] }>()({
    reads: "short",
    input: z.strictObject({ ids: z.array(f.id).max(20) }),
  }),
  "clients.create": command<Done & { client: ClientView }>()({
    priority: "booking",
    input: z.strictObject({ ...f.request, ...client }),
  }),
  "clients.change": command<Done & { client: ClientView }>()({
    priority: "staff",
    input: z.strictObject({ ...f.edit, ...client }),
    errors: editErrors,
  }),
  "practitioners.list": query<{ practitioners: PractitionerView[] }>()({
    reads: "short",
    input: z.strictObject({}),
  }),
  "practitioners.create": command<Done & { practitioner: PractitionerView }>()({
    priority: "staff",
    input: z.strictObject({ ...f.request, ...practitioner, pattern: f.weekPattern.optional() }),
  }),
  "practitioners.change": command<Done & { practitioner: PractitionerView }>()({
    priority: "staff",
    input: z.strictObject({
      ...f.edit,
      ...practitioner,
      leavesOn: f.day.nullable().optional(),
      keepBookings: z.boolean().optional(),
    }),
    errors: [...editErrors, "bookings-affected"],
  }),
  "rooms.list": query<{ rooms: RoomView[] }>()({ reads: "short", input: z.strictObject({}) }),
  "rooms.create": command<Done & { room: RoomView }>()({
    priority: "staff",
    input: z.strictObject({ ...f.request, name: f.name, position: z.int().min(0).max(999).optional() }),
  }),
  "rooms.change": command<Done & { room: RoomView }>()({
    priority: "staff",
    input: z.strictObject({
      ...f.edit,
      name: f.name,
      position: z.int().min(0).max(999).optional(),
      retired: z.boolean().optional(),
    }),
    errors: editErrors,
  }),
};
