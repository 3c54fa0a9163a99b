/** How long after a booking its caller may still be on the line. */
const ON_THE_LINE_MS = 60_000;
const MOST_KEPT = 20;

let booked: { appointmentId: string; at: number }[] = [];

/** What this window booked, for as long as its caller may still be told that another desk was first. */
export function noteBooked(appointmentId: string, at = Date.now()): void {
  booked = [...booked.slice(1 - MOST_KEPT), { appointmentId, at }];
}

export const justBooked = (now = Date.now()): string[] =>
  booked.filter(({ at }) => now - at < ON_THE_LINE_MS).map(({ appointmentId }) => appointmentId);

/** It was told, or settled: once is enough. */
export function forgetBooked(appointmentId: string): void {
  booked = booked.filter((each) => each.appointmentId !== appointmentId);
}
