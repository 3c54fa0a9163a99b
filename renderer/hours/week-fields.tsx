import { Button } from "react-aria-components";
import { TextField, useFormats } from "../fields/index.ts";
import { hoursWords, readHours } from "../words/index.ts";
import styles from "./hours.module.css";
import type { WeekProblems, WeekTexts } from "./week.ts";

type Props = {
  texts: WeekTexts;
  problems: WeekProblems;
  onChange: (texts: string[]) => void;
  /** How hours are written; said once where several weeks stand together. */
  hint?: boolean;
};

/** A week of working hours, a line a day: quicker to type than fourteen clocks. */
export function WeekFields({ texts, problems, onChange, hint = true }: Props) {
  const formats = useFormats();
  const monday = texts[0] ?? "";
  return (
    <div className={styles.week}>
      {hint ? <p className={styles.hint}>{hoursWords.hint(formats)}</p> : null}
      {hoursWords.weekdays.map((name, day) => {
        // Once it is mended, it is no longer said to be wrong.
        const problem = readHours(texts[day] ?? "").ok ? undefined : problems[day];
        return (
          <TextField
            key={name}
            className={styles.day ?? ""}
            label={name}
            value={texts[day] ?? ""}
            onChange={(text) => onChange(texts.map((each, index) => (index === day ? text : each)))}
            placeholder={hoursWords.dayOff}
            error={problem ? hoursWords.problems[problem] : null}
          />
        );
      })}
      <Button
        className={`react-aria-Button plain ${styles.copy}`}
        onPress={() => onChange(texts.map((each, day) => (day < 5 ? monday : each)))}
      >
        {hoursWords.copyMonday}
      </Button>
    </div>
  );
}
