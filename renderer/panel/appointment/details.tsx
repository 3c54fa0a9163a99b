import { Button } from "react-aria-components";
import type { AppointmentView } from "../../../src/ipc/views.ts";
import { placeInSeries } from "../../../src/scheduling/series-scope.ts";
import { useFormats } from "../../fields/index.ts";
import { useClient, usePractitioners, useRooms, useSeries, useTypes } from "../../queries/index.ts";
import { useScreen } from "../../store/screen.ts";
import {
  appointmentWords,
  capitalised,
  lengthWords,
  needsDecision,
  placeWords,
  provisionalWords,
  seriesWords,
  statusWords,
} from "../../words/index.ts";
import styles from "./appointment.module.css";

/** When, with whom, what; and how the client is reached. */
export function Details({ appointment }: { appointment: AppointmentView }) {
  const formats = useFormats();
  const decide = useScreen((screen) => screen.decide);
  const client = useClient(appointment.clientId).data;
  const practitioners = usePractitioners().data?.practitioners ?? [];
  const room = (useRooms().data?.rooms ?? []).find((each) => each.id === appointment.roomId);
  const type = (useTypes().data?.types ?? []).find((each) => each.id === appointment.typeId);
  const practitioner = practitioners.find((each) => each.id === appointment.practitionerId);
  const series = useSeries(appointment.seriesId).data?.appointments ?? [];
  const place = placeInSeries(series, appointment.id);
  const facts: [label: string, value: string | null | undefined][] = [
    [appointmentWords.phone, client ? (client.phone ?? appointmentWords.noPhone) : null],
    [appointmentWords.birthDate, client?.birthDate ? formats.date(client.birthDate) : null],
    [appointmentWords.remark, client?.remark],
    [appointmentWords.room, room?.name],
    [
      appointmentWords.source,
      appointmentWords.bookedHow(
        appointment.bookedBy,
        appointment.source,
        formats.dayAndTime(appointment.bookedAt),
      ),
    ],
    [appointmentWords.outsideReason, appointment.outsideReason],
    [appointmentWords.cancelReason, appointment.status === "cancelled" ? appointment.cancelReason : null],
  ];

  return (
    <section className={styles.details} aria-label={appointmentWords.details}>
      <p className={styles.when}>
        {placeWords(appointment.startsAt, appointment.endsAt, appointment.busyUntil, formats)}
      </p>
      <p dir="auto">{practitioner?.name}</p>
      <p className={`${styles.type} type-${type?.colour ?? "none"}`}>
        <span className={styles.colour} aria-hidden />
        <span dir="auto">{type?.name ?? appointmentWords.title}</span>
        <span className="quiet">{lengthWords(appointment)}</span>
        <span className={styles.status} data-status={appointment.status}>
          {capitalised(statusWords[appointment.status])}
        </span>
      </p>
      {needsDecision(appointment) ? (
        <div className="callout">
          <p>{appointment.placed ? appointmentWords.undecided : appointmentWords.unplaced}</p>
          <div>
            <Button onPress={() => decide(appointment.id)}>{appointmentWords.decide}</Button>
          </div>
        </div>
      ) : null}
      {appointment.sharing === "provisional" ? (
        <p className={styles.unconfirmed}>{provisionalWords.unconfirmed}</p>
      ) : null}
      {appointment.seriesId === null ? null : (
        <p className="quiet">
          {place ? seriesWords.partOf(place.number, place.of) : appointmentWords.series}
        </p>
      )}
      <dl className={styles.facts}>
        {facts.map(([label, value]) =>
          value === null || value === undefined || value === "" ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
