/** FHIR R4 AppointmentStatus, as far as a front desk has it. */
export const statuses = [
  "pending",
  "booked",
  "arrived",
  "checked-in",
  "fulfilled",
  "cancelled",
  "noshow",
  "entered-in-error",
  "waitlist",
] as const;
export type Status = (typeof statuses)[number];

/** These hold time; the others never do. The database's partial indexes and triggers name the same five. */
export const occupyingStatuses = ["pending", "booked", "arrived", "checked-in", "fulfilled"] as const;

export const isOccupying = (status: Status): boolean =>
  (occupyingStatuses as readonly Status[]).includes(status);

const next: Record<Status, readonly Status[]> = {
  pending: [],
  booked: ["arrived", "checked-in", "fulfilled", "noshow"],
  arrived: ["booked", "checked-in", "fulfilled", "noshow"],
  "checked-in": ["arrived", "booked", "fulfilled"],
  fulfilled: ["checked-in", "arrived", "booked"],
  noshow: ["booked", "arrived"],
  cancelled: ["booked"],
  waitlist: ["booked"],
  "entered-in-error": [],
};

/**
 * Whether a person may set this status by hand. Steps back are corrections and allowed; cancelling has a
 * command of its own because it needs a reason; a hold becomes a booking only by booking it.
 */
export const mayBecome = (from: Status, to: Status): boolean => next[from].includes(to);
