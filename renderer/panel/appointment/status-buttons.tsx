import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { mayBecome, type Status } from "../../../src/appointments/status.ts";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { AppointmentView, ClientView } from "../../../src/ipc/views.ts";
import { Caps } from "../../keys/caps.tsx";
import type { Act } from "../../keys/keys.ts";
import { useClient, useCommand } from "../../queries/index.ts";
import { useScreen } from "../../store/screen.ts";
import { appointmentWords, slipWords, statusDone } from "../../words/index.ts";
import { emptyDraft, keepDraft } from "../booking/drafts.ts";
import panel from "../panel.module.css";
import { RefusalMessage } from "../refusal-message.tsx";
import styles from "./appointment.module.css";
import { maySlip } from "./slip.ts";

const offered = ["arrived", "checked-in", "fulfilled", "noshow"] as const;
const cancellable: readonly Status[] = ["booked", "arrived", "checked-in", "waitlist"];

/** The key that does the same on the board; the button's words are enough for those who hear it. */
const Cap = ({ act }: { act: Act }) => (
  <span aria-hidden>
    <Caps act={act} />
  </span>
);

type Props = { appointment: AppointmentView; onChange: () => void; onCancel: () => void };

/** What happened to it: each state is one key on the board and one button here. */
export function StatusButtons({ appointment, onChange, onCancel }: Props) {
  const { openPanel, printSlip, slipFor } = useScreen();
  const client: ClientView | undefined = useClient(appointment.clientId).data;
  const { run, pending } = useCommand("appointments.set-status");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const { id, version, status } = appointment;
  const sectionRef = useRef<HTMLElement>(null);
  // The button that was pressed may be gone with the state that offered it.
  const shownStatus = useRef(status);
  useEffect(() => {
    if (shownStatus.current === status) return;
    shownStatus.current = status;
    if (document.activeElement === document.body) sectionRef.current?.focus();
  }, [status]);
  const isOver = status === "cancelled" || status === "noshow";

  const set = async (next: Status): Promise<void> => {
    if (pending) return;
    setRefused(null);
    const name = appointment.clientName ?? appointmentWords.group;
    const undo = statusDone[next]?.(name) ?? appointmentWords.bookedAgain(name);
    const answer = await run({ id, version, status: next }, { undo });
    if (!answer.ok) setRefused(answer.error);
  };

  /** The old place is gone: the same client and type are taken along to the new one. */
  const bookElsewhere = (place: { practitionerId: string; startsAt: number }): void => {
    if (client) {
      const { typeId } = appointment;
      keepDraft(place, { ...emptyDraft, client, clientText: client.name, typeId });
    }
    openPanel({ kind: "book", practitionerId: place.practitionerId, startsAt: place.startsAt });
  };

  return (
    <section className={panel.section} aria-label={appointmentWords.status} tabIndex={-1} ref={sectionRef}>
      {refused ? <RefusalMessage error={refused} wanted={appointment} onChoose={bookElsewhere} /> : null}
      {isOver ? (
        <div className={panel.actions}>
          <Button className="react-aria-Button primary" onPress={() => void set("booked")}>
            {appointmentWords.bookAgain}
          </Button>
        </div>
      ) : (
        <div className={styles.statuses}>
          {offered
            .filter((each) => mayBecome(status, each) || each === status)
            .map((each) => (
              <Button key={each} isDisabled={each === status} onPress={() => void set(each)}>
                <Cap act={each} />
                {appointmentWords.statusButtons[each]}
              </Button>
            ))}
          {mayBecome(status, "booked") ? (
            <Button onPress={() => void set("booked")}>{appointmentWords.statusButtons.booked}</Button>
          ) : null}
        </div>
      )}
      {isOver ? null : (
        <div className={panel.actions}>
          <Button onPress={onChange}>{appointmentWords.change}</Button>
          {maySlip(appointment) ? (
            <Button isDisabled={slipFor === id} onPress={() => printSlip(id)}>
              {slipWords.print}
            </Button>
          ) : null}
          {cancellable.includes(status) ? (
            <Button className="react-aria-Button plain" onPress={onCancel}>
              {appointmentWords.cancel}
              <Cap act="cancel" />
            </Button>
          ) : null}
        </div>
      )}
    </section>
  );
}
