/** How long after a booking its caller may still be on the line. */
const ON_THE_LINE_MS = 60_000;
const MOST_KEPT = 20;

/** `noticeKey`: the notification that said it was booked. */
type Booked = { appointmentId: string; noticeKey: string | null; at: number };
let booked: Booked[] = [];

/** What this window booked, for as long as its caller may still be told that another desk was first. */
export function noteBooked(appointmentId: string, noticeKey: string | null, at = Date.now()): void {
  booked = [...booked.slice(1 - MOST_KEPT), { appointmentId, noticeKey, at }];
}

export const justBooked = (now = Date.now()): readonly Booked[] =>
  booked.filter(({ at }) => now - at < ON_THE_LINE_MS);

/** It is being told, and once is enough; false where somebody else does so already. */
export function forgetBooked(appointmentId: string): boolean {
  const before = booked.length;
  booked = booked.filter((each) => each.appointmentId !== appointmentId);
  return booked.length < before;
}
