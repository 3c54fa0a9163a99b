import type { AffectedBooking } from "../../src/ipc/views.ts";
import { appointmentWords } from "../words/index.ts";
import styles from "./fields.module.css";
import { useFormats } from "./use-formats.ts";

/** Bookings that a change would leave without their practitioner, with whom to call. */
export function AffectedBookings({ bookings }: { bookings: readonly AffectedBooking[] }) {
  const formats = useFormats();
  return (
    <ul className={styles.affected}>
      {bookings.map((booking) => (
        <li key={booking.id}>
          <span>{formats.dayAndRange(booking.startsAt, booking.endsAt)}</span>
          <strong dir="auto">{booking.clientName ?? appointmentWords.group}</strong>
          <span className="quiet">{booking.clientPhone ?? appointmentWords.noPhone}</span>
        </li>
      ))}
    </ul>
  );
}
