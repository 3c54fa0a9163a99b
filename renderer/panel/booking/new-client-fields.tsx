import { Button } from "react-aria-components";
import { DayField, TextField } from "../../fields/index.ts";
import { bookingWords } from "../../words/index.ts";
import styles from "./booking.module.css";
import type { NewClient } from "./drafts.ts";

export type NewClientErrors = { name?: string | undefined; phone?: string | undefined };

type Props = {
  value: NewClient;
  onChange: (value: NewClient) => void;
  /** Back to the search, with the name as its text. */
  onGiveUp: () => void;
  errors: NewClientErrors;
};

/** A caller who is not known yet: three fields in the place of the client field. */
export function NewClientFields({ value, onChange, onGiveUp, errors }: Props) {
  return (
    <fieldset className={styles.newClient}>
      <legend className={styles.legend}>{bookingWords.newClientTitle}</legend>
      <TextField
        label={bookingWords.name}
        value={value.name}
        onChange={(name) => onChange({ ...value, name })}
        error={errors.name}
        maxLength={120}
        required
      />
      <TextField
        label={bookingWords.phone}
        type="tel"
        value={value.phone}
        onChange={(phone) => onChange({ ...value, phone })}
        error={errors.phone}
        maxLength={40}
        autoFocus
      />
      <DayField
        label={bookingWords.birthDate}
        value={value.birthDate}
        onChange={(birthDate) => onChange({ ...value, birthDate })}
      />
      <Button className="react-aria-Button plain" onPress={onGiveUp}>
        {bookingWords.otherClient}
      </Button>
    </fieldset>
  );
}
