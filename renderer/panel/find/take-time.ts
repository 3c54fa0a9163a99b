import type { FreeTime, Source } from "../../../src/ipc/views.ts";
import { dayOf } from "../../../src/time/zoned-day.ts";
import { type BegunBooking, useScreen } from "../../store/screen.ts";
import { draftFor, forgetDraft, keepDraft } from "../booking/drafts.ts";

/** The board shows a time that is looked at, with what lies around it. */
export function lookAt({ practitionerId, startsAt }: FreeTime, zone: string): void {
  const { day, setDay, setCursor } = useScreen.getState();
  const its = dayOf(zone, startsAt);
  if (its !== day) setDay(its);
  setCursor({ practitionerId, startsAt });
}

type What = {
  typeId: string;
  source?: Source;
  booking: BegunBooking | null;
  /** It takes as long as was typed for it: a length of its own belongs to the type it was chosen for. */
  keepsLength?: boolean;
};

/** Opens the booking form at a time; what was typed for another one goes along. */
export function bookAt(
  time: FreeTime,
  zone: string,
  { typeId, source, booking, keepsLength = false }: What,
): void {
  const { practitionerId, startsAt } = time;
  const typed = booking && draftFor(booking);
  if (booking && typed) {
    forgetDraft(booking);
    const durationMinutes = keepsLength ? typed.durationMinutes : null;
    // Why it was outside hours belongs to that time.
    keepDraft(time, { ...typed, typeId, durationMinutes, outsideReason: "" });
  }
  lookAt(time, zone);
  useScreen
    .getState()
    .openPanel({ kind: "book", practitionerId, startsAt, typeId, ...(source && { source }) });
}
