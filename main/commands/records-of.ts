import type { Entity } from "../../src/sync/entities.ts";
import type { Records } from "./unit-of-work.ts";

/** What the windows are told when a row of an entity has changed; schedules are told of by practitioner and day. */
export const recordsOf: Partial<Record<Entity, Records>> = {
  practice: "practice",
  practitioner: "practitioners",
  room: "rooms",
  client: "clients",
  appointment_type: "types",
  working_hours: "hours",
  hours_exception: "hours",
};
