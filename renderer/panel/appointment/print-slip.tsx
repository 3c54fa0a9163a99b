import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import type { AppointmentView } from "../../../src/ipc/views.ts";
import { dayOf } from "../../../src/time/zoned-day.ts";
import { useFormats } from "../../fields/index.ts";
import { showNews } from "../../frame/toasts.ts";
import {
  useAppointmentCard,
  useCommand,
  usePractice,
  usePractitioners,
  useRooms,
} from "../../queries/index.ts";
import { useScreen } from "../../store/screen.ts";
import { appointmentWords, slipWords } from "../../words/index.ts";
import styles from "./print-slip.module.css";
import { isTentative, maySlip } from "./slip.ts";

/** The slip that a client takes home: in the page only while it is printed, and only on paper. */
export function PrintSlip() {
  const slipFor = useScreen((screen) => screen.slipFor);
  const card = useAppointmentCard(slipFor);
  const appointment = card.data?.appointment;
  if (slipFor === null || appointment?.id !== slipFor || !maySlip(appointment)) return null;
  return <Slip appointment={appointment} key={slipFor} />;
}

function Slip({ appointment }: { appointment: AppointmentView }) {
  const formats = useFormats();
  const practice = usePractice().data?.practice;
  const people = usePractitioners().data?.practitioners;
  const rooms = useRooms().data?.rooms;
  const isReady = Boolean(practice && people && rooms);
  usePrintOnce(appointment, isReady);
  if (!isReady) return null;

  const { startsAt, endsAt, clientName, practitionerId, roomId } = appointment;
  const practitioner = people?.find(({ id }) => id === practitionerId);
  const room = rooms?.find(({ id }) => id === roomId);
  return createPortal(
    <article className={styles.slip} aria-label={slipWords.title} aria-hidden="true">
      <p className={styles.practice} dir="auto">
        {practice?.name}
      </p>
      <h2>{slipWords.title}</h2>
      <p className={styles.name} dir="auto">
        {clientName ?? appointmentWords.group}
      </p>
      <p className={styles.when}>
        {formats.longDay(dayOf(formats.zone, startsAt))}
        <br />
        {formats.range(startsAt, endsAt)}
      </p>
      {isTentative(appointment) && <p className={styles.unconfirmed}>{slipWords.unconfirmed}</p>}
      <p dir="auto">{slipWords.with(practitioner?.name ?? "")}</p>
      {room && <p dir="auto">{slipWords.room(room.name)}</p>}
    </article>,
    document.body,
  );
}

/** Asks for a printer as soon as the slip is drawn, and takes it out of the page when that is over. */
function usePrintOnce({ clientName }: AppointmentView, isReady: boolean): void {
  const { run } = useCommand("app.print");
  const begun = useRef(false);
  useEffect(() => {
    if (!isReady || begun.current) return;
    begun.current = true;
    void run({}).then((answer) => {
      const { printSlip, refuse } = useScreen.getState();
      printSlip(null);
      if (!answer.ok) refuse({ error: answer.error, move: null });
      else if (answer.value.printed) showNews(slipWords.printed(clientName ?? appointmentWords.group));
    });
  }, [clientName, isReady, run]);
}
