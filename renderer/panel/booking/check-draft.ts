import { phone as phoneSchema } from "../../../src/ipc/schemas.ts";
import { bookingWords, fieldWords } from "../../words/index.ts";
import type { BookingDraft, Place } from "./drafts.ts";

/** What keeps a form from being booked, beside the field that mends it; in the order of the form. */
export type BookingProblems = {
  client?: string;
  name?: string;
  phone?: string;
  practitioner?: string;
  start?: string;
  type?: string;
  outsideReason?: string;
  until?: string;
};

type Wishes = { needsClient: boolean; needsReason: boolean; repeatProblem?: string | undefined };

export function checkDraft(
  draft: BookingDraft,
  place: Place & { typeId: string | null },
  { needsClient, needsReason, repeatProblem }: Wishes,
): BookingProblems {
  const problems: BookingProblems = {};
  const { newClient } = draft;
  if (newClient) {
    if (newClient.name.trim() === "") problems.name = fieldWords.required(bookingWords.name);
    if (!phoneSchema.safeParse(newClient.phone).success) problems.phone = fieldWords.phone;
  } else if (draft.client === null && (needsClient || draft.clientText.trim() !== "")) {
    // Text that names nobody is never dropped silently, not even where no client is needed.
    problems.client = bookingWords.chooseClient;
  }
  if (place.practitionerId === null) problems.practitioner = bookingWords.choosePractitioner;
  if (place.startsAt === null) problems.start = bookingWords.chooseTime;
  if (place.typeId === null) problems.type = bookingWords.noTypes;
  if (needsReason && draft.outsideReason.trim() === "") problems.outsideReason = bookingWords.reasonNeeded;
  if (repeatProblem !== undefined) problems.until = repeatProblem;
  return problems;
}
