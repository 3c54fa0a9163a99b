import { type KeyboardEvent, type SyntheticEvent, useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { AppointmentView } from "../../../src/ipc/views.ts";
import { QuickTexts, Refused, submitOnEnter, TextField, useFormats } from "../../fields/index.ts";
import { useCommand } from "../../queries/index.ts";
import {
  appointmentWords,
  cancelledSentence,
  fieldWords,
  seriesCancelled,
  seriesWords,
} from "../../words/index.ts";
import panel from "../panel.module.css";
import { ScopeField, scopeOfKey } from "../series/scope-field.tsx";
import { severalOf } from "../series/several.ts";
import { useScope } from "../series/use-scope.ts";

type Props = { appointment: AppointmentView; onKeep: () => void; onCancelled: () => void };

/** Cancelling takes a reason, because somebody will ask; the usual ones are one press away. */
export function CancelForm({ appointment, onKeep, onCancelled }: Props) {
  const formats = useFormats();
  const { run, pending, busy } = useCommand("appointments.cancel");
  const cancelSeries = useCommand("appointments.cancel-series");
  const choice = useScope(appointment);
  const { isPart, scope, reached } = choice;
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<AnteroomError | null>(null);

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (pending || cancelSeries.pending || reason.trim() === "") return;
    const { id, version } = appointment;
    const answer =
      scope === "one"
        ? await run({ id, version, reason: reason.trim() }, { undo: cancelledSentence(appointment, formats) })
        : await cancelSeries.run(
            {
              reason: reason.trim(),
              appointments: reached.map((each) => ({ id: each.id, version: each.version })),
            },
            { undo: seriesCancelled(severalOf(appointment, reached), formats) },
          );
    if (answer.ok) onCancelled();
    else {
      setRefused(answer.error);
      if (answer.error.code === "stale") await choice.lookAgain();
    }
  };
  const keys = (event: KeyboardEvent<HTMLFormElement>): void => {
    const wanted = isPart ? scopeOfKey(event) : null;
    if (wanted === null) submitOnEnter(event);
    else {
      event.preventDefault();
      choice.setScope(wanted);
    }
  };

  return (
    <form
      aria-label={appointmentWords.cancel}
      className={`${panel.form} ${panel.section}`}
      onSubmit={(event) => void submit(event)}
      onKeyDownCapture={keys}
      noValidate
    >
      <Refused error={refused} />
      {isPart ? <ScopeField value={scope} onChange={choice.setScope} counts={choice.counts} /> : null}
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
          {busy || cancelSeries.busy
            ? fieldWords.busy
            : scope === "one"
              ? appointmentWords.cancel
              : seriesWords.cancelMany(reached.length)}
        </Button>
        <Button onPress={onKeep}>{appointmentWords.keep}</Button>
      </div>
    </form>
  );
}
