import type { Status } from "../../../src/appointments/status.ts";
import type { Source } from "../../../src/ipc/views.ts";

/** What the front desk calls an appointment's state. */
export const statusWords: Record<Status, string> = {
  pending: "held",
  booked: "booked",
  arrived: "arrived",
  "checked-in": "checked in",
  fulfilled: "completed",
  cancelled: "cancelled",
  noshow: "no-show",
  "entered-in-error": "entered by mistake",
  waitlist: "on the waiting list",
};

export const sourceWords: Record<Source, string> = {
  phone: "Phone",
  "walk-in": "Walk-in",
  email: "E-mail",
  online: "Online",
  staff: "Staff",
};
