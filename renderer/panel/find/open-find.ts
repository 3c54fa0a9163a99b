import { dayInView } from "../../board/use-shown.ts";
import { type Asked, useScreen } from "../../store/screen.ts";

let count = 0;

/** What the board showed before the answers led it elsewhere: asked again, that is still where one came from. */
function ask(zone: string): Asked {
  const { panel, cursor } = useScreen.getState();
  count += 1;
  if (panel?.kind === "find" || panel?.kind === "walk-in") return { ...panel.asked, count };
  return { count, day: dayInView(zone), cursor };
}

/** Looks for free times; for the booking that is being typed, if there is one. */
export function openFind(zone: string): void {
  const { panel, openPanel, ghostDurationMinutes: durationMinutes } = useScreen.getState();
  const booking =
    panel?.kind === "book"
      ? { practitionerId: panel.practitionerId, startsAt: panel.startsAt, durationMinutes }
      : panel?.kind === "find"
        ? panel.booking
        : null;
  openPanel({ kind: "find", asked: ask(zone), booking });
}

export function openWalkIn(zone: string): void {
  useScreen.getState().openPanel({ kind: "walk-in", asked: ask(zone) });
}

/** Back to where one came from: the booking that was begun, or the board as it was. */
export function leaveAnswers(): void {
  const { panel, openPanel, closePanel, setDay, setCursor } = useScreen.getState();
  if (panel?.kind !== "find" && panel?.kind !== "walk-in") return;
  setDay(panel.asked.day);
  setCursor(panel.asked.cursor);
  const booking = panel.kind === "find" ? panel.booking : null;
  if (booking === null) closePanel();
  else openPanel({ kind: "book", practitionerId: booking.practitionerId, startsAt: booking.startsAt });
}
