import { useFormats } from "../../fields/index.ts";
import type { BookingDraft } from "../booking/drafts.ts";
import type { BookingPlace } from "../booking/use-place.ts";
import { repeatProblem, startsOf } from "./repeat.ts";
import { useSeriesPlan } from "./use-series-plan.ts";

/** The series that a booking form asks for, looked at as it is typed; `isRepeated` is false for a single booking. */
export function useBookingSeries(draft: BookingDraft, place: BookingPlace) {
  const { zone } = useFormats();
  const { practitionerId, startsAt, type, durationMinutes } = place;
  const isRepeated = draft.repeat.unit !== "none" && type?.capacity === null;
  const starts = isRepeated && startsAt !== null ? startsOf(draft.repeat, zone, startsAt) : null;
  const wishes =
    starts === null || practitionerId === null
      ? null
      : starts.map((start) => ({ practitionerId, startsAt: start }));
  const reason = draft.outsideReason.trim();
  const plan = useSeriesPlan(wishes, {
    roomId: draft.roomId,
    ...(type === null ? {} : { typeId: type.id }),
    durationMinutes,
    ...(draft.client === null ? {} : { clientId: draft.client.id }),
    ...(reason === "" ? {} : { outsideReason: reason }),
  });
  return { isRepeated, plan, problem: isRepeated ? repeatProblem(draft.repeat, zone, startsAt) : undefined };
}
