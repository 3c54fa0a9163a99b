import type { ClientView, Source } from "../../../src/ipc/views.ts";
import { once, type Repeat } from "../series/repeat.ts";

export type NewClient = { name: string; phone: string; birthDate: string | null };

/** What was typed into the booking form. The time is not in it: it changes while the rest stays. */
export type BookingDraft = {
  /** What stands in the client field. */
  clientText: string;
  client: ClientView | null;
  newClient: NewClient | null;
  typeId: string | null;
  /** Null: as long as the type takes. */
  durationMinutes: number | null;
  roomId: string | null;
  source: Source;
  note: string;
  outsideReason: string;
  repeat: Repeat;
};

export type Place = { practitionerId: string | null; startsAt: number | null };

export const emptyDraft: BookingDraft = {
  clientText: "",
  client: null,
  newClient: null,
  typeId: null,
  durationMinutes: null,
  roomId: null,
  source: "phone",
  note: "",
  outsideReason: "",
  repeat: once,
};

const MOST_KEPT = 20;
const kept = new Map<string, BookingDraft>();
const keyOf = (place: Place): string => `${place.practitionerId}|${place.startsAt}`;

/** Choosing a type alone is no typing: the next booking would choose the same. */
const holdsTyping = (draft: BookingDraft): boolean =>
  draft.clientText.trim() !== "" ||
  draft.client !== null ||
  draft.newClient !== null ||
  draft.note.trim() !== "" ||
  draft.outsideReason.trim() !== "";

/** A form closed before it was booked is found again at the same time; only the last few are kept. */
export function keepDraft(place: Place, draft: BookingDraft): void {
  const key = keyOf(place);
  kept.delete(key);
  if (!holdsTyping(draft)) return;
  kept.set(key, draft);
  const oldest = kept.keys().next().value;
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

export const draftFor = (place: Place): BookingDraft | null => kept.get(keyOf(place)) ?? null;

export const forgetDraft = (place: Place): boolean => kept.delete(keyOf(place));
