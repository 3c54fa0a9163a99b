import { useFormats } from "../../fields/index.ts";
import { useSharing } from "../../queries/index.ts";
import { provisionalWords, worksAlone } from "../../words/index.ts";
import styles from "./booking.module.css";
import type { BookingPlace } from "./use-place.ts";

/** While nobody else can see the booking: that it may not last, and how to say so to the caller. */
export function ProvisionalNote({ place }: { place: BookingPlace }) {
  const formats = useFormats();
  const sharing = useSharing().data;
  if (!worksAlone(sharing)) return null;
  const { startsAt, practitionerName } = place;
  return (
    <div className={`callout plain ${styles.provisional}`} role="note">
      <p>{provisionalWords.title}</p>
      {startsAt === null ? null : (
        <p>
          <span className="visually-hidden">{provisionalWords.sayLabel}: </span>
          <q dir="auto">{provisionalWords.say(formats.dayAndTime(startsAt), practitionerName)}</q>
        </p>
      )}
    </div>
  );
}
