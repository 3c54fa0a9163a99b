import { flushSync } from "react-dom";
import type { ClientView, DayView } from "../../src/ipc/views.ts";
import { holdsItsTime } from "../board/columns.ts";
import { draftFor, emptyDraft, keepDraft, type Place } from "../panel/booking/drafts.ts";
import { useScreen } from "../store/screen.ts";

/** Where the next booking would go: the form that is open, or the cursor's time if nobody has it. */
function wishedPlace(view: DayView | undefined): Place {
  const { panel, cursor } = useScreen.getState();
  if (panel?.kind === "book") return { practitionerId: panel.practitionerId, startsAt: panel.startsAt };
  if (!cursor) return { practitionerId: null, startsAt: null };
  const taken = view?.appointments.some(
    (each) =>
      each.practitionerId === cursor.practitionerId &&
      holdsItsTime(each) &&
      each.startsAt <= cursor.startsAt &&
      cursor.startsAt < each.busyUntil,
  );
  return taken ? { practitionerId: cursor.practitionerId, startsAt: null } : cursor;
}

/** Opens the booking form with the client filled in; what was typed there already stays. */
export function bookForClient(client: ClientView, view: DayView | undefined): void {
  const place = wishedPlace(view);
  // An open form hands in its draft as it closes; only then can the client be put into it.
  flushSync(() => useScreen.setState({ panel: null }));
  keepDraft(place, {
    ...(draftFor(place) ?? emptyDraft),
    client,
    clientText: client.name,
    newClient: null,
  });
  useScreen.getState().openPanel({ kind: "book", ...place });
}
