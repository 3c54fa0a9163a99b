import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "react-aria-components";
import { isOccupying } from "../../../src/appointments/status.ts";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { AppointmentView, AttendeeView } from "../../../src/ipc/views.ts";
import { Refused } from "../../fields/index.ts";
import { useCommand } from "../../queries/index.ts";
import { appointmentWords, fieldWords } from "../../words/index.ts";
import { ClientField } from "../booking/client-field.tsx";
import panel from "../panel.module.css";
import styles from "./appointment.module.css";

/** Who comes to a group session. Choosing a client gives them the next seat. */
export function Seats({ appointment }: { appointment: AppointmentView }) {
  const add = useCommand("appointments.add-attendee");
  const remove = useCommand("appointments.remove-attendee");
  const create = useCommand("clients.create");
  const [text, setText] = useState("");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const { attendees, capacity } = appointment;
  const isFull = attendees.length >= (capacity ?? 0);

  const seat = async (clientId: string, name: string): Promise<void> => {
    const answer = await add.run(
      { appointmentId: appointment.id, clientId },
      { undo: appointmentWords.added(name) },
    );
    setRefused(answer.ok ? null : answer.error);
  };
  const seatNew = async (name: string): Promise<void> => {
    setText("");
    const answer = await create.run({ name });
    if (answer.ok) await seat(answer.value.client.id, name);
    else setRefused(answer.error);
  };
  const unseat = async ({ id, clientName }: AttendeeView): Promise<void> => {
    const answer = await remove.run({ attendeeId: id }, { undo: appointmentWords.removed(clientName) });
    setRefused(answer.ok ? null : answer.error);
  };

  return (
    <section className={panel.section} aria-label={appointmentWords.seatsLabel}>
      <h3>{appointmentWords.seats(attendees.length, capacity ?? 0)}</h3>
      <ul className={styles.seats}>
        {attendees.map((attendee) => (
          <li key={attendee.id}>
            <span className="quiet">{attendee.seat}</span>
            <span dir="auto">{attendee.clientName}</span>
            <Button
              className="react-aria-Button plain icon"
              aria-label={fieldWords.remove(attendee.clientName)}
              onPress={() => void unseat(attendee)}
            >
              <X size={14} aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <Refused error={refused} />
      {isFull || !isOccupying(appointment.status) ? null : (
        <ClientField
          label={appointmentWords.addAttendee}
          text={text}
          client={null}
          onChange={(next, client) => {
            setText(client ? "" : next);
            if (client) void seat(client.id, client.name);
          }}
          onNew={(name) => void seatNew(name)}
          enterMakesNew={false}
        />
      )}
    </section>
  );
}
