import { type SyntheticEvent, useState } from "react";
import { Button } from "react-aria-components";
import { QuickTexts, submitOnEnter, TextField } from "../fields/index.ts";
import { appointmentWords, conflictWords } from "../words/index.ts";
import styles from "./decisions.module.css";

type Props = { name: string; onCancel: (reason: string) => void; onBack: () => void };

/** As everywhere, cancelling takes a reason. */
export function CancelWay({ name, onCancel, onBack }: Props) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const isMissing = reason.trim() === "";
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!isMissing) onCancel(reason.trim());
  };
  return (
    <form
      className={styles.asked}
      aria-label={conflictWords.cancelLead(name)}
      onSubmit={submit}
      onKeyDownCapture={submitOnEnter}
      noValidate
    >
      <h4 dir="auto">{conflictWords.cancelLead(name)}</h4>
      <TextField
        label={appointmentWords.reason}
        value={reason}
        onChange={setReason}
        error={tried && isMissing ? appointmentWords.reasonNeeded : null}
        required
        autoFocus
      />
      <QuickTexts texts={conflictWords.reasons} onChoose={setReason} />
      <div className={styles.actions}>
        <Button type="submit" className="react-aria-Button danger">
          {conflictWords.confirmCancel}
        </Button>
        <Button onPress={onBack}>{conflictWords.back}</Button>
      </div>
    </form>
  );
}
