import type { AffectedBooking } from "../../src/ipc/views.ts";
import { useFormats } from "../fields/index.ts";
import { appointmentWords } from "../words/index.ts";
import styles from "./panel.module.css";

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
