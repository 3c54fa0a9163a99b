import { useCallback, useEffect, useRef, useState } from "react";
import { type BookingDraft, draftFor, emptyDraft, forgetDraft, keepDraft, type Place } from "./drafts.ts";

/**
 * What is typed, found again where it was left: on the way out it is kept for the time it was meant for, whichever
 * way out that is, unless it became a booking.
 */
export function useDraft(place: Place, begin: Partial<Pick<BookingDraft, "typeId" | "source">>) {
  const [draft, setDraft] = useState<BookingDraft>(() => draftFor(place) ?? { ...emptyDraft, ...begin });
  const change = useCallback(
    (part: Partial<BookingDraft>): void => setDraft((before) => ({ ...before, ...part })),
    [],
  );
  const booked = useRef(false);
  const latest = useRef({ place, draft });
  useEffect(() => {
    latest.current = { place, draft };
  });
  useEffect(
    () => () => {
      if (booked.current) forgetDraft(latest.current.place);
      else keepDraft(latest.current.place, latest.current.draft);
    },
    [],
  );
  const becameBooking = useCallback((): void => {
    booked.current = true;
  }, []);
  return { draft, change, becameBooking };
}
