import { type SyntheticEvent, useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { AppointmentView } from "../../../src/ipc/views.ts";
import { QuickTexts, Refused, submitOnEnter, TextField, useFormats } from "../../fields/index.ts";
import { useCommand } from "../../queries/index.ts";
import { appointmentWords, cancelledSentence, fieldWords } from "../../words/index.ts";
import panel from "../panel.module.css";

type Props = { appointment: AppointmentView; onKeep: () => void; onCancelled: () => void };

/** Cancelling takes a reason, because somebody will ask; the usual ones are one press away. */
export function CancelForm({ appointment, onKeep, onCancelled }: Props) {
  const formats = useFormats();
  const { run, pending, busy } = useCommand("appointments.cancel");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<AnteroomError | null>(null);

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (pending || reason.trim() === "") return;
    const { id, version } = appointment;
    const answer = await run(
      { id, version, reason: reason.trim() },
      { undo: cancelledSentence(appointment, formats) },
    );
    if (answer.ok) onCancelled();
    else setRefused(answer.error);
  };

  return (
    <form
      aria-label={appointmentWords.cancel}
      className={`${panel.form} ${panel.section}`}
      onSubmit={(event) => void submit(event)}
      onKeyDownCapture={submitOnEnter}
      noValidate
    >
      <Refused error={refused} />
      <TextField
        label={appointmentWords.reason}
        value={reason}
        onChange={setReason}
        error={tried && reason.trim() === "" ? appointmentWords.reasonNeeded : null}
        required
        autoFocus
      />
      <QuickTexts texts={appointmentWords.quickReasons} onChoose={setReason} />
      <div className={panel.actions}>
        <Button type="submit" className="react-aria-Button danger">
          {busy ? fieldWords.busy : appointmentWords.cancel}
        </Button>
        <Button onPress={onKeep}>{appointmentWords.keep}</Button>
      </div>
    </form>
  );
}
