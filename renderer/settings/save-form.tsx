import type { ReactNode, SyntheticEvent } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import { Refused, submitOnEnter } from "../fields/index.ts";
import { fieldWords, settingsWords } from "../words/index.ts";
import styles from "./settings.module.css";

type Props = {
  label: string;
  /** `keepBookings` is true when bookings in the way were shown and shall stay. */
  onSave: (keepBookings: boolean) => void;
  refused: AnteroomError | null;
  pending: boolean;
  busy?: boolean;
  saveWords?: string;
  /** Where saving is the one thing that the form is for. */
  primary?: boolean;
  /** Further buttons beside Save. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A few fields and their Save; Enter saves, a refusal stands above the button. */
export function SaveForm({
  label,
  onSave,
  refused,
  pending,
  busy = false,
  saveWords,
  primary = false,
  actions,
  children,
}: Props) {
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!pending) onSave(false);
  };
  return (
    <form
      className={styles.form}
      aria-label={label}
      onSubmit={submit}
      onKeyDownCapture={submitOnEnter}
      noValidate
    >
      {children}
      <Refused error={refused} keep={{ words: settingsWords.keepAnyway, onKeep: () => onSave(true) }} />
      <div className={styles.actions}>
        <Button type="submit" className={primary ? "react-aria-Button primary" : "react-aria-Button"}>
          {busy ? fieldWords.busy : (saveWords ?? settingsWords.save)}
        </Button>
        {actions}
      </div>
    </form>
  );
}
